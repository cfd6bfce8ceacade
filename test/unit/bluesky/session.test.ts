import { describe, expect, it } from 'vitest';
import { never, poll, request } from '../../helpers/adapter.js';
import { failureOf } from '../../helpers/failure.js';
import { openRig } from './support.js';

describe('a session', () => {
  it('is made once, kept, and renewed rather than made again', async () => {
    const { fake, restart } = await openRig();
    for (let run = 0; run < 3; run += 1) {
      if (run > 0) fake.expireToken?.();
      await poll(restart(), request('mentions'));
    }
    expect(fake.requests()).toMatchObject({ createSession: 1, refreshSession: 2 });
  });

  it('renewed by another process is taken over', async () => {
    const { fake, network, restart } = await openRig();
    await poll(network, request('mentions'));
    fake.expireToken?.();
    await poll(restart(), request('mentions'));
    await poll(network, request('mentions'));
    expect(fake.requests()).toMatchObject({ createSession: 1, refreshSession: 1 });
  });

  it('is renewed once for all that is refused at the same time', async () => {
    const { fake, network } = await openRig();
    await poll(network, request('mentions'));
    fake.expireToken?.();
    await Promise.all(
      ['mentions', 'own', 'messages'].map((stream) => poll(network, request(stream as 'own'))),
    );
    expect(fake.requests()).toMatchObject({ createSession: 1, refreshSession: 1 });
  });

  it('is made again where the refresh token is refused', async () => {
    const { fake, secrets, restart } = await openRig();
    await poll(restart(), request('mentions'));
    fake.expireToken?.();
    secrets.values = { ...secrets.values, refreshJwt: 'forgotten' };
    await poll(restart(), request('mentions'));
    expect(fake.requests()).toMatchObject({ createSession: 2, refreshSession: 1 });
  });

  it('belongs to the app password it was made with', async () => {
    const { fake, secrets, restart } = await openRig();
    await poll(restart(), request('mentions'));
    secrets.values = { ...secrets.values, appPassword: 'another-password' };
    const error = await failureOf(poll(restart(), request('mentions')));
    expect([error.networkKind, error.hint]).toEqual([
      'auth',
      expect.stringContaining('earshot account add bluesky'),
    ]);
    expect(error.message).not.toContain('another-password');
    expect(fake.requests()).toMatchObject({ createSession: 2 });
  });

  it('that cannot be made for now says until when to wait', async () => {
    const { fake, secrets, restart } = await openRig();
    for (let run = 0; run < 30; run += 1) {
      secrets.values = fake.secrets;
      await restart().verify(never);
    }
    secrets.values = fake.secrets;
    const error = await failureOf(restart().verify(never));
    expect(error.networkKind).toBe('rate-limit');
    expect(error.retryAt).toBeGreaterThan(Date.now());
  });

  it('is not made without an app password', async () => {
    const { secrets, restart } = await openRig();
    secrets.values = {};
    expect(await failureOf(restart().verify(never))).toMatchObject({ networkKind: 'auth' });
  });

  it('learns where the data lives, and goes there', async () => {
    const { fake, memory, restart } = await openRig();
    await restart().verify(never);
    expect(memory.get().session).toMatchObject({ pds: fake.url, did: fake.world.us.did });
    memory.set({ session: { ...Object(memory.get().session), pds: 'http://192.0.2.1' } });
    // An address that would send the credentials unprotected is not gone to.
    await restart().verify(never);
    expect(memory.get().session).toMatchObject({ pds: fake.url });
  });
});

describe('an app password without access to private messages', () => {
  it('is told by the session: no stream, no ability, a finding that says what to do', async () => {
    const { network, fake } = await openRig({ chat: false });
    expect(network.streams([])).toContain('messages');
    await network.verify(never);
    expect(network.streams([])).toEqual(['mentions', 'own']);
    const { messages, privateReply, reply } = network.capabilities;
    expect([messages.can, privateReply.can, reply.can]).toEqual([false, false, true]);
    const findings = await network.check(never);
    expect(findings).toContainEqual(
      expect.objectContaining({
        level: 'warning',
        code: 'scope-missing',
        hint: expect.stringContaining('direct messages'),
      }),
    );
    expect(fake.requests()).not.toHaveProperty('listConvos');
  });

  it('is told by the first refusal where the session does not, once and quietly', async () => {
    const { network, memory, fake } = await openRig({ chat: false });
    await network.verify(never);
    memory.set({ chat: null });
    expect(await poll(network, request('messages'))).toMatchObject({ pages: [] });
    expect(network.streams([])).not.toContain('messages');
    expect(fake.requests()).toMatchObject({ createSession: 1 });
  });
});

describe('the check of an account', () => {
  it('names a clock that is wrong, and what is not the name of the account', async () => {
    const { fake, restart } = await openRig();
    const late = await restart({ clock: () => Date.now() + 3_600_000 }).check(never);
    expect(late.map(({ code }) => code)).toContain('clock-skew');
    expect(late.find(({ code }) => code === 'identity')).toMatchObject({ level: 'ok' });
    // Bluesky signs in by a DID too.
    const { did, handle } = fake.world.us;
    const findings = await restart({ handle: did }).check(never);
    expect(findings.find(({ code }) => code === 'identity')).toMatchObject({
      level: 'error',
      hint: expect.stringContaining(handle),
    });
    expect(findings.map(({ code }) => code)).not.toContain('clock-skew');
  });
});
