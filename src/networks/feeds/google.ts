/** The address by which Google counts who follows a link: in alerts, every link is one. */
const COUNTER = /^https?:\/\/(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?\/url\?/i;

/**
 * Where a link of a Google Alert leads in the end.
 *
 * @returns null for links that are no such thing
 */
export function unwrapped(link: string): string | null {
  if (!COUNTER.test(link)) return null;
  const { searchParams } = new URL(link);
  const target = searchParams.get('url') ?? searchParams.get('q') ?? '';
  return /^https?:\/\//i.test(target) && URL.canParse(target) ? new URL(target).href : null;
}
