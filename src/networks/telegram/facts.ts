import * as z from 'zod';
import type { AccountMemory } from '../network.js';

const time = z.number().int();
const chatId = z.number().int();

const factsSchema = z.object({
  bot: z
    .object({
      handle: z.string().min(1),
      name: z.string(),
      /** Whether privacy mode is off: the bot reads every message of its groups. */
      readsAll: z.boolean(),
      askedAt: time,
    })
    .optional()
    .catch(undefined),
  /** Groups by their id. */
  groups: z
    .record(
      z.string(),
      z.object({
        /** Whether the bot is one of its administrators. */
        administered: z.boolean(),
        /** Who speaks for the business there: administrators, the group itself, its channel. */
        staff: z.array(chatId),
        askedAt: time,
      }),
    )
    .catch({}),
  /** Groups that have become supergroups: the old id, and the new one. */
  moved: z.record(z.string(), chatId).catch({}),
  /** Our latest answers and the conversations they belong to, oldest first. */
  threads: z.array(z.tuple([z.string(), z.string()])).catch([]),
  /** Who opened a chat with the bot by its Start button, which is no message; the latest last. */
  started: z.array(chatId).catch([]),
});
export type Facts = z.infer<typeof factsSchema>;
export type GroupFacts = Facts['groups'][string];

/** How many of our answers are remembered: people answer soon or not at all. */
const MOST_THREADS = 200;
const MOST_STARTED = 2_000;

/** What is known of a bot and its groups, kept between runs. */
export interface FactBook {
  get(): Facts;
  setBot(bot: NonNullable<Facts['bot']>): void;
  setGroup(id: number, facts: GroupFacts): void;
  /** Its administrators are others now: they are asked for again. */
  forgetGroup(id: number): void;
  /** The id a group has now. */
  currentId(id: number): number;
  setMoved(from: number, to: number): void;
  threadOf(nativeId: string): string | undefined;
  setThread(nativeId: string, thread: string): void;
  hasStarted(person: number): boolean;
  setStarted(person: number): void;
}

/** The facts of one bot, out of the account's memory. */
export function openFacts(memory: AccountMemory): FactBook {
  const read = (): Facts => factsSchema.parse(memory.get());
  const setGroup = (id: number, group: GroupFacts) =>
    memory.set({ groups: { ...read().groups, [id]: group } });
  return {
    get: read,
    setBot: (bot) => memory.set({ bot }),
    setGroup,
    forgetGroup(id) {
      const known = read().groups[id];
      if (known !== undefined) setGroup(id, { ...known, askedAt: 0 });
    },
    currentId: (id) => read().moved[id] ?? id,
    setMoved: (from, to) => memory.set({ moved: { ...read().moved, [from]: to } }),
    threadOf: (nativeId) => read().threads.find(([id]) => id === nativeId)?.[1],
    setThread: (nativeId, thread) =>
      memory.set({ threads: [...read().threads, [nativeId, thread]].slice(-MOST_THREADS) }),
    hasStarted: (person) => read().started.includes(person),
    setStarted(person) {
      const others = read().started.filter((one) => one !== person);
      memory.set({ started: [...others, person].slice(-MOST_STARTED) });
    },
  };
}
