import { DAY, HOUR, MINUTE } from '../../../src/core/clock.js';
import type { Digest, ResponseGroup, ResponseNumbers } from '../../../src/core/digest.js';
import { gapReason } from '../../../src/core/gap.js';
import type { OutboxEntry } from '../../../src/core/outbox-entry.js';
import type { AccountPollReport, PollReport } from '../../../src/core/poll-report.js';
import type { MentionCard, StoredMention } from '../../../src/core/stored-mention.js';
import type { Watch } from '../../../src/core/watch.js';
import { PLAIN } from '../../../src/output/style.js';
import type { AccountRow } from '../../../src/views/account-list.js';
import type { FindingGroup } from '../../../src/views/findings.js';
import type { ScheduleState } from '../../../src/views/schedule.js';
import type { Scored } from '../../../src/views/score-lines.js';
import type { View } from '../../../src/views/view.js';

/** Friday 20 November 2026, 17:02 in Berlin. */
export const NOW = Date.UTC(2026, 10, 20, 16, 2);

const NAMES: Readonly<Record<string, string>> = {
  x: 'X',
  mastodon: 'Mastodon',
  bluesky: 'Bluesky',
  telegram: 'Telegram',
};

function networkName(id: string): string {
  return NAMES[id] ?? id;
}

export function viewOf(width: number, style: View['style'] = PLAIN): View {
  return { style, width, now: NOW, timeZone: 'Europe/Berlin', networkName };
}

export function mention(id: number, fields: Partial<StoredMention> = {}): StoredMention {
  return {
    id,
    network: 'x',
    nativeId: `18${id}`,
    versionId: `18${id}`,
    account: 'cafe',
    kind: 'mention',
    private: false,
    author: {
      id,
      nativeId: `a${id}`,
      handle: 'mina_k',
      name: 'Mina K.',
      followers: 12_400,
      verified: false,
      url: null,
    },
    text: 'Found glass in my cake today @cafenar. Seriously?? 😡',
    createdAt: NOW - 3 * HOUR,
    receivedAt: NOW - 2 * HOUR,
    editedAt: null,
    deletedAt: null,
    url: `https://x.com/mina_k/status/18${id}`,
    threadId: id,
    threadNativeId: `18${id}`,
    replyToNativeId: null,
    metrics: { likes: 90, reposts: 41, replies: 3, quotes: 1, views: 9_000 },
    reply: { allowed: true },
    sentiment: { label: 'negative', score: -0.91, confidence: 0.94 },
    language: 'en',
    intent: 'complaint',
    corrected: [],
    needsReply: true,
    reasons: ['unhappy', 'tagged you', '12.4k followers', 'waiting 3 h'],
    urgency: ['possible injury'],
    priority: 92,
    status: 'new',
    snoozedUntil: null,
    tags: [],
    watches: [],
    answeredAt: null,
    anger: { messages: 0, people: 0 },
    scorerVersion: '1',
    ...fields,
  };
}

function by(handle: string, name: string | null = null): StoredMention['author'] {
  return { id: 1, nativeId: handle, handle, name, followers: null, verified: false, url: null };
}

export const MENTIONS: StoredMention[] = [
  mention(481),
  mention(479, {
    network: 'bluesky',
    author: by('lan.bsky.social'),
    text: 'Giao hàng trễ 2 tiếng, đồ uống nguội hết.\nThất vọng quá',
    createdAt: NOW - 5 * HOUR,
    language: 'vi',
    priority: 74,
    urgency: [],
  }),
  mention(466, {
    network: 'telegram',
    author: by('Reza Karimi'),
    text: 'ساعت کاری جمعه‌ها چنده؟',
    createdAt: NOW - 26 * HOUR,
    sentiment: { label: 'neutral', score: 0.02, confidence: 0.71 },
    intent: 'question',
    language: 'fa',
    priority: 61,
    private: true,
  }),
  mention(470, {
    network: 'mastodon',
    author: by('tom@ruby.social'),
    text: 'Best espresso in town, thank you so much for the kind words yesterday',
    createdAt: NOW - 8 * HOUR,
    sentiment: { label: 'positive', score: 0.93, confidence: 0.97 },
    intent: 'praise',
    priority: 33,
    answeredAt: NOW - HOUR,
  }),
];

