import { cidOf, didOf, Tids } from './ids.js';
import type { PostRecord, RepoRecord } from './record-schemas.js';

export interface Person {
  did: string;
  handle: string;
  displayName: string;
  followersCount: number;
}

/** A post as the network has indexed it. */
export interface Post {
  uri: string;
  cid: string;
  author: Person;
  record: PostRecord;
  /** ms UTC */
  indexedAt: number;
  /** What lists are sorted by, ms UTC: a post's own date is believed as far as it is not in the future. */
  sortAt: number;
  /** Whether it came in through the API. */
  throughApi: boolean;
}

/** Everything there is: people, posts, and the records of our account. */
export class World {
  readonly us: Person;
  readonly tids = new Tids();
  readonly posts = new Map<string, Post>();
  /** Our likes and threadgates, by at-uri. */
  readonly records = new Map<string, RepoRecord>();
  readonly #people = new Map<string, Person>();

  constructor(handle: string) {
    this.us = this.person(handle);
  }

  /** Somebody, by handle; the part before `.bsky.social` is enough. */
  person(name: string): Person {
    const handle = name.includes('.') ? name : `${name}.bsky.social`;
    const did = didOf(handle);
    const known = this.#people.get(did) ?? {
      did,
      handle,
      displayName: handle.split('.')[0] ?? handle,
      followersCount: handle.length * 10,
    };
    this.#people.set(did, known);
    return known;
  }

  /** @param actor a did or a handle */
  find(actor: string): Person | undefined {
    return this.#people.get(actor) ?? [...this.#people.values()].find(({ handle }) => handle === actor);
  }

  /** Puts a post into the index, over what was there under its key. */
  put(author: Person, rkey: string, record: PostRecord, throughApi: boolean): Post {
    const uri = `at://${author.did}/app.bsky.feed.post/${rkey}`;
    const indexedAt = this.posts.get(uri)?.indexedAt ?? Date.now();
    const sortAt = Math.min(Date.parse(record.createdAt), indexedAt);
    const post = { uri, cid: cidOf(record), author, record, indexedAt, sortAt, throughApi };
    this.posts.set(uri, post);
    return post;
  }

  /** Somebody writes in the app. @param record what is beside the text */
  write(author: Person, text: string, at: number | undefined, record: Partial<PostRecord> = {}): Post {
    const createdAt = new Date(at ?? Date.now()).toISOString();
    return this.put(
      author,
      this.tids.next(),
      { $type: 'app.bsky.feed.post', text, createdAt, ...record },
      false,
    );
  }

  /** What an answer to a post refers to. */
  answering(uri: string): NonNullable<PostRecord['reply']> {
    const parent = this.posts.get(uri);
    if (parent === undefined) throw new Error(`there is no ${uri} to answer`);
    const ref = { uri: parent.uri, cid: parent.cid };
    return { root: parent.record.reply?.root ?? ref, parent: ref };
  }

  /** Why our account is told of a post; null where it is not. */
  reasonFor({ author, record }: Post): 'mention' | 'reply' | 'quote' | null {
    if (author.did === this.us.did) return null;
    if (record.reply?.parent.uri.startsWith(`at://${this.us.did}/`)) return 'reply';
    const dids = (record.facets ?? []).flatMap(({ features }) =>
      features.flatMap((feature) => ('did' in feature ? [feature.did] : [])),
    );
    return dids.includes(this.us.did) ? 'mention' : null;
  }

  /** Posts newest first, as lists are sorted. */
  sorted(wanted: (post: Post) => boolean): Post[] {
    return [...this.posts.values()]
      .filter(wanted)
      .sort((a, b) => b.sortAt - a.sortAt || (b.uri < a.uri ? -1 : 1));
  }

  /** A post as the API shows it to us. */
  view(post: Post) {
    const { uri, cid, record, indexedAt } = post;
    const likes = [...this.records].filter(
      ([, liked]) => liked.$type === 'app.bsky.feed.like' && liked.subject.uri === uri,
    );
    return {
      uri,
      cid,
      author: this.basic(post.author),
      record,
      replyCount: [...this.posts.values()].filter((other) => other.record.reply?.parent.uri === uri).length,
      repostCount: 0,
      likeCount: likes.length,
      quoteCount: 0,
      indexedAt: new Date(indexedAt).toISOString(),
      viewer: { ...(likes[0] && { like: likes[0][0] }), threadMuted: false, embeddingDisabled: false },
      labels: [],
    };
  }

  basic({ did, handle, displayName }: Person) {
    return { did, handle, displayName, viewer: { muted: false, blockedBy: false }, labels: [] };
  }
}
