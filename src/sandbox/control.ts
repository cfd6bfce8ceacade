import * as z from 'zod';
import type { Change } from './changes.js';
import { type Faults, faultSchema } from './faults.js';
import type { Ledger } from './ledger.js';
import { type Answer, plainProblem } from './problems.js';
import { countsSchema, handleSchema, personSchema } from './scene-schema.js';
import { ok, readBody, type Stage } from './stage.js';

const id = z.string().regex(/^[0-9]{1,19}$/);

/** A post or private message that somebody else writes while the sandbox runs. */
const arrivalSchema = z.strictObject({
  by: handleSchema,
  text: z.string(),
  id: id.optional(),
  /** ms UTC; the scene's now where absent. */
  createdAt: z.int().optional(),
  replyTo: id.optional(),
  quoteOf: id.optional(),
  repostOf: id.optional(),
  tagsUs: z.boolean().optional(),
  /** A private message to us. */
  private: z.boolean().optional(),
  lang: z.string().optional(),
  person: personSchema.omit({ handle: true }).optional(),
  ...countsSchema,
});

export type Arrival = z.infer<typeof arrivalSchema>;

/** Puts what somebody else wrote on the stage. @returns its id */
export function arrive(stage: Stage, arrival: Arrival): string {
  const at = stage.now();
  const { person, private: isPrivate, ...rest } = arrival;
  if (person) stage.record({ kind: 'person', via: 'control', at, person: { handle: arrival.by, ...person } });
  const createdAt = arrival.createdAt ?? at;
  const newId = arrival.id ?? stage.world.freeId(createdAt);
  if (stage.world.hasId(newId)) throw plainProblem(409, 'Conflict', `The id ${newId} is taken.`);
  const change: Change = isPrivate
    ? {
        kind: 'message',
        via: 'control',
        at,
        message: { id: newId, with: arrival.by, fromUs: false, text: arrival.text, createdAt },
      }
    : { kind: 'post', via: 'control', at, post: { ...rest, id: newId, createdAt } };
  stage.record(change);
  return newId;
}

/** Somebody edits a post. @returns the new version's id @throws Refusal (404) where there is no such post */
export function editPost(stage: Stage, postId: string, text: string): string {
  mustExist(stage, postId);
  const at = stage.now();
  const newId = stage.world.freeId(at);
  stage.record({ kind: 'edit', via: 'control', at, id: postId, newId, text });
  return newId;
}

/** Somebody deletes a post. @throws Refusal (404) where there is no such post */
export function removePost(stage: Stage, postId: string): void {
  mustExist(stage, postId);
  stage.record({ kind: 'remove', via: 'control', at: stage.now(), id: postId });
}

/** Requests under /sandbox/: what a rehearsal needs beside X's API. Null where there is no such path. */
export function control(
  stage: Stage,
  faults: Faults,
  ledger: Ledger,
  method: string,
  path: string,
  body: unknown,
): Answer | null {
  switch (`${method} ${path}`) {
    case 'GET /sandbox/clock':
      return ok({ now: stage.now(), iso: new Date(stage.now()).toISOString() });
    case 'GET /sandbox/ledger':
      return ok(ledger.toJson());
    case 'POST /sandbox/faults':
      faults.add(readBody(z.array(faultSchema), body));
      return ok({ added: true }, 201);
    case 'DELETE /sandbox/faults':
      faults.clear();
      return ok({ cleared: true });
    case 'POST /sandbox/posts': {
      const arrivals = readBody(z.array(arrivalSchema), Array.isArray(body) ? body : [body]);
      return ok({ ids: arrivals.map((arrival) => arrive(stage, arrival)) }, 201);
    }
    case 'POST /sandbox/edit': {
      const edit = readBody(z.strictObject({ id, text: z.string() }), body);
      return ok({ id: editPost(stage, edit.id, edit.text) });
    }
    case 'POST /sandbox/remove': {
      removePost(stage, readBody(z.strictObject({ id }), body).id);
      return ok({ removed: true });
    }
    default:
      return null;
  }
}

function mustExist(stage: Stage, postId: string): void {
  if (!stage.world.post(postId, stage.now()))
    throw plainProblem(404, 'Not Found', `There is no post ${postId}.`);
}