export const CARD: MentionCard = {
  mention: mention(481),
  thread: [
    {
      from: 'them',
      mention: mention(480, { text: 'Is anybody at the counter?', createdAt: NOW - 4 * HOUR }),
    },
    { from: 'them', mention: mention(481) },
    {
      from: 'us',
      text: 'I am so sorry, Mina, that must never happen. Are you all right?',
      at: NOW - 20 * MINUTE,
      state: 'pending',
      private: true,
      url: null,
    },
  ],
  rules: [],
  history: {
    mentions: 6,
    positive: 5,
    negative: 1,
    answered: 5,
    firstAt: Date.UTC(2025, 4, 3),
    lastAnsweredAt: Date.UTC(2026, 10, 3, 9, 30),
  },
  customer: {
    authors: [
      { id: 481, network: 'x', handle: 'mina_k', name: 'Mina K.', followers: 12_400, url: null },
      { id: 9, network: 'bluesky', handle: 'mina.bsky.social', name: null, followers: null, url: null },
    ],
    notes: [
      { id: 1, kind: 'note', text: 'Allergic to nuts.', at: NOW - 30 * DAY, by: 'owner@here' },
      { id: 2, kind: 'contact', text: 'mina@example.org', at: NOW - 30 * DAY, by: 'owner@here' },
    ],
  },
  abilities: [
    { action: 'reply', can: true },
    { action: 'reply privately', can: true },
    { action: 'hide', can: false, note: 'not a reply to your post' },
    { action: 'like', can: false, note: 'X has no likes for programs' },
  ],
  evidence: [
    { text: 'glass', weight: -0.8 },
    { text: 'seriously', weight: -0.4 },
    { text: '😡', weight: -0.9 },
  ],
};

function account(fields: Partial<AccountPollReport>): AccountPollReport {
  return {
    account: 'cafe',
    network: 'x',
    handle: 'cafenar',
    new: 0,
    updated: 0,
    deleted: 0,
    answeredElsewhere: 0,
    gaps: [],
    spentMicros: 0,
    skipped: [],
    error: null,
    tried: true,
    nextTryAt: null,
    gone: false,
    ...fields,
  };
}

export const POLL: PollReport = {
  startedAt: NOW - MINUTE,
  finishedAt: NOW,
  new: 22,
  updated: 3,
  needReply: 9,
  urgent: 2,
  firstAnswers: { sent: 0, troubles: [] },
  pruned: 0,
  accounts: [
    account({ new: 14, updated: 3, spentMicros: 30_000 }),
    account({ network: 'bluesky', handle: 'cafenar.bsky.social', new: 6, answeredElsewhere: 1 }),
    account({
      network: 'telegram',
      handle: 'cafenar_bot',
      new: 2,
      gaps: [{ stream: 'messages', from: NOW - 31 * HOUR, to: NOW, code: 'over-a-day' }],
    }),
    account({
      network: 'mastodon',
      handle: 'nar@mastodon.example',
      error: {
        code: 'network-auth',
        kind: 'auth',
        message: 'mastodon.example does not accept the token any more.',
        hint: 'Make a new one: earshot account add mastodon',
      },
      nextTryAt: NOW + HOUR,
      skipped: [{ stream: 'mentions', code: 'rate-limit', reason: 'asked too often.', retryAt: NOW + HOUR }],
    }),
  ],
};

export const QUIET_POLL: PollReport = {
  ...POLL,
  new: 0,
  needReply: 0,
  urgent: 0,
  accounts: [
    account({
      skipped: [{ stream: 'own', code: 'not-due', reason: 'asked 2 min ago', retryAt: NOW + HOUR }],
    }),
  ],
};

const response: ResponseNumbers = {
  within1h: { answered: 6, n: 30, rate: 0.2 },
  within24h: { answered: 20, n: 28, rate: 20 / 28 },
  within72h: { answered: 19, n: 24, rate: 19 / 24 },
  ever: { answered: 23, n: 30, rate: 23 / 30 },
  allMentionsEver: { answered: 25, n: 47, rate: 25 / 47 },
  firstResponse: {
    calendar: { n: 23, medianMs: 110 * MINUTE, p90Ms: 9 * HOUR, meanMs: 200 * MINUTE },
    business: { n: 23, medianMs: 48 * MINUTE, p90Ms: 3 * HOUR, meanMs: 70 * MINUTE },
  },
};

const group = (key: string, mentions: number, waiting: ResponseGroup['waiting']): ResponseGroup => ({
  key,
  mentions,
  response,
  previous: { ...response, within24h: { answered: 16, n: 25, rate: 0.64 } },
  waiting,
});

