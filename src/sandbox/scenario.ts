import * as z from 'zod';
import { DAY, HOUR, MINUTE, SECOND } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import type { Scene, ScenePost } from './scene.js';
import { countsSchema, handleSchema, personSchema, watchSchema } from './scene-schema.js';
import { idAt } from './snowflake.js';
import { handlesIn } from './text.js';

const UNITS: Record<string, number> = { d: DAY, h: HOUR, m: MINUTE, s: SECOND };

/** A time told from the scene's now: `-2d4h30m` has passed, `+5m` is to come. */
const relativeTime = z
  .string()
  .regex(/^[-+](?=\d)(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/, 'is not a time such as -2d4h, -20m or +5m');

const key = z.string().regex(/^[a-z0-9-]+$/, 'is not a key (small letters, digits and -)');

/** A scenario file: people, and what they write before and after the scene's now. */
export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  business: z.string().min(1),
  /** Our account. */
  handle: handleSchema,
  name: z.string().optional(),
  people: z.array(personSchema).default([]),
  posts: z.array(
    z.strictObject({
      /** Names the post for `replyTo`, `quoteOf` and `repostOf` of later ones. */
      key: key.optional(),
      by: handleSchema,
      at: relativeTime,
      text: z.string().min(1),
      lang: z.string().optional(),
      /** Keys of posts further up. A reply begins with the mentions X would put there, unless `untagged`. */
      replyTo: key.optional(),
      quoteOf: key.optional(),
      repostOf: key.optional(),
      untagged: z.boolean().optional(),
      ...countsSchema,
      edits: z.array(z.strictObject({ at: relativeTime, text: z.string().min(1) })).optional(),
      removedAt: relativeTime.optional(),
    }),
  ),
  messages: z
    .array(
      z.strictObject({
        with: handleSchema,
        fromUs: z.boolean().default(false),
        at: relativeTime,
        text: z.string().min(1),
      }),
    )
    .default([]),
  watches: z.array(watchSchema).default([]),
});

/** A scenario as it is written, with defaults left out. */
export type ScenarioFile = z.input<typeof scenarioSchema>;

/** A scenario with absolute times and ids, ready for `startSandbox`. */
export interface ResolvedScenario extends Scene {
  business: string;
  handle: string;
  name: string;
}

/**
 * Reads a scenario file.
 *
 * @param now the scene's now, ms UTC, from which its times are told
 * @throws EarshotError naming the place of everything that is wrong
 */
export function readScenario(json: string, now: number): ResolvedScenario {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown error';
    throw new EarshotError(`The scenario is not valid JSON: ${why}.`, {
      code: 'scenario',
      kind: 'usage',
      hint: 'The fields of a scenario are described in src/sandbox/README.md.',
    });
  }
  return resolveScenario(value, now);
}

/** Checks a scenario and turns its times and keys into times and ids. @throws EarshotError as `readScenario` does */
export function resolveScenario(value: unknown, now: number): ResolvedScenario {
  const result = scenarioSchema.safeParse(value);
  if (!result.success)
    throw refuse(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const scenario = result.data;
  const ids = new Map<string, string>();
  const byId = new Map<string, { by: string; text: string }>();
  const problems: string[] = [];
  const refer = (index: number, field: string, name: string | undefined): string | undefined => {
    const id = name === undefined ? undefined : ids.get(name);
    if (name !== undefined && id === undefined) {
      problems.push(`posts.${index}.${field}: no post further up has the key '${name}'`);
    }
    return id;
  };
  const posts = scenario.posts.map((post, index): ScenePost => {
    const { key: name, at, untagged, edits, removedAt, replyTo, quoteOf, repostOf, ...rest } = post;
    const createdAt = resolveTime(at, now);
    const id = (idAt(createdAt) + BigInt(index)).toString();
    if (name !== undefined && ids.has(name)) problems.push(`posts.${index}.key: '${name}' is used twice`);
    if (name !== undefined) ids.set(name, id);
    const references = Object.entries({ replyTo, quoteOf, repostOf }).flatMap(([field, value]) => {
      const target = refer(index, field, value);
      return target === undefined ? [] : [[field, target]];
    });
    const parent = byId.get(references.find(([field]) => field === 'replyTo')?.[1] ?? '');
    const prefix = parent && !untagged ? replyPrefix(post.by, parent, post.text) : '';
    byId.set(id, { by: post.by, text: prefix + post.text });
    return {
      ...rest,
      ...Object.fromEntries(references),
      id,
      createdAt,
      text: prefix + post.text,
      ...(edits
        ? { edits: edits.map((edit) => ({ at: resolveTime(edit.at, now), text: prefix + edit.text })) }
        : {}),
      ...(removedAt === undefined ? {} : { removedAt: resolveTime(removedAt, now) }),
    };
  });
  if (problems.length > 0) throw refuse(problems);
  return {
    business: scenario.business,
    handle: scenario.handle,
    name: scenario.name ?? scenario.business,
    people: scenario.people,
    posts,
    messages: scenario.messages.map(({ at, ...message }) => ({
      ...message,
      createdAt: resolveTime(at, now),
    })),
    watches: scenario.watches,
  };
}

function resolveTime(relative: string, now: number): number {
  let ms = 0;
  for (const [, count, unit] of relative.matchAll(/(\d+)([dhms])/g))
    ms += Number(count) * (UNITS[unit ?? ''] ?? 0);
  return relative.startsWith('-') ? now - ms : now + ms;
}

/** The mentions X puts before a reply: whom it answers, and whom that one named. */
function replyPrefix(by: string, parent: { by: string; text: string }, text: string): string {
  const named = new Set(handlesIn(text));
  return [...new Set([parent.by.toLowerCase(), ...handlesIn(parent.text)])]
    .filter((handle) => handle !== by.toLowerCase() && !named.has(handle))
    .map((handle) => `@${handle} `)
    .join('');
}

function refuse(problems: string[]): EarshotError {
  return new EarshotError(`The scenario has mistakes:\n${problems.map((line) => `  ${line}`).join('\n')}`, {
    code: 'scenario',
    kind: 'usage',
    hint: 'The fields of a scenario are described in src/sandbox/README.md.',
  });
}
