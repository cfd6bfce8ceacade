import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { createCarrier } from '../../src/delivery/index.js';
import type { Network } from '../../src/networks/network.js';
import { NETWORKS } from '../../src/networks/registry.js';
import { WATCHED } from '../fakes/fake.js';
import { FAKES } from '../fakes/index.js';
import { depsFor } from '../helpers/adapter.js';
import type { Random } from '../helpers/random.js';
import { watchOf } from '../helpers/watch.js';
import { mutateText } from './mutate.js';
import type { Target } from './target.js';

interface Recorded {
  status: number;
  headers: [string, string][];
  body: string;
}

type Tape = Map<string, Recorded[]>;

const WATCH = watchOf({ keywords: [WATCHED] });
/** Statuses a server may answer with that are not tried again after a wait. */
const STATUSES = [200, 200, 200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 410, 422, 429];
const HEADERS = [
  'retry-after',
  'x-ratelimit-reset',
  'x-rate-limit-reset',
  'link',
  'content-type',
  'etag',
  'last-modified',
  'location',
  'date',
];
/** A walk that a server keeps going is left there: each page is committed, and the next poll goes on. */
const PAGES = 12;
/** Its client waits before it tries again, and some answers make it. */
const SLOW = 0.5;

/** Every adapter against what its fake once answered, with one answer wrong; and what receivers of reports answer. */
export async function bodyTargets(): Promise<{ targets: Target[]; close(): Promise<void> }> {
  const closing: (() => Promise<void>)[] = [];
  const targets: Target[] = [];
  for (const { id } of NETWORKS.values()) {
    const { target, close } = await adapterTarget(id);
    targets.push(target);
    closing.push(close);
  }
  targets.push(deliveryTarget());
  return { targets, close: async () => void (await Promise.all(closing.map((close) => close()))) };
}

async function adapterTarget(id: string): Promise<{ target: Target; close(): Promise<void> }> {
  const fake = await FAKES[id]?.({});
  if (!fake) throw new Error(`${id} has no fake`);
  for (const [index, kind] of (['mention', 'reply', 'message', 'post', 'mention'] as const).entries()) {
    const text = `${WATCHED} is it open? <b>&amp;</b> ☕ ${index}`;
    try {
      fake.arrive({ by: `ana${index}`, kind, text, createdAt: Date.now() - index * 60_000 });
    } catch {
      // Not every network has every kind.
    }
  }
  const tape: Tape = new Map();
  let answer: ((key: string) => Recorded | undefined) | null = null;
  const answering = async (url: URL, init: RequestInit | undefined): Promise<Recorded> => {
    const key = `${init?.method ?? 'GET'} ${url.pathname}`;
    if (answer !== null) return answer(key) ?? { status: 404, headers: [], body: '{}' };
    const response = await fetch(url, init);
    const recorded = { status: response.status, headers: [...response.headers], body: await response.text() };
    tape.set(key, [...(tape.get(key) ?? []), recorded]);
    return recorded;
  };
  const proxy = id === 'x' ? await startProxy(fake.account.baseUrl ?? '', answering) : null;
  const secrets = { ...fake.secrets };
  const { create } = await (NETWORKS.get(id)?.load() ?? Promise.reject(new Error(id)));
  const open = (): Network =>
    create(
      depsFor({
        account: {
          handle: 'cafenar',
          auth: 'none',
          ...fake.account,
          ...(proxy ? { baseUrl: proxy.url } : {}),
        },
        secrets,
        fetch: async (input, init) => toResponse(await answering(new URL(input), init)),
        timeoutMs: 1_000,
        maxWaitMs: 0,
      }),
    );
  await useAll(open());
  await fake.stop();
  const keys = [...tape.keys()];
  return {
    target: {
      name: `answers of ${NETWORKS.get(id)?.name ?? id}`,
      weight: id === 'x' ? SLOW : 5,
      async try(random) {
        answer = wrongOnce(random, tape, random.pick(keys));
        await use(random, open());
      },
    },
    close: async () => proxy?.close(),
  };
}

