import type { Change } from './changes.js';
import { guessLanguage } from './language.js';
import { People } from './people.js';
import type { Chain, Message, Post, Profile } from './post.js';
import type { Scene, SceneMessage, ScenePost } from './scene.js';
import { idAt } from './snowflake.js';
import { handlesIn } from './text.js';
import { Timeline } from './timeline.js';

/** The stage: everybody on it and everything they wrote. Knows nothing of HTTP. */
export class World {
  readonly us: Profile;
  readonly people = new People();
  /** Public posts of everybody else. */
  readonly inbound = new Timeline<Post>();
  /** Those of them that mention us. */
  readonly mentions = new Timeline<Post>();
  /** Our own public posts. */
  readonly own = new Timeline<Post>();
  readonly messages = new Timeline<Message>();
  readonly #posts = new Map<string, Post>();
  readonly #takenIds = new Set<bigint>();

  constructor(us: { handle: string; name: string }, scene: Scene) {
    this.us = this.people.meet(us);
    for (const person of scene.people) this.people.meet(person);
    const posts = scene.posts.flatMap((post) => this.#versions(post));
    this.own.fill(posts.filter((post) => this.isOurs(post)));
    this.inbound.fill(posts.filter((post) => !this.isOurs(post)));
    this.mentions.fill(posts.filter((post) => !this.isOurs(post) && this.mentionsUs(post)));
    this.messages.fill(scene.messages.map((message) => this.#message(message)));
  }

  /** A post by the id of any of its versions; undefined where it never was, is not yet, or is deleted. */
  post(id: string, now: number): Post | undefined {
    const post = this.#posts.get(id);
    return post && post.createdAt <= now && post.chain.deletedAt > now ? post : undefined;
  }

  /** Whether an id was ever given. */
  hasId(id: string): boolean {
    return this.#takenIds.has(BigInt(id));
  }

  isOurs(post: Post): boolean {
    return post.author === this.us.handle.toLowerCase();
  }

  mentionsUs(post: Post): boolean {
    return post.tagsUs || post.handles.includes(this.us.handle.toLowerCase());
  }

  /** Whether timelines show this version now. */
  isListed(post: Post, now: number): boolean {
    return post.createdAt <= now && post.chain.deletedAt > now && post.replacedAt > now;
  }

  /** Who is answered by a reply, as far as the stage knows. */
  answered(post: Post): Profile | undefined {
    const parent = post.replyTo === null ? undefined : this.#posts.get(post.replyTo);
    return parent ? this.people.byHandle(parent.author) : undefined;
  }

  /** A post's text as X serves it: a quote ends with a link to what it quotes. */
  fullText(post: Post): string {
    if (post.quoteOf === null) return post.text;
    const author = this.#posts.get(post.quoteOf)?.author;
    const handle = (author && this.people.byHandle(author)?.handle) ?? 'i';
    return `${post.text} https://x.com/${handle}/status/${post.quoteOf}`;
  }

  /** Searchable posts, newest first, ours and others' merged. */
  *everything(now: number, below: bigint | null): Generator<Post> {
    const theirs = this.inbound.newestFirst(now, below);
    const ours = this.own.newestFirst(now, below);
    let a = theirs.next();
    let b = ours.next();
    while (!a.done || !b.done) {
      if (b.done || (!a.done && a.value.key > b.value.key)) {
        if (!a.done) yield a.value;
        a = theirs.next();
      } else {
        yield b.value;
        b = ours.next();
      }
    }
  }

  /** A free id for something written now: newer than everything to be seen, older than everything to come. */
  freeId(now: number): string {
    let newest = 0n;
    for (const list of [this.inbound, this.own, this.messages]) {
      if (list.newestKey(now) > newest) newest = list.newestKey(now);
    }
    const hidden = this.inbound.nextHiddenKey(now);
    let id = idAt(now) > newest ? idAt(now) : newest + 1n;
    if (hidden !== null && id >= hidden && newest + 1n < hidden) id = newest + 1n;
    while (this.#takenIds.has(id)) id += 1n;
    return id.toString();
  }

  /** Carries out what happened. */
  apply(change: Change): void {
    if (change.kind === 'post') for (const post of this.#versions(change.post)) this.#show(post);
    else if (change.kind === 'message') this.messages.insert(this.#message(change.message));
    else if (change.kind === 'edit') this.#edit(change.id, change.newId, change.text, change.at);
    else if (change.kind === 'person') this.people.meet(change.person);
    else if (change.kind === 'remove' || change.kind === 'hide') {
      const chain = this.#posts.get(change.id)?.chain;
      if (chain && change.kind === 'remove') chain.deletedAt = change.at;
      else if (chain && change.kind === 'hide') chain.hidden = change.hidden;
    }
  }

  #show(post: Post): void {
    if (this.isOurs(post)) this.own.insert(post);
    else {
      this.inbound.insert(post);
      if (this.mentionsUs(post)) this.mentions.insert(post);
    }
  }

  #edit(id: string, newId: string, text: string, at: number): void {
    const post = this.#posts.get(id);
    const latest = post && this.#posts.get(post.chain.ids.at(-1) ?? id);
    if (latest) this.#show(this.#nextVersion(latest, newId, text, at));
  }

  #nextVersion(latest: Post, id: string, text: string, at: number): Post {
    latest.replacedAt = at;
    latest.chain.ids.push(id);
    const version: Post = {
      ...latest,
      id,
      key: this.#take(id),
      createdAt: at,
      text,
      handles: handlesIn(text),
      replacedAt: Number.POSITIVE_INFINITY,
    };
    this.#posts.set(id, version);
    return version;
  }

  #versions(scene: ScenePost): Post[] {
    const id = scene.id ?? this.#idFor(scene.createdAt);
    const parent = scene.replyTo === undefined ? undefined : this.#posts.get(scene.replyTo);
    if (parent) parent.chain.replies++;
    const quoted = scene.quoteOf === undefined ? undefined : this.#posts.get(scene.quoteOf);
    if (quoted) quoted.chain.quotes++;
    this.people.meet({ handle: scene.by });
    const chain: Chain = {
      ids: [id],
      deletedAt: scene.removedAt ?? Number.POSITIVE_INFINITY,
      hidden: false,
      likes: scene.likes ?? 0,
      reposts: scene.reposts ?? 0,
      replies: scene.replies ?? 0,
      quotes: scene.quotes ?? 0,
      views: scene.views ?? 0,
    };
    const first: Post = {
      id,
      key: this.#take(id),
      createdAt: scene.createdAt,
      author: scene.by.toLowerCase(),
      text: scene.text,
      lang: scene.lang ?? guessLanguage(scene.text),
      replyTo: scene.replyTo ?? null,
      quoteOf: scene.quoteOf ?? null,
      repostOf: scene.repostOf ?? null,
      tagsUs: scene.tagsUs ?? false,
      handles: handlesIn(scene.text),
      conversationId: parent?.conversationId ?? scene.replyTo ?? id,
      chain,
      replacedAt: Number.POSITIVE_INFINITY,
    };
    this.#posts.set(id, first);
    const versions = [first];
    for (const edit of scene.edits ?? []) {
      versions.push(this.#nextVersion(versions.at(-1) ?? first, this.#idFor(edit.at), edit.text, edit.at));
    }
    return versions;
  }

  #message(scene: SceneMessage): Message {
    this.people.meet({ handle: scene.with });
    const id = scene.id ?? this.#idFor(scene.createdAt);
    return { ...scene, id, key: this.#take(id), with: scene.with.toLowerCase() };
  }

  #idFor(createdAt: number): string {
    let id = idAt(createdAt);
    while (this.#takenIds.has(id)) id += 1n;
    return id.toString();
  }

  #take(id: string): bigint {
    const key = BigInt(id);
    this.#takenIds.add(key);
    return key;
  }
}