const volumes = [3, 0, 1, 2, 1, 0, 0, 0, 1, 2, 3, 5, 8, 6, 4, 3, 2, 1, 1, 1, 1, 1, 1, 0];

export const DIGEST: Digest = {
  business: 'Café Nar',
  timeZone: 'Europe/Berlin',
  from: NOW - DAY,
  to: NOW,
  generatedAt: NOW,
  volume: { mentions: 47, positive: 21, neutral: 15, negative: 11 },
  previous: { mentions: 31, positive: 20, neutral: 8, negative: 3 },
  series: volumes.map((mentions, index) => ({
    from: NOW - DAY + index * HOUR,
    to: NOW - DAY + (index + 1) * HOUR,
    volume: { mentions, positive: 0, neutral: mentions, negative: 0 },
  })),
  byNetwork: [
    {
      network: 'x',
      volume: { mentions: 31, positive: 9, neutral: 12, negative: 10 },
      needReply: 18,
      answered: 12,
    },
    {
      network: 'telegram',
      volume: { mentions: 14, positive: 12, neutral: 1, negative: 1 },
      needReply: 14,
      answered: 3,
    },
  ],
  byLanguage: [
    { language: 'en', mentions: 20 },
    { language: 'fa', mentions: 15 },
    { language: 'vi', mentions: 12 },
  ],
  response,
  previousResponse: { ...response, within24h: { answered: 16, n: 25, rate: 0.64 } },
  leftOut: { noise: 3, reposts: 1, deleted: 0, removed: 0 },
  waiting: { count: 9, oldestAt: NOW - 26 * HOUR, top: MENTIONS.slice(0, 3) },
  praiseUnanswered: { count: 4, top: MENTIONS.slice(3) },
  gaps: [
    {
      account: 'telegram',
      stream: 'messages',
      from: NOW - 31 * HOUR,
      to: NOW,
      code: 'over-a-day',
      count: null,
      reason: gapReason({ code: 'over-a-day' }),
    },
  ],
  failing: [
    {
      account: 'masto',
      network: 'mastodon',
      kind: 'auth',
      message: 'the token is not accepted',
      since: NOW - 2 * DAY,
    },
  ],
  coverage: [
    {
      account: 'cafe',
      network: 'x',
      lastOkAt: NOW - 5 * MINUTE,
      failure: null,
      nextTryAt: null,
      gone: false,
      unheard: [{ kind: 'mentions', what: 'mentions', reason: 'the last 800 posts', by: 'limit' }],
    },
    {
      account: 'nar_bot',
      network: 'telegram',
      lastOkAt: NOW - 3 * DAY,
      failure: null,
      nextTryAt: null,
      gone: false,
      unheard: [
        {
          kind: 'search',
          what: 'posts that do not tag you',
          reason: 'Telegram has no search',
          by: 'network',
        },
      ],
    },
  ],
  unknownReplies: 1,
  responseBy: {
    network: [
      group('x', 31, { count: 5, oldestAt: NOW - 26 * HOUR }),
      group('telegram', 14, { count: 4, oldestAt: NOW - 7 * HOUR }),
    ],
    account: [
      group('cafe', 31, { count: 5, oldestAt: NOW - 26 * HOUR }),
      group('nar_bot', 14, { count: 4, oldestAt: NOW - 7 * HOUR }),
    ],
    language: [
      group('en', 20, { count: 6, oldestAt: NOW - 26 * HOUR }),
      group('fa', 15, { count: 2, oldestAt: NOW - 3 * HOUR }),
      group('vi', 12, { count: 1, oldestAt: NOW - HOUR }),
    ],
  },
  waitBands: [
    { upToMs: HOUR, calendar: 6, business: 12 },
    { upToMs: 4 * HOUR, calendar: 9, business: 9 },
    { upToMs: 8 * HOUR, calendar: 4, business: 2 },
    { upToMs: DAY, calendar: 3, business: 0 },
    { upToMs: 3 * DAY, calendar: 1, business: 0 },
    { upToMs: null, calendar: 0, business: 0 },
  ],
  hours: volumes.map((mentions, hour) => ({
    hour,
    mentions,
    needReply: Math.floor(mentions / 2),
    answers: hour >= 9 && hour < 18 ? 2 : 0,
  })),
  topics: [
    {
      key: 'late delivery',
      text: 'late delivery',
      trend: 'rising',
      language: 'en',
      volume: { mentions: 6, positive: 0, neutral: 1, negative: 5 },
      expected: 0.4,
      strength: 4.1,
      examples: MENTIONS.slice(0, 2).map(({ id, text }) => ({ id, text })),
    },
    {
      key: 'رول پسته',
      text: 'رول پسته',
      trend: 'new',
      language: 'fa',
      volume: { mentions: 4, positive: 4, neutral: 0, negative: 0 },
      expected: 0.1,
      strength: 3.2,
      examples: MENTIONS.slice(2, 3).map(({ id, text }) => ({ id, text })),
    },
  ],
  authors: [
    {
      network: 'x',
      handle: 'mina_k',
      name: 'Mina',
      followers: 12_400,
      volume: { mentions: 2, positive: 0, neutral: 0, negative: 2 },
      why: 'reach',
      mentionId: 481,
    },
  ],
  voice: [
    {
      watch: 'Café Nar',
      kind: 'brand',
      volume: { mentions: 12, positive: 6, neutral: 3, negative: 3 },
      share: 0.6,
      previous: { mentions: 5, share: 0.5 },
    },
    {
      watch: 'Corner Bakery',
      kind: 'competitor',
      volume: { mentions: 8, positive: 4, neutral: 3, negative: 1 },
      share: 0.4,
      previous: { mentions: 5, share: 0.5 },
    },
  ],
  capacity: {
    minutesPerDay: 30,
    channels: [
      {
        network: 'x',
        perDay: 18,
        handlingMs: 75_000,
        measured: 41,
        minutesPerDay: 22.5,
        keptUp: true,
      },
      {
        network: 'telegram',
        perDay: 14,
        handlingMs: 120_000,
        measured: 12,
        minutesPerDay: 28,
        keptUp: false,
      },
    ],
  },
  suggestions: [
    {
      kind: 'answer',
      mentionId: 481,
      text: '#481 complaint from @mina_k: possible injury',
      command: 'earshot reply 481',
    },
    {
      kind: 'thank',
      count: 4,
      text: '4 thank-yous without an answer',
      command: 'earshot list --intent praise --status new --since 7d',
    },
  ],
};

