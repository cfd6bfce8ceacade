/** The secrets of one account. Values read are registered for redaction at once. */
export interface SecretStore {
  /** The secret's value, or undefined where it was never given. */
  get(name: string): string | undefined;
  /**
   * Replaces secrets under a lock, atomically (a rotated refresh token). `renew` sees the values as they are
   * once the lock is held, and may return null to say that another process has already renewed them. What it leaves
   * out stays as it is.
   */
  update(
    renew: (current: Readonly<Record<string, string>>) => Promise<Record<string, string> | null>,
  ): Promise<void>;
}
