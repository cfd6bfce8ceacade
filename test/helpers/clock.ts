const HOUR = 3_600_000;
const PRELOAD = new URL('../campaign/preload.mjs', import.meta.url);

/** What a run of the built program needs in its environment, so that its clock is so far ahead, ms. */
export function ahead(ms: number): Record<string, string> {
  return { NODE_OPTIONS: `--import=${PRELOAD}`, CAMPAIGN_CLOCK: String(ms) };
}

/** How far ahead the next half past is, ms: what is counted by the hour is not cut there by the real clock. */
export function toHalfPast(now: number): number {
  return (HOUR + HOUR / 2 - (now % HOUR)) % HOUR;
}

/** A time zone in which it is noon, or up to an hour later: what is counted by the day is not cut there. */
export function zoneAtNoon(now: number): string {
  const east = 12 - new Date(now).getUTCHours();
  // POSIX counts west of Greenwich.
  return east === 0 ? 'UTC' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`;
}
