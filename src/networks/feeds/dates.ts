const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T\s]+(\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** RFC 822 as feeds write it: the weekday and the zone may be missing, the year short. */
const RFC_822 =
  /^(?:[^\d,]+,?\s+)?(\d{1,2}\s+[a-z]{3})[a-z]*\.?\s+(\d{2,4})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*(.*)$/i;

/**
 * The time a feed writes: ISO 8601 (RFC 3339) or RFC 822, in whatever state they come. Without a zone it is UTC.
 *
 * @returns ms UTC, or null for what is no time, or none after 1970
 */
export function readDate(text: string): number | null {
  const trimmed = text.trim().replace(/\s*\([^)]*\)$/, '');
  const time = Date.parse(isoForm(trimmed) ?? mailForm(trimmed) ?? '');
  return Number.isNaN(time) || time <= 0 ? null : time;
}

function isoForm(text: string): string | null {
  const [matched, day, time = '00:00:00', zone = 'Z'] = ISO.exec(text) ?? [];
  if (matched === undefined) return null;
  const offset = /^[a-z]/i.test(zone) ? 'Z' : zone.replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2');
  return `${day}T${time.replace(',', '.')}${offset}`;
}

function mailForm(text: string): string | null {
  const [matched, day, year = '', time, zone] = RFC_822.exec(text) ?? [];
  if (matched === undefined) return null;
  const century = Number(year) < 70 ? '20' : '19';
  return `${day} ${year.length === 2 ? `${century}${year}` : year} ${time} ${zone || 'GMT'}`;
}
