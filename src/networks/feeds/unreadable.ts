/** A document that cannot be read as a feed; the message says why, to follow "could not be read: ". */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  /** What a person can do about it, where that is known. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
