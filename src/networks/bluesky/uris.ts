/** The parts of an at-uri of a record: `at://did:plc:abc/app.bsky.feed.post/3k...`. */
export interface RecordUri {
  did: string;
  collection: string;
  rkey: string;
}

export const POSTS = 'app.bsky.feed.post';
export const LIKES = 'app.bsky.feed.like';
export const THREADGATES = 'app.bsky.feed.threadgate';

/** @returns null for anything that is not the at-uri of a record */
export function parseUri(uri: string): RecordUri | null {
  const match = /^at:\/\/(did:[a-z]+:[\w.:%-]+)\/([\w.-]+)\/([\w.~:-]+)$/.exec(uri);
  if (match === null) return null;
  const [, did = '', collection = '', rkey = ''] = match;
  return { did, collection, rkey };
}

/**
 * The page of a post in Bluesky's own app; null for what is no post.
 *
 * @param handle of its author, where it is known to be good
 */
export function postUrl(uri: string, handle?: string): string | null {
  const parsed = parseUri(uri);
  if (parsed === null || parsed.collection !== POSTS) return null;
  return `${profileUrl(parsed.did, handle)}/post/${parsed.rkey}`;
}

/** Handles whose domain no longer vouches for them are served as this. */
const INVALID_HANDLE = 'handle.invalid';

/** The page of a person in Bluesky's own app. @param handle where it is known to be good */
export function profileUrl(did: string, handle?: string): string {
  const name = handle === undefined || handle === INVALID_HANDLE ? did : handle;
  return `https://bsky.app/profile/${name}`;
}