const nothing: ResponseNumbers = {
  within1h: { answered: 0, n: 0, rate: null },
  within24h: { answered: 0, n: 0, rate: null },
  within72h: { answered: 0, n: 0, rate: null },
  ever: { answered: 0, n: 0, rate: null },
  allMentionsEver: { answered: 0, n: 0, rate: null },
  firstResponse: {
    calendar: { n: 0, medianMs: null, p90Ms: null, meanMs: null },
    business: { n: 0, medianMs: null, p90Ms: null, meanMs: null },
  },
};

/** A day on which nobody said anything. */
export const SILENT_DIGEST: Digest = {
  ...DIGEST,
  volume: { mentions: 0, positive: 0, neutral: 0, negative: 0 },
  previous: { mentions: 0, positive: 0, neutral: 0, negative: 0 },
  series: [],
  byNetwork: [],
  byLanguage: [],
  response: nothing,
  previousResponse: nothing,
  leftOut: { noise: 0, reposts: 0, deleted: 0, removed: 0 },
  waiting: { count: 0, oldestAt: null, top: [] },
  praiseUnanswered: { count: 0, top: [] },
  gaps: [],
  failing: [],
  coverage: [],
  unknownReplies: 0,
  responseBy: { network: [], account: [], language: [] },
  waitBands: DIGEST.waitBands.map((band) => ({ ...band, calendar: 0, business: 0 })),
  hours: DIGEST.hours.map((hour) => ({ ...hour, mentions: 0, needReply: 0, answers: 0 })),
  topics: [],
  authors: [],
  voice: [],
  capacity: { minutesPerDay: null, channels: [] },
  suggestions: [],
};

