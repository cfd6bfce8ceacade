import * as z from 'zod';
import { SECOND } from '../core/clock.js';
import { isTimeZone } from '../core/time-zone.js';
import { WATCH_KINDS } from '../core/watch.js';
import { isBaseUrl, isServer, isWebAddress, serverOrigin } from './addresses.js';
import { alertsSchema } from './alerts-schema.js';
import { deliverySchema } from './delivery-schema.js';
import { age, checked, dollars, duration, isDate, language, text, words } from './fields.js';
import { AUTH_METHODS, NETWORK_IDS } from './names.js';
import { X_PRICES } from './prices.js';
import { firstAnswerSchema, ruleSchema } from './rules-schema.js';
import { choice, strict } from './wording.js';

const STREAM_KINDS = ['mentions', 'replies', 'messages', 'own', 'search'] as const;

const ACCOUNT_ID = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
/** The second part is the server's name, where a network writes it so. */
const HANDLE = /^@?[^\s@]+(@[^\s@]+)?$/;
const OPENING = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

const hours = z
  .array(
    checked(
      OPENING,
      "is not an opening time. Write it as '09:00-17:00'; past midnight as '18:00-02:00'.",
      'From and to, 24-hour clock, local time',
    ),
  )
  .optional();

/** The business as the configuration writes it. */
export const businessSchema = strict({
  name: text('The name of the business, as reports print it'),
  timeZone: checked(
    isTimeZone,
    "is not a time zone earshot knows. Use a name such as 'Europe/London' or 'Asia/Tehran'.",
    'IANA time zone of the business',
  ).default('UTC'),
  languages: z.array(language).optional().describe('Languages the business answers in'),
  hours: strict({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours })
    .optional()
    .describe(
      'Opening hours; a day left out is closed. Without hours, response times in open hours are not shown',
    ),
  holidays: z
    .array(checked(isDate, "is not a date. Write it as '2026-12-25'.", 'A day the business is closed'))
    .optional()
    .describe('Days the business is closed'),
  minutesPerDay: z
    .number()
    .min(1)
    .max(1_440)
    .optional()
    .describe('Minutes a day there are for answering; the digest says which networks that is enough for'),
});

/** One account as the configuration writes it. */
export const accountSchema = strict({
  id: checked(
    ACCOUNT_ID,
    'cannot be an account id. Use letters, digits, - and _, starting with a letter or digit.',
    'A short name for the account, used by commands and in the names of its secrets',
  ),
  network: choice(NETWORK_IDS, 'a network earshot knows', { twitter: 'x' }).describe(
    'The network the account is on',
  ),
  handle: checked(
    HANDLE,
    "is not a handle. Write it without spaces, such as 'cafenar'.",
    'The name of the account on its network; a network that tells it needs none',
  )
    .overwrite((value) => value.replace(/^@/, ''))
    .optional(),
  auth: choice(AUTH_METHODS, 'a way to sign in')
    .optional()
    .describe("How earshot signs in; the network's simplest way when left out"),
  clientId: text('The OAuth 2 client id of your app, where the network wants one').optional(),
  server: checked(
    isServer,
    "is not a server's address. Write it as 'https://mastodon.social'.",
    'The server the account is on, where its network has many',
  )
    .overwrite(serverOrigin)
    .optional(),
  url: checked(
    isWebAddress,
    "is not a web address. Write it as 'https://example.org/feed.xml'.",
    'The address of the feed to read',
  ).optional(),
  baseUrl: checked(
    isBaseUrl,
    'cannot be used as a server address. Write an https address, or http on this machine (http://127.0.0.1:PORT).',
    "Another server instead of the network's own, such as the sandbox",
  ).optional(),
  streams: z
    .array(choice(STREAM_KINDS, 'a stream'))
    .min(1)
    .optional()
    .describe('What to poll; everything the network offers when left out'),
  enabled: z.boolean().default(true).describe('false: keep the account but do not poll it'),
});

const watch = strict({
  name: text('What commands and reports call this watch'),
  kind: choice(WATCH_KINDS, 'a kind of watch').default('brand').describe('Whose name is being watched'),
  keywords: words('Any of these words or phrases').min(1),
  required: words('All of these too').default([]),
  excluded: words('None of these').default([]),
  languages: z.array(language).default([]).describe('Only these languages; any when empty'),
  accounts: z
    .array(z.string())
    .default([])
    .describe('Accounts that search for it; every account that can search when empty'),
});

