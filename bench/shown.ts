import { CAPABILITIES } from '../src/networks/x/capabilities.js';
import { loadScorer } from '../src/sentiment/index.js';
import type { Desk } from '../src/services/desk.js';
import { openCard } from '../src/services/mention-card.js';
import type { Store } from '../src/store/index.js';
import { cardJson } from '../src/views/to-json.js';
import { NOW } from './stored-desk.js';

type Random = () => number;
/** Made ready off the clock; what it returns is timed, and gives how many things were found. */
type Shown = (desk: Desk, random: Random, count: number) => Promise<() => Promise<number>>;

/** As much of a desk as `show` reads. */
export function deskOver(store: Store): Desk {
  const scorer = loadScorer();
  // Reading the model is part of starting, not of asking.
  scorer.explain('');
  return {
    store,
    clock: () => NOW,
    scorer: async () => scorer,
    network: async () => ({ capabilities: CAPABILITIES }),
    settings: { accounts: ['cafe', 'shop'].map((id) => ({ id, network: 'x', handle: id })), reach: 5_000 },
  } as unknown as Desk;
}

const anyId = (random: Random, count: number) => 1 + Math.floor(random() * count);

async function any(desk: Desk, random: Random, count: number) {
  const mention = await desk.store.mentions.get(anyId(random, count));
  if (!mention) throw new Error('the desk of the bench lacks a number');
  return mention;
}

async function shownCard(desk: Desk, id: number): Promise<number> {
  return JSON.stringify(cardJson(await openCard(desk, id))).length > 0 ? 1 : 0;
}

/** `show`, and the words by which a file of bulk replies names its mentions. */
export const SHOWN: Record<string, Shown> = {
  show: async (desk, random, count) => {
    const id = anyId(random, count);
    return () => shownCard(desk, id);
  },
  'show, an author of thousands': async (desk, random) => {
    const author = `@customer_${Math.floor(random() * 3)}`;
    const mentions = await desk.store.mentions.list({ author, sort: 'newest', limit: 50 });
    const id = mentions[Math.floor(random() * mentions.length)]?.id ?? 0;
    return () => shownCard(desk, id);
  },
  "named by the network's id": async (desk, random, count) => {
    const { nativeId } = await any(desk, random, count);
    return async () => (await desk.store.mentions.resolve([nativeId])).size;
  },
  'named by address': async (desk, random, count) => {
    const { url } = await any(desk, random, count);
    return async () => (await desk.store.mentions.resolve([url ?? ''])).size;
  },
};
