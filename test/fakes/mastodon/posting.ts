import * as z from 'zod';
import { Refusal } from '../server.js';
import type { Status, World } from './world.js';

/** What `POST /api/v1/statuses` takes. */
export const newStatusSchema = z.strictObject({
  status: z.string().min(1),
  in_reply_to_id: z.string().optional(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).optional(),
  spoiler_text: z.string().optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .optional(),
  sensitive: z.boolean().optional(),
});

export function refused(status: number, error: string): Refusal {
  return new Refusal({ status, json: { error } });
}

/** Posts for our account, or gives what the same key posted before. */
export function postOurs(
  world: World,
  body: z.infer<typeof newStatusSchema>,
  key: string | undefined,
): Status {
  const made = world.madeBy(key);
  if (made) return made;
  const parent = body.in_reply_to_id === undefined ? undefined : world.statuses.get(body.in_reply_to_id);
  if (body.in_reply_to_id !== undefined && !parent) {
    throw refused(404, 'The post you are trying to reply to does not appear to exist.');
  }
  const text = body.status.trim();
  const length = countable(text) + countable(body.spoiler_text ?? '');
  if (length > world.kind.maxCharacters) {
    throw refused(422, `Validation failed: Text character limit of ${world.kind.maxCharacters} exceeded`);
  }
  const status = world.post(world.us, text, {
    visibility: body.visibility ?? 'public',
    spoiler: body.spoiler_text ?? '',
    language: body.language ?? null,
    inReplyTo: parent?.id ?? null,
    app: 'earshot',
  });
  if (key !== undefined) world.keys.set(key, { id: status.id, at: world.clock() });
  return status;
}

/** As Mastodon's StatusLengthValidator counts: links as 23, names without their host, then what reads as one. */
function countable(text: string): number {
  const short = text
    .replace(/https?:\/\/(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?][\w\-./?%&=#~+:]*)?/gi, 'x'.repeat(23))
    .replace(/(?<![=/\w])@(\w+(?:[.-]+\w+)*)@\w+(?:[.-]+\w+)*/g, '@$1');
  return [...new Intl.Segmenter('en').segment(short)].length;
}
