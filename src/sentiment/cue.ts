/** What a word or phrase can be a sign of. Each is one bit. */
export const CUE = {
  /** A question, wherever it stands. */
  ask: 1,
  /** A question when a sentence begins with it. */
  askFirst: 2,
  /** A question when a sentence ends with it. */
  askLast: 4,
  request: 8,
  complaint: 16,
  thanks: 32,
  noise: 64,
  health: 128,
  legal: 256,
  money: 512,
  press: 1024,
  leaving: 2048,
  /** Asks for the reason of something: where it went wrong, that is a complaint. */
  why: 4096,
  /** Speaks to somebody: "you", "shop". */
  address: 8192,
  /** Politeness that comes with requests, and with much else. */
  please: 16384,
  /** A demand that something be made good. */
  remedy: 32768,
  /** Tells of one's own case: "I ordered", "my parcel". */
  own: 65536,
  /** Asks other customers, not the business: "has anyone", "các bác". */
  others: 131072,
} as const;

/**
 * The signs of one language: words and phrases in ordinary spelling, separated by a bar. The tokeniser folds them as it
 * folds texts; a number stands for any number.
 */
export type Cues = Readonly<Partial<Record<keyof typeof CUE, string>>>;
