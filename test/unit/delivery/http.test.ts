import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/core/delivery.js';
import { NetworkError } from '../../../src/core/errors.js';
import { createCarrier } from '../../../src/delivery/index.js';
import { DOCUMENT, depsFor, httpChannels, KEY, NOW, never, serve, TOKEN } from './support.js';

const KINDS = Object.keys(httpChannels(''));
const QUICK = [1, 1];

function channelOf(kind: string, server: string): Channel {
  const channel = httpChannels(server)[kind];
  if (!channel) throw new Error(kind);
  return channel;
}

async function carry(kind: string, answers: (number | 'cut')[], document = DOCUMENT) {
  const { arrived, url } = await serve(answers);
  const done = createCarrier(depsFor(url), QUICK)
    .carry(channelOf(kind, url), document, 'delivery-7', never)
    .then(
      () => null,
      (error: unknown) => error,
    );
  return { error: await done, arrived };
}

describe.each(KINDS)('%s', (kind) => {
  it('posts the subject and the text once', async () => {
    const { error, arrived } = await carry(kind, []);
    expect(error).toBeNull();
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.method).toBe('POST');
    expect(arrived[0]?.text).toContain('Café Nar: 3 complaints');
    expect(arrived[0]?.text).toContain(kind === 'webhook' ? '"mentions":3' : 'second line');
  });

  it('tries again after being told to slow down', async () => {
    const { error, arrived } = await carry(kind, [429, 429]);
    expect(error).toBeNull();
    expect(arrived).toHaveLength(3);
  });

  it('is not tried again after a refusal, which is told without the secret address', async () => {
    const { error, arrived } = await carry(kind, [404]);
    expect(arrived).toHaveLength(1);
    expect(error).toBeInstanceOf(NetworkError);
    expect(String(error)).not.toMatch(/very-secret|abcdefgh/);
    expect(error).toMatchObject({ hint: expect.stringMatching(/\w/) });
  });
});

describe.each(KINDS.filter((kind) => kind !== 'webhook'))('%s, which knows no repetitions', (kind) => {
  it.each([500, 'cut'] as const)('is not asked twice where the outcome is unknown (%s)', async (answer) => {
    const { error, arrived } = await carry(kind, [answer]);
    expect(arrived).toHaveLength(1);
    expect(error).toMatchObject({ outcomeUnknown: true });
  });
});

describe('a webhook', () => {
  it('is signed as Standard Webhooks asks, so that the receiver can check it', async () => {
    const { arrived } = await carry('webhook', []);
    const { headers, text } = arrived[0] ?? { headers: {} as IncomingHttpHeaders, text: '' };
    expect(headers['webhook-timestamp']).toBe(String(NOW / 1_000));
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}`;
    const expected = createHmac('sha256', KEY).update(signed).digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${expected}`);
  });

  it('is tried again after a failure, under the same id', async () => {
    const { error, arrived } = await carry('webhook', [500, 'cut']);
    expect(error).toBeNull();
    expect(arrived.map(({ headers }) => headers['webhook-id'])).toEqual(Array(3).fill('delivery-7'));
  });

  it.each(['', 'whsec_c2hvcnQ=', 'no prefix at all'])(
    'refuses the secret %j, and says where it goes',
    async (secret) => {
      const { arrived, url } = await serve();
      const carrier = createCarrier(depsFor(url, { secret }), QUICK);
      await expect(carrier.carry(channelOf('webhook', url), DOCUMENT, 'id', never)).rejects.toMatchObject({
        networkKind: 'auth',
        hint: expect.stringContaining('EARSHOT_PROGRAM_SECRET'),
      });
      expect(arrived).toEqual([]);
    },
  );
});

describe('texts of strangers', () => {
  const hostile = { ...DOCUMENT, text: '``` <!channel> @everyone [pay](https://evil.example) &' };

  it('ring nobody on Slack, and do not leave their block', async () => {
    const { arrived } = await carry('slack', [], hostile);
    expect(arrived[0]?.text).not.toContain('<!');
    expect(arrived[0]?.text.split('```')).toHaveLength(3);
  });

  it('ring nobody on Discord', async () => {
    const { arrived } = await carry('discord', [], hostile);
    expect(arrived[0]?.body).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('are no markup in Teams', async () => {
    const { arrived } = await carry('teams', [], hostile);
    const types = [...(arrived[0]?.text ?? '').matchAll(/"type":"(\w+)"/g)].map(([, type]) => type);
    expect(new Set(types)).toEqual(new Set(['message', 'AdaptiveCard', 'RichTextBlock', 'TextRun']));
  });

  it('are plain text on Telegram', async () => {
    const { arrived } = await carry('telegram', [], hostile);
    expect(arrived[0]?.path).toBe(`/bot${TOKEN}/sendMessage`);
    expect(arrived[0]?.body).not.toHaveProperty('parse_mode');
  });
});

it('a server that is not there surely got nothing', async () => {
  const probe = createServer();
  const port = await new Promise<number>((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  await new Promise((resolve) => {
    probe.close(resolve);
  });
  const carrier = createCarrier(depsFor(`http://127.0.0.1:${port}`), QUICK);
  await expect(carrier.carry(channelOf('slack', ''), DOCUMENT, 'id', never)).rejects.toMatchObject({
    networkKind: 'unreachable',
    outcomeUnknown: false,
  });
});
