import * as z from 'zod';
import { DAY } from '../../core/clock.js';
import { NetworkError } from '../../core/errors.js';
import type { NetworkDeps } from '../network.js';
import type { Client } from './client.js';
import { instanceSchema, instanceV1Schema } from './schema.js';

/** What a server says of itself, and what was found out about it. */
const factsSchema = z.object({
  /** The host in the handles of its accounts; another than the server's own on some. */
  domain: z.string(),
  /** `Mastodon`, or what is compatible with it. */
  software: z.string(),
  version: z.string(),
  /** Mastodon's own API version: 2 with 4.3, 7 with 4.5; 0 elsewhere. */
  apiVersion: z.number(),
  maxCharacters: z.number(),
  charactersPerUrl: z.number(),
  /** Whether it gives out the posts of a hashtag. */
  hashtags: z.boolean(),
  /** When it was asked, ms UTC. */
  readAt: z.number(),
});
export type ServerFacts = z.infer<typeof factsSchema>;

/** Mastodon's own limits. */
export const MAX_CHARACTERS = 500;
export const CHARACTERS_PER_URL = 23;

const FACTS = 'server';
const FULL_TEXT = 'fullText';

/** The server's facts, kept from run to run. */
export interface Server {
  /** What is known so far, null before it was first asked. */
  known(): ServerFacts | null;
  /**
   * Asks again once a day. A server that does not answer keeps what it said last.
   *
   * @throws NetworkError where nothing was known
   */
  learn(signal: AbortSignal): Promise<ServerFacts>;
  /** Whether its search finds words in posts: null while nobody has tried. */
  fullText(): boolean | null;
  setFullText(found: boolean): void;
}

/** The facts of one account's server, out of the account's memory. */
export function createServer(client: Client, { memory, clock, debug }: NetworkDeps): Server {
  const known = (): ServerFacts | null => {
    const parsed = factsSchema.safeParse(memory.get()[FACTS]);
    return parsed.success ? parsed.data : null;
  };
  return {
    known,
    async learn(signal) {
      const before = known();
      if (before !== null && clock() - before.readAt < DAY) return before;
      try {
        const facts = { ...(await ask(client, signal)), readAt: clock() };
        memory.set({ [FACTS]: facts });
        return facts;
      } catch (error) {
        if (before === null || !(error instanceof NetworkError)) throw error;
        debug(`mastodon: ${error.message}`);
        return before;
      }
    },
    fullText() {
      const found = memory.get()[FULL_TEXT];
      return typeof found === 'boolean' ? found : null;
    },
    setFullText: (found) => memory.set({ [FULL_TEXT]: found }),
  };
}

async function ask(client: Client, signal: AbortSignal): Promise<Omit<ServerFacts, 'readAt'>> {
  const purpose = 'tell its limits';
  try {
    const call = { method: 'GET' as const, path: '/api/v2/instance', purpose };
    const { data } = await client.json(call, instanceSchema, signal);
    const feeds = data.configuration?.timelines_access?.hashtag_feeds;
    return {
      domain: data.domain,
      ...softwareOf(data.version, data.source_url ?? ''),
      apiVersion: data.api_versions?.mastodon ?? 0,
      maxCharacters: data.configuration?.statuses?.max_characters ?? MAX_CHARACTERS,
      charactersPerUrl: data.configuration?.statuses?.characters_reserved_per_url ?? CHARACTERS_PER_URL,
      hashtags: feeds?.local !== 'disabled' || feeds.remote !== 'disabled',
    };
  } catch (error) {
    if (!(error instanceof NetworkError) || error.networkKind !== 'not-found') throw error;
  }
  // Mastodon before 4.0, and servers that follow it.
  const call = { method: 'GET' as const, path: '/api/v1/instance', purpose };
  const { data } = await client.json(call, instanceV1Schema, signal);
  const limits = data.configuration?.statuses;
  return {
    domain: data.uri.replace(/^https?:\/\//, '').replace(/\/.*$/, ''),
    ...softwareOf(data.version, ''),
    apiVersion: 0,
    maxCharacters: limits?.max_characters ?? data.max_toot_chars ?? MAX_CHARACTERS,
    charactersPerUrl: limits?.characters_reserved_per_url ?? CHARACTERS_PER_URL,
    hashtags: true,
  };
}

/** `2.7.2 (compatible; Akkoma 3.13.2)` names the software behind it; GoToSocial is known by its source. */
function softwareOf(version: string, source: string): { software: string; version: string } {
  const compatible = /\(compatible; (\S+) ?([^)]*)\)/.exec(version);
  if (compatible) return { software: compatible[1] ?? '', version: compatible[2] ?? '' };
  if (/gotosocial/i.test(source + version)) return { software: 'GoToSocial', version };
  return { software: 'Mastodon', version };
}
