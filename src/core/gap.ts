/** Why mentions may have been missed. */
export type GapCode = 'too-old' | 'over-a-day' | 'feed-moved-on' | 'too-many' | 'unreadable';

/** A stretch of time in which mentions may have been missed, and why. */
export interface Gap {
  stream: string;
  /** ms UTC, or null where the start is not known. */
  from: number | null;
  to: number;
  code: GapCode;
  /** How many are missing, where that is known. */
  count?: number;
}

/** A gap as it was stored: `code` is null where an earlier version stored only the words. */
export interface RecordedGap extends Omit<Gap, 'code' | 'count'> {
  account: string;
  code: GapCode | null;
  count: number | null;
  reason: string;
}

/** Why, in English, for programs and plain text. */
export function gapReason({ code, count = 1 }: Pick<Gap, 'code' | 'count'>): string {
  switch (code) {
    case 'too-old':
      return 'the network no longer serves what is this old';
    case 'over-a-day':
      return 'the network keeps messages for 24 hours, and the last poll was longer ago';
    case 'feed-moved-on':
      return 'the feed lists no entry any more that it listed before';
    case 'too-many':
      return 'more posts at one moment than the network lists';
    case 'unreadable':
      return `${count === 1 ? '1 message' : `${count} messages`} came in a form that the network does not document, and cannot be read`;
  }
}
