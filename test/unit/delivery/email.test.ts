import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../../src/core/delivery.js';
import { createCarrier } from '../../../src/delivery/index.js';
import { DOCUMENT, depsFor, never } from './support.js';

/** A mail server on loopback. */
async function mailServer(own: SMTPServerOptions = {}) {
  const letters: string[] = [];
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    authOptional: true,
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        letters.push(Buffer.concat(pieces).toString());
        done();
      });
    },
    ...own,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.server.address() as AddressInfo;
  return { letters, port };
}

function channel(port: number, more: Partial<Extract<Channel, { kind: 'email' }>> = {}): Channel {
  return {
    id: 'mail',
    kind: 'email',
    carries: ['digest'],
    from: 'earshot@cafe.example',
    to: ['nar@cafe.example', 'lan@cafe.example'],
    host: '127.0.0.1',
    port,
    secure: false,
    user: null,
    ...more,
  };
}

const carrier = createCarrier(depsFor('http://127.0.0.1'), [1, 1]);

describe('e-mail', () => {
  it('carries the text and the page side by side, to all, and says that a machine wrote it', async () => {
    const { letters, port } = await mailServer();
    expect(await carrier.carry(channel(port), DOCUMENT, 'd1', never)).toBeNull();
    expect(letters).toHaveLength(1);
    const [letter = ''] = letters;
    expect(letter).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(letter).toMatch(/text\/plain[\s\S]*second line[\s\S]*text\/html[\s\S]*<p>first line<\/p>/);
    expect(letter).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(letter).toMatch(/^To: nar@cafe\.example, lan@cafe\.example/m);
  });

  it('has the same Message-ID whenever the same delivery is sent', async () => {
    const { letters, port } = await mailServer();
    for (const id of ['d1', 'd1', 'd2']) await carrier.carry(channel(port), DOCUMENT, id, never);
    const ids = letters.map((letter) => /^Message-ID: (.*)$/im.exec(letter)?.[1]);
    expect(ids[0]).toBeDefined();
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('signs in, and tells a wrong password apart', async () => {
    const seen: string[] = [];
    const { port } = await mailServer({
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        seen.push(`${username}:${password}`);
        if (username === 'nar') done(null, { user: username });
        else done(new Error('no such user'));
      },
    });
    expect(await carrier.carry(channel(port, { user: 'nar' }), DOCUMENT, 'd', never)).toBeNull();
    await expect(carrier.carry(channel(port, { user: 'eve' }), DOCUMENT, 'd', never)).rejects.toMatchObject({
      networkKind: 'auth',
      outcomeUnknown: false,
    });
    expect(seen[0]).toBe('nar:pass word');
  });

  it('is tried again after a refusal that may pass, and not after one that does not', async () => {
    let turn = 0;
    const busy = await mailServer({
      onRcptTo(_address, _session, done) {
        turn += 1;
        done(turn <= 2 ? Object.assign(new Error('busy'), { responseCode: 451 }) : null);
      },
    });
    expect(
      await carrier.carry(channel(busy.port, { to: ['nar@cafe.example'] }), DOCUMENT, 'd', never),
    ).toBeNull();
    expect(busy.letters).toHaveLength(1);
    const full = await mailServer({
      onData(stream, _session, done) {
        stream.resume().on('end', () => done(Object.assign(new Error('spam'), { responseCode: 554 })));
      },
    });
    await expect(carrier.carry(channel(full.port), DOCUMENT, 'd', never)).rejects.toMatchObject({
      networkKind: 'rejected',
      outcomeUnknown: false,
    });
  });

  it('names the recipients that were refused where others were not', async () => {
    const { letters, port } = await mailServer({
      onRcptTo({ address }, _session, done) {
        done(address.startsWith('lan') ? Object.assign(new Error('who?'), { responseCode: 550 }) : null);
      },
    });
    expect(await carrier.carry(channel(port), DOCUMENT, 'd', never)).toContain('lan@cafe.example');
    expect(letters).toHaveLength(1);
  });

  it('does not send again what was cut off after the message began to travel', async () => {
    let begun = 0;
    const { port } = await mailServer({
      onData(stream) {
        begun += 1;
        stream.resume().on('end', () => {
          for (const connection of sockets) connection.destroy();
        });
      },
    });
    const sockets: { destroy(): void }[] = [];
    const relay = await relayTo(port, sockets);
    await expect(carrier.carry(channel(relay), DOCUMENT, 'd', never)).rejects.toMatchObject({
      outcomeUnknown: true,
    });
    expect(begun).toBe(1);
  });

  it('says when nobody answers, and that nothing arrived', async () => {
    const { port } = await mailServer();
    const sockets: { destroy(): void }[] = [];
    const relay = await relayTo(port, sockets, true);
    await expect(carrier.carry(channel(relay), DOCUMENT, 'd', never)).rejects.toMatchObject({
      networkKind: 'unreachable',
      outcomeUnknown: false,
    });
  });
});

/** A way to a server that can be cut, or that closes at once. */
async function relayTo(port: number, sockets: { destroy(): void }[], closed = false): Promise<number> {
  const { connect, createServer } = await import('node:net');
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    if (closed) {
      socket.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1');
    onward.on('error', () => undefined);
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe('a look at the mail server', () => {
  it('signs in, and leaves no letter', async () => {
    const signedIn: string[] = [];
    const { letters, port } = await mailServer({
      authOptional: false,
      onAuth({ username = '', password }, _session, done) {
        signedIn.push(`${username} ${password}`);
        done(null, { user: username });
      },
    });
    expect(await carrier.check(channel(port, { user: 'nar' }), never)).toBe(true);
    expect(signedIn).toEqual(['nar pass word']);
    expect(letters).toEqual([]);
  });

  it('says when the password is refused', async () => {
    const { port } = await mailServer({
      authOptional: false,
      onAuth: (_auth, _session, done) => done(new Error('no')),
    });
    await expect(carrier.check(channel(port, { user: 'nar' }), never)).rejects.toMatchObject({
      networkKind: 'auth',
      message: expect.stringContaining('to be signed in to'),
    });
  });
});
