import { readFileSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { expect, it, onTestFinished } from 'vitest';
import { resolveScenario } from '../../src/sandbox/index.js';
import { CAFE } from '../../src/sandbox/scenarios/cafe.js';
import { ahead, toHalfPast } from '../helpers/clock.js';
import { openDesk } from '../helpers/desk.js';

/** A mail server on loopback that wants a password; it can be told to be busy. */
async function mailServer() {
  const letters: string[] = [];
  const state = { busy: false };
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'nar' && password === 'pass-word-1') done(null, { user: username });
      else done(new Error('no'));
    },
    onData(stream, _session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        if (state.busy) {
          done(Object.assign(new Error('busy'), { responseCode: 554 }));
          return;
        }
        letters.push(Buffer.concat(pieces).toString());
        done();
      });
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return { letters, state, port: (server.server.address() as AddressInfo).port };
}

it('mails the digest once for a period, tells cron when it cannot, and then goes on from there', async () => {
  const desk = await openDesk({ ...resolveScenario(CAFE, Date.now()), handle: 'cafenar', watches: [] });
  const { letters, state, port } = await mailServer();
  const raw = JSON.parse(readFileSync(desk.config, 'utf8')) as object;
  const channel = {
    id: 'owner-mail',
    kind: 'email',
    from: 'earshot@cafe.example',
    to: ['nar@cafe.example'],
    host: '127.0.0.1',
    port,
    user: 'nar',
  };
  writeFileSync(desk.config, JSON.stringify({ ...raw, delivery: { channels: [channel] } }));
  const credentials = join(desk.dir, 'credentials.json');
  const secrets = JSON.parse(readFileSync(credentials, 'utf8')) as object;
  writeFileSync(credentials, JSON.stringify({ ...secrets, 'owner-mail': { password: 'pass-word-1' } }));
  await desk.run(['poll']);

  // What is sent twice is told by the hours: none ends meanwhile.
  const env = ahead(toHalfPast(Date.now()));
  const send = (since: string) => desk.run(['digest', '--since', since, '--send'], { env });
  state.busy = true;
  const refused = await send('last');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('owner-mail');
  expect(refused.stderr).not.toContain('pass-word-1');

  state.busy = false;
  expect(await send('last')).toMatchObject({ code: 0, stderr: '' });
  expect(letters).toHaveLength(1);
  const [letter = ''] = letters;
  expect(letter).toMatch(/text\/plain[\s\S]*text\/html/);

  expect((await send('24h')).code).toBe(0);
  expect((await send('last')).code).toBe(0);
  expect(letters).toHaveLength(1);
  expect(desk.rows('SELECT state, attempts FROM delivery')).toEqual([{ state: 'sent', attempts: 2 }]);
});
