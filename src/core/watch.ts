export const WATCH_KINDS = ['brand', 'competitor', 'topic'] as const;
export type WatchKind = (typeof WATCH_KINDS)[number];

/** What to listen for beyond the account. */
export interface Watch {
  name: string;
  kind: WatchKind;
  /** Any of these words or phrases. */
  keywords: string[];
  /** All of these too. */
  required: string[];
  /** None of these. */
  excluded: string[];
  /** BCP 47 primary subtags; empty means any language. */
  languages: string[];
  /** Account ids that search for it; empty means every account whose network can search. */
  accounts: string[];
}
