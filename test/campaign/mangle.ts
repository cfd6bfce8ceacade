import type { Random } from '../helpers/random.js';

// How a network's JSON comes out wrong: text in, text out.

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** What tells whether there is more: where it is missing, nobody could know that there was. */
const PAGING = /^(next_token|previous_token|meta|cursor|newest_id|oldest_id|result_count|ok)$/;

/** Fields that no documentation knows, everywhere. */
export function addFields(text: string): string {
  return changed(text, (body) => {
    for (const object of objectsIn(body)) object.x_unheard_of = { since: 2027, of: ['this', null] };
  });
}

/** A field is missing somewhere. */
export function dropField(text: string, random: Random): string {
  return changed(text, (body) => {
    const place = random.pick(placesIn(body));
    if (place) delete place.object[place.key];
  });
}

/** A value has another type than it is documented with. */
export function changeType(text: string, random: Random): string {
  return changed(text, (body) => {
    const place = random.pick(placesIn(body));
    if (!place) return;
    const others: Json[] = [null, 17, 'seventeen', true, [], {}];
    const value = place.object[place.key];
    place.object[place.key] = random.pick(others.filter((other) => kindOf(other) !== kindOf(value ?? null)));
  });
}

/** The items of a page in another order. */
export function shuffle(text: string, random: Random): string {
  return changed(text, (body) => {
    for (const list of listsIn(body)) {
      for (let at = list.length - 1; at > 0; at -= 1) {
        const other = random.below(at + 1);
        [list[at], list[other]] = [list[other] ?? null, list[at] ?? null];
      }
    }
  });
}

/** Items of a page twice. */
export function repeat(text: string, random: Random): string {
  return changed(text, (body) => {
    for (const list of listsIn(body)) {
      const again = list.filter(() => random.below(2) === 0);
      list.push(...structuredClone(again));
    }
  });
}

/** Half of an answer that says it is whole. */
export function cutOff(text: string, random: Random): string {
  return text.slice(0, random.below(text.length));
}

function changed(text: string, change: (body: Json) => void): string {
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch {
    return text;
  }
  change(body);
  return JSON.stringify(body);
}

function kindOf(value: Json): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function isObject(value: Json): value is JsonObject {
  return kindOf(value) === 'object';
}

function* objectsIn(value: Json): Generator<JsonObject> {
  if (Array.isArray(value)) for (const item of value) yield* objectsIn(item);
  else if (isObject(value)) {
    yield value;
    for (const item of Object.values(value)) yield* objectsIn(item);
  }
}

/** Lists of items, not those inside an item. */
function* listsIn(value: Json): Generator<Json[]> {
  if (Array.isArray(value)) {
    if (value.every(isObject)) yield value;
  } else if (isObject(value)) for (const item of Object.values(value)) yield* listsIn(item);
}

/** Every field, but for those that page, and the list of all items: without it a page is an empty page. */
function placesIn(body: Json): { object: JsonObject; key: string }[] {
  const lists = new Set<Json>(listsIn(body));
  return [...objectsIn(body)].flatMap((object) =>
    Object.keys(object)
      .filter((key) => !PAGING.test(key) && !lists.has(object[key] ?? null))
      .map((key) => ({ object, key })),
  );
}