/** The tape again, with the answers to one request wrong. */
function wrongOnce(random: Random, tape: Tape, wrong: string) {
  const seen = new Map<string, number>();
  return (key: string): Recorded | undefined => {
    const recorded = tape.get(key) ?? [];
    const at = seen.get(key) ?? 0;
    seen.set(key, at + 1);
    const right = recorded[Math.min(at, recorded.length - 1)];
    if (key !== wrong || right === undefined) return right;
    const headers: [string, string][] = right.headers.filter(
      ([name]) => !/^(?:content-(?:length|encoding)|transfer-encoding|connection)$/.test(name),
    );
    if (random.below(6) === 0)
      headers.push([
        random.pick(HEADERS),
        headerText(
          mutateText(random, [
            '0',
            '3600',
            '<http://127.0.0.1/?max_id=1>; rel="next"',
            'Sun, 22 Nov 2026 10:00:00 GMT',
          ]),
        ),
      ]);
    return {
      status: random.below(5) === 0 ? random.pick(STATUSES) : right.status,
      headers,
      body: mutateText(
        random,
        recorded.map(({ body }) => body),
      ),
    };
  };
}

/** Headers hold no line breaks, nor anything beyond Latin-1: a server cannot send such. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '').trim();
}

function toResponse({ status, headers, body }: Recorded): Response {
  const bodiless = [204, 205, 304].includes(status);
  return new Response(bodiless ? null : body, { status, headers });
}

async function use(random: Random, network: Network): Promise<void> {
  const signal = new AbortController().signal;
  if (random.below(8) === 0) return void (await network.check(signal));
  if (random.below(12) === 0) return void (await network.verify(signal));
  await pollAll(network);
}

async function useAll(network: Network): Promise<void> {
  const signal = new AbortController().signal;
  await network.verify(signal);
  await network.check(signal);
  await pollAll(network);
}

async function pollAll(network: Network): Promise<void> {
  for (const stream of network.streams([WATCH])) {
    let pages = 0;
    const asked = {
      stream,
      ...(stream.startsWith('search') ? { watch: WATCH } : {}),
      cursor: null,
      since: Date.now() - 3_600_000,
      maxItems: null,
      maySpend: () => true,
      signal: new AbortController().signal,
    };
    for await (const page of network.fetch(asked)) {
      requireStorable(page);
      pages += 1;
      if (pages === PAGES) break;
    }
  }
}

/** What is stored must survive JSON: a time that is no number would come back as null. */
function requireStorable(value: unknown): void {
  JSON.stringify(value, (key, part: unknown) => {
    if (typeof part !== 'number' || Number.isFinite(part)) return part;
    throw new TypeError(`${key} is ${part} in ${inspect(value, { depth: 6 })}`);
  });
}

/** For the one library that brings its own HTTP client. */
async function startProxy(
  target: string,
  answering: (url: URL, init: RequestInit | undefined) => Promise<Recorded>,
) {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { authorization = '', 'content-type': type } = request.headers;
      const body = Buffer.concat(pieces);
      const init: RequestInit = {
        method: request.method ?? 'GET',
        headers: { authorization, ...(type === undefined ? {} : { 'content-type': type }) },
        ...(body.length > 0 ? { body } : {}),
      };
      void answering(new URL(request.url ?? '/', target), init).then(({ status, headers, body: text }) => {
        response.writeHead(
          status,
          Object.fromEntries(
            headers.filter(
              ([name]) =>
                !/^(?:content-(?:length|encoding)|transfer-encoding|connection|keep-alive)$/.test(name),
            ),
          ),
        );
        response.end([204, 304].includes(status) ? undefined : text);
      });
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function deliveryTarget(): Target {
  const channel = { id: 'hook', kind: 'discord' as const, carries: ['digest' as const] };
  const document = { subject: 's', text: 't', html: null, json: {}, urgent: false };
  return {
    name: 'answers of receivers',
    weight: 3,
    try(random) {
      const carrier = createCarrier(
        {
          fetch: async () =>
            toResponse({
              status: random.pick(STATUSES),
              headers: [['retry-after', headerText(mutateText(random, ['0', '60']))]],
              body: mutateText(random, ['{"ok":true}', '<p>no</p>', 'ratelimited']),
            }),
          clock: Date.now,
          timeoutMs: 1_000,
          maxWaitMs: 0,
          secrets: () => ({ get: () => 'https://hook.example/abc' }),
          secretVariable: () => 'X',
          debug: () => undefined,
          redact: (text) => text,
        },
        [],
      );
      return carrier.carry(channel, document, 'id', new AbortController().signal);
    },
  };
}
