/** Somebody on the sandbox's network. Times are ms UTC. */
export interface Person {
  /** Without @, at most 15 of A-Z a-z 0-9 _. */
  handle: string;
  name?: string;
  followers?: number;
  verified?: boolean;
  /** Whether strangers may write to them privately; true unless said otherwise. */
  acceptsMessages?: boolean;
}

/** A public post to put on the stage. Posts whose time has not come yet are not served. */
export interface ScenePost {
  /** A decimal id of at most 19 digits; chosen from `createdAt` where absent. */
  id?: string;
  by: string;
  text: string;
  createdAt: number;
  /** Ids of the posts it answers, quotes or reposts. */
  replyTo?: string;
  quoteOf?: string;
  repostOf?: string;
  /** Tags our account although its text does not say so, as X lets people tag a picture. */
  tagsUs?: boolean;
  /** BCP 47; guessed from the letters where absent. */
  lang?: string;
  likes?: number;
  reposts?: number;
  replies?: number;
  quotes?: number;
  views?: number;
  /** Later versions, oldest first. */
  edits?: { at: number; text: string }[];
  removedAt?: number;
}

/** A private message between our account and somebody. */
export interface SceneMessage {
  id?: string;
  with: string;
  fromUs: boolean;
  text: string;
  createdAt: number;
}

/** A watch to write into the configuration that goes with a scenario. */
export interface SceneWatch {
  name: string;
  kind: 'brand' | 'competitor' | 'topic';
  keywords: string[];
  required?: string[];
  excluded?: string[];
  languages?: string[];
}

/** What happens on the stage: from a scenario or an imported file. */
export interface Scene {
  people: Person[];
  posts: ScenePost[];
  messages: SceneMessage[];
  watches: SceneWatch[];
}
