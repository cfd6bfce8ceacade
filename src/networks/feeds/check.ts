import { type CheckFinding, looking } from '../../core/check-finding.js';
import type { Feed } from './entry.js';
import type { Reader, Reading } from './reader.js';

/** Everything that could stop listening, and what a feed does not let earshot hear. A failure is a finding too. */
export function checkAccount(reader: Reader, signal: AbortSignal): Promise<CheckFinding[]> {
  return looking(async () => {
    const reading = await reader.read({}, signal);
    const { feed } = reading;
    return [
      identity(reading, feed),
      ...moved(reading),
      ...(feed === null ? [] : oddities(feed)),
      ...coverage(feed),
    ];
  });
}

function identity({ address }: Reading, feed: Feed | null): CheckFinding {
  const count = feed?.entries.length ?? 0;
  const title = feed === null || feed.title === '' ? '' : ` "${feed.title}"`;
  const entries = count === 1 ? 'one entry' : `${count} entries`;
  return { level: 'ok', code: 'identity', message: `Feed ${address.label}${title} was read: ${entries}.` };
}

function moved({ movedTo, address }: Reading): CheckFinding[] {
  const isUnprotected = address.url.protocol === 'http:' && movedTo === null;
  return [
    ...(movedTo === null
      ? []
      : [
          {
            level: 'warning' as const,
            code: 'moved',
            message: `Feed ${address.label} has moved for good.`,
            hint: `Give the account its new address as url: ${movedTo.href}`,
          },
        ]),
    ...(isUnprotected
      ? [
          {
            level: 'note' as const,
            code: 'unprotected',
            message: 'The feed comes over plain http: whoever carries it can read and change it.',
            hint: 'Try the same address with https.',
          },
        ]
      : []),
  ];
}

function oddities({ oddities: odd, entries }: Feed): CheckFinding[] {
  const undated = entries.filter(
    ({ publishedAt, updatedAt }) => publishedAt === null && updatedAt === null,
  ).length;
  const nameless = entries.filter(({ id, link }) => id === null && link === null).length;
  const all = [
    ...odd.map((oddity) => `It ${oddity}; earshot makes the best of it.`),
    ...(undated > 0
      ? [`${undated} of its entries have no date: they count from when they are first read.`]
      : []),
    ...(nameless > 0
      ? [`${nameless} of its entries have neither id nor link: one that is changed counts as a new one.`]
      : []),
  ];
  return all.map((message) => ({ level: 'note', code: 'feed', message }));
}

function coverage(feed: Feed | null): CheckFinding[] {
  const count = feed?.entries.length ?? 0;
  return [
    {
      level: 'note',
      code: 'coverage',
      message: `The feed lists its latest entries only (${count} now): what comes and goes between two polls is not heard.`,
    },
    {
      level: 'note',
      code: 'coverage',
      message: 'Nothing can be answered from here, and nobody tells of entries that were taken back.',
    },
  ];
}
