import { type Endpoint, endpoint } from '../server.js';
import { cidOf } from './ids.js';
import { deleteRecordSchema, getRecordSchema, type PostRecord, putRecordSchema } from './record-schemas.js';
import { refusal } from './refusals.js';
import type { World } from './world.js';

/** Our account's own records: posts, likes and the gates of threads. */
export function repo(world: World): Endpoint[] {
  const requireOurs = (given: string) => {
    if (![world.us.did, world.us.handle].includes(given)) {
      throw refusal(403, 'AccountNotFound', 'Account not found');
    }
  };
  const uriOf = (collection: string, rkey: string) => `at://${world.us.did}/${collection}/${rkey}`;
  const held = (uri: string) => world.posts.get(uri)?.record ?? world.records.get(uri);
  const written = (uri: string, cid: string, changed: boolean) => ({
    uri,
    cid,
    ...(changed && { commit: { cid: cidOf([uri, cid]), rev: world.tids.next() } }),
    validationStatus: 'valid',
  });

  return [
    endpoint({
      method: 'POST',
      path: '/xrpc/com.atproto.repo.putRecord',
      name: 'putRecord',
      fault: 'write',
      body: putRecordSchema,
      handle: ({ body: { repo: owner, collection, rkey, record, swapRecord } }) => {
        requireOurs(owner);
        if (record.$type !== collection) {
          throw refusal(400, 'InvalidRequest', `Invalid $type: expected ${collection}, got ${record.$type}`);
        }
        const uri = uriOf(collection, rkey);
        const before = held(uri);
        const cid = cidOf(record);
        if (before !== undefined && cidOf(before) === cid) return { json: written(uri, cid, false) };
        const at = before === undefined ? null : cidOf(before);
        if (swapRecord !== undefined && swapRecord !== at) {
          throw refusal(400, 'InvalidSwap', `Record was at ${at}`);
        }
        if (record.$type === 'app.bsky.feed.post') {
          checkReply(world, record);
          world.put(world.us, rkey, record, true);
        } else {
          if (
            record.$type === 'app.bsky.feed.threadgate' &&
            record.post !== uriOf('app.bsky.feed.post', rkey)
          ) {
            throw refusal(400, 'InvalidRequest', 'the gate does not have the key of its post');
          }
          world.records.set(uri, record);
        }
        return { json: written(uri, cid, true) };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/xrpc/com.atproto.repo.deleteRecord',
      name: 'deleteRecord',
      fault: 'write',
      body: deleteRecordSchema,
      handle: ({ body: { repo: owner, collection, rkey } }) => {
        requireOurs(owner);
        const uri = uriOf(collection, rkey);
        const gone = world.posts.delete(uri) || world.records.delete(uri);
        return { json: gone ? { commit: { cid: cidOf(uri), rev: world.tids.next() } } : {} };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/xrpc/com.atproto.repo.getRecord',
      name: 'getRecord',
      fault: 'read',
      query: getRecordSchema,
      handle: ({ query: { repo: owner, collection, rkey } }) => {
        requireOurs(owner);
        const uri = uriOf(collection, rkey);
        const value = held(uri);
        if (value === undefined) throw refusal(400, 'RecordNotFound', `Could not locate record: ${uri}`);
        return { json: { uri, cid: cidOf(value), value } };
      },
    }),
  ];
}

/** The server takes any references; an answer that readers could not place is refused here. */
function checkReply(world: World, { reply }: PostRecord): void {
  if (reply === undefined) return;
  const parent = world.posts.get(reply.parent.uri);
  const wrong = (what: string) => refusal(400, 'InvalidRequest', `Record/reply/${what}`);
  if (parent === undefined) throw wrong('parent is not there');
  const right = world.answering(parent.uri);
  if (reply.parent.cid !== right.parent.cid) throw wrong('parent/cid is not its');
  if (reply.root.uri !== right.root.uri || reply.root.cid !== right.root.cid) throw wrong('root is another');
}