const poll = strict({
  every: duration('How often `poll --every` listens when no time is given', SECOND).default('5m'),
  timeout: duration('The longest silence to bear from a network', SECOND).default('20s'),
  maxWait: duration('The longest rate-limit wait to sit out inside one run').default('60s'),
  lookback: duration('How far back the first poll goes; as far as the network allows when null')
    .nullable()
    .default(null),
});

const budget = strict({
  perRun: dollars('Most to spend in one run, in US dollars'),
  perDay: dollars('Most to spend in one UTC day, in US dollars'),
  perMonth: dollars('Most to spend in one UTC month, in US dollars'),
});

const price = (amount: number) => z.number().min(0).max(1_000).default(amount);

const prices = strict({
  x: strict({
    asOf: checked(isDate, "is not a date. Write it as '2026-12-25'.", 'When these prices were read').default(
      X_PRICES.asOf,
    ),
    postRead: price(X_PRICES.postRead).describe('Reading a post found by search'),
    ownedRead: price(X_PRICES.ownedRead).describe('Reading own posts and own mentions'),
    expandedUser: price(X_PRICES.expandedUser).describe('Author details that come with a post'),
    messageRead: price(X_PRICES.messageRead).describe('Reading a private message'),
    post: price(X_PRICES.post).describe('Writing a post'),
    postWithUrl: price(X_PRICES.postWithUrl).describe('Writing a post with a link'),
    reply: price(X_PRICES.reply).describe('Answering a post that mentions or quotes the account'),
    messageSend: price(X_PRICES.messageSend).describe('Sending a private message'),
  })
    .prefault({})
    .describe('What X charges, in US dollars for each item; the bill in its console is what counts'),
});

/** The whole configuration file. Its JSON Schema is config.schema.json. */
export const configSchema = strict({
  $schema: z.string().optional().describe('Where an editor finds the schema of this file'),
  business: businessSchema.describe('Whose desk this is'),
  accounts: z.array(accountSchema).default([]).describe('The accounts to listen and answer with'),
  watches: z.array(watch).default([]).describe('What to listen for beyond the accounts'),
  poll: poll.prefault({}).describe('How to listen'),
  budget: budget.prefault({}).describe('What listening and answering may cost; null for no limit'),
  prices: prices.prefault({}).describe('Price lists, for estimates and budgets'),
  triage: strict({
    reach: z
      .number()
      .int()
      .min(1)
      .default(5_000)
      .describe('Followers from which an author has a large audience'),
  })
    .prefault({})
    .describe('How mentions are put in order'),
  reply: strict({
    hold: duration('How long an answer written in the inbox can be taken back before it leaves').default(
      '10s',
    ),
  })
    .prefault({})
    .describe('How to answer'),
  terminal: strict({
    bidi: z
      .enum(['auto', 'terminal', 'reorder'])
      .default('auto')
      .describe(
        'Who puts Persian, Arabic and Hebrew in the order they are read: whoever can, the terminal, or earshot',
      ),
  })
    .prefault({})
    .describe('How text is shown at a terminal'),
  rules: z.array(ruleSchema).default([]).describe('What to do with mentions by themselves as they come in'),
  firstAnswers: z
    .array(firstAnswerSchema)
    .default([])
    .describe('Automatic first answers; none are given unless they stand here'),
  delivery: deliverySchema.describe('How you are reached outside the terminal'),
  alerts: alertsSchema.describe('What you are alarmed about'),
  bulk: strict({
    perMinute: z
      .number()
      .min(0.1)
      .max(6_000)
      .default(10)
      .describe('Most replies of a bulk plan to send in a minute'),
  })
    .prefault({})
    .describe('How bulk replies are sent'),
  retention: strict({
    keep: age('How long mentions are kept: 18m is eighteen months; null for ever').nullable().default(null),
    all: z
      .boolean()
      .default(false)
      .describe('true: what is open, unanswered or tagged keep goes too when it is that old'),
  })
    .prefault({})
    .describe('What a poll removes by itself, once a day'),
  storage: strict({
    database: text('The database file; relative to this file').optional(),
  })
    .prefault({})
    .describe('Where the desk keeps its data'),
});

/** A configuration as it is written: what may be left out is optional. */
export type ConfigInput = z.input<typeof configSchema>;
export type AccountInput = NonNullable<ConfigInput['accounts']>[number];
export type WatchInput = NonNullable<ConfigInput['watches']>[number];