export const OUTBOX: OutboxEntry[] = (
  [
    ['sent', 'Thank you, Tom. See you on Saturday!', null],
    ['failed', 'We deliver until ten, also on Fridays.', 'X refused the reply: the post was deleted.'],
    ['unknown', 'Xin lỗi bạn, chúng tôi sẽ hoàn tiền.', 'No answer came in 30 s.'],
    ['approved', 'ساعت کاری جمعه‌ها ۱۰ تا ۲۲ است.', null],
  ] as const
).map(([state, text, error], index) => ({
  id: index + 1,
  mentionId: 470 + index,
  account: 'cafe',
  network: 'x',
  private: index === 3,
  again: false,
  template: null,
  plan: null,
  planRow: null,
  heldUntil: null,
  automatic: false,
  partOf: null,
  part: 1,
  parts: 1,
  text,
  state,
  idempotencyKey: `key-${index}`,
  attempts: 1,
  createdAt: NOW - index * HOUR,
  firstAttemptAt: null,
  lastAttemptAt: null,
  sentAt: state === 'sent' ? NOW : null,
  deletedAt: null,
  nativeId: null,
  url: null,
  error,
  author: 'sara@counter',
  to: 'mina_k',
}));

export const WATCHES: Watch[] = [
  {
    name: 'brand',
    kind: 'brand',
    keywords: ['café nar', 'kafe nar', 'کافه نار'],
    required: ['berlin'],
    excluded: ['jobs'],
    languages: ['en', 'fa'],
    accounts: [],
  },
  {
    name: 'espresso',
    kind: 'topic',
    keywords: ['espresso kreuzberg'],
    required: [],
    excluded: [],
    languages: [],
    accounts: ['cafe'],
  },
];

function row(fields: Partial<AccountRow>): AccountRow {
  return {
    id: 'cafe',
    network: 'x',
    handle: 'cafenar',
    enabled: true,
    lastPolledAt: null,
    error: null,
    failures: 0,
    nextTryAt: null,
    gone: false,
    ...fields,
  };
}

function failure(message: string): NonNullable<AccountRow['error']> {
  return { code: 'network-auth', kind: 'auth', message, hint: null, at: NOW - HOUR };
}

export const ROWS: AccountRow[] = [
  row({ lastPolledAt: NOW - 5 * MINUTE }),
  row({
    id: 'masto',
    network: 'mastodon',
    handle: 'nar@mastodon.example',
    error: failure('mastodon.example does not accept the token any more.'),
    failures: 4,
    nextTryAt: NOW + 2 * HOUR,
  }),
  row({
    id: 'news',
    network: 'feeds',
    handle: '',
    error: failure('The feed is gone for good (410).'),
    failures: 1,
    gone: true,
  }),
  row({ id: 'old', handle: 'narold', enabled: false }),
];

export const FINDINGS: FindingGroup[] = [
  {
    subject: 'Configuration',
    findings: [{ level: 'ok', code: 'config', message: 'earshot.config.json is read' }],
  },
  {
    subject: '@cafenar on X',
    findings: [
      {
        level: 'error',
        code: 'scope-missing',
        message: 'The token may read but not write, so replies would be refused.',
        hint: 'Give the app "Read and write", then make new keys: earshot account add x',
      },
      { level: 'warning', code: 'clock-skew', message: 'This clock is 40 s ahead of X.' },
    ],
  },
];

export const SCORED: Scored = {
  text: 'Found glass in my cake today. Seriously?? 😡',
  json: null,
  understanding: {
    sentiment: { label: 'negative', score: -0.91, confidence: 0.94 },
    intent: 'complaint',
    language: 'en',
    needsReply: true,
    reasons: ['unhappy'],
    urgency: ['possible injury'],
  },
  evidence: CARD.evidence,
};

export const SCHEDULE: ScheduleState = {
  crontab: [
    '*/10 * * * * /usr/bin/node /opt/earshot/bin/earshot.js --config /home/nar/earshot.config.json poll --quiet',
    '0 7 * * * /usr/bin/node /opt/earshot/bin/earshot.js --config /home/nar/earshot.config.json digest --send',
  ],
  systemd: false,
  runs: {
    poll: { startedAt: NOW - 7 * MINUTE, finishedAt: NOW - 6 * MINUTE, exitCode: 0 },
    digest: { startedAt: NOW - 9 * HOUR, finishedAt: NOW - 9 * HOUR, exitCode: 3 },
  },
  deliveries: [
    {
      what: 'digest',
      channel: 'mail',
      state: 'sent',
      claimedAt: NOW - 9 * HOUR,
      settledAt: NOW - 9 * HOUR,
      error: null,
    },
    {
      what: 'digest',
      channel: 'team',
      state: 'failed',
      claimedAt: NOW - 9 * HOUR,
      settledAt: NOW - 9 * HOUR,
      error: 'Slack refused to take a message over team (404: no_service).',
    },
  ],
};
