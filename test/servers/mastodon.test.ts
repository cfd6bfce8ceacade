import { describe, expect, it } from 'vitest';
import { create } from '../../src/networks/mastodon/index.js';
import type { Network } from '../../src/networks/network.js';
import { answerTo, depsFor, never, poll, request } from '../helpers/adapter.js';

// Any server that speaks Mastodon's API, with an account for tests: what is posted is seen by nobody else, and is
// deleted again. A second account, where its token is given too, plays the customer.
const URL = process.env.EARSHOT_TEST_MASTODON_URL;
const TOKEN = process.env.EARSHOT_TEST_MASTODON_TOKEN;
const CUSTOMER = process.env.EARSHOT_TEST_MASTODON_CUSTOMER_TOKEN;
if (URL === undefined || TOKEN === undefined) {
  console.info('Mastodon: skipped; set EARSHOT_TEST_MASTODON_URL and EARSHOT_TEST_MASTODON_TOKEN.');
} else if (CUSTOMER === undefined) {
  console.info('Mastodon: answering is skipped; set EARSHOT_TEST_MASTODON_CUSTOMER_TOKEN.');
}

function accountWith(token: string): Network {
  return create(
    depsFor({
      account: { server: URL ?? null },
      secrets: { accessToken: token },
      timeoutMs: 20_000,
      maxWaitMs: 60_000,
      redact: (text) => text.replaceAll(token, '[redacted]'),
    }),
  );
}

describe.skipIf(URL === undefined || TOKEN === undefined)('a real Mastodon server', () => {
  it('knows us, and tells its limits', async () => {
    const network = accountWith(TOKEN ?? '');
    const { handle } = await network.verify(never);
    expect(handle).toMatch(/^\S+@\S+\.\S+$/);
    expect(network.capabilities.length.limit).toBeGreaterThan(0);
    const findings = await network.check(never);
    expect(findings.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('gives mentions, own posts and hashtags, and nothing twice', async () => {
    const network = accountWith(TOKEN ?? '');
    for (const stream of ['mentions', 'own'] as const) {
      const first = await poll(network, request(stream, { maxItems: 100 }));
      const again = await poll(network, request(stream, { cursor: first.cursor, maxItems: 1 }));
      const known = new Set([...first.mentions, ...first.ownPosts].map(({ nativeId }) => nativeId));
      const fresh = [...again.mentions, ...again.ownPosts].filter(({ nativeId }) => known.has(nativeId));
      expect(fresh.filter((each) => !('editedAt' in each) || each.editedAt === null)).toEqual([]);
    }
    const watch = {
      name: 'tag',
      kind: 'topic' as const,
      keywords: ['#mastodon'],
      required: [],
      excluded: [],
    };
    const found = await poll(
      network,
      request('search:tag', {
        watch: { ...watch, languages: [], accounts: [] },
        maxItems: 40,
      }),
    );
    for (const { text } of found.mentions) expect(text).not.toMatch(/<\/?(?:p|br|span|a)\b/);
  });

  it.skipIf(CUSTOMER === undefined)('takes an answer once, finds it, and deletes it', async () => {
    const network = accountWith(TOKEN ?? '');
    const { handle } = await network.verify(never);
    const question = `@${handle} a question from a test of earshot, سلام 👩‍👩‍👧 < & > ${Date.now()}`;
    const asked = await post(CUSTOMER ?? '', question);
    try {
      const hear = async () => {
        const { mentions } = await poll(network, request('mentions', { maxItems: 40 }));
        return mentions.find(({ text }) => text.endsWith(question.slice(-13)));
      };
      await expect.poll(hear, { timeout: 30_000, interval: 2_000 }).toBeDefined();
      const mention = await hear();
      if (!mention) throw new Error('the question was not heard');
      const reply = answerTo(mention, `an answer from a test of earshot, سلام 👩‍👩‍👧 < & > ${Date.now()}`);
      const sent = await network.reply(reply, never);
      const again = await network.reply(reply, never);
      expect(again.nativeId).toBe(sent.nativeId);
      expect(await network.findReply(reply, never)).toMatchObject({ nativeId: sent.nativeId });
      await network.like?.(reply.to, true, never);
      await network.like?.(reply.to, false, never);
      await network.delete?.(sent.nativeId, never);
      await expect
        .poll(() => network.findReply(reply, never), { timeout: 20_000, interval: 2_000 })
        .toBeNull();
    } finally {
      await fetch(`${URL}/api/v1/statuses/${asked}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${CUSTOMER}` },
      });
    }
  });
});

/** Writes in private, as the customer. @returns the status's id */
async function post(token: string, status: string): Promise<string> {
  const answer = await fetch(`${URL}/api/v1/statuses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ status, visibility: 'direct' }),
  });
  const { id } = (await answer.json()) as { id: string };
  return id;
}
