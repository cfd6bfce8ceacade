import type { AuthMethod } from '../../src/config/names.js';
import { SIGN_INS } from '../../src/config/sign-in.js';
import { formatDuration } from '../../src/core/duration.js';
import type { Ability, Capabilities, Network, NetworkDeps } from '../../src/networks/network.js';
import { NETWORKS } from '../../src/networks/registry.js';
import { depsFor } from '../../test/helpers/adapter.js';
import { GENERATED, table } from './markdown.js';

const ABILITIES = {
  mentions: 'hears who names you',
  replies: 'hears answers to you',
  messages: 'hears private messages',
  search: 'searches for your watches',
  reply: 'answers',
  privateReply: 'answers in private',
  split: 'sends long answers in parts',
  like: 'likes',
  hide: 'hides answers',
  delete: 'deletes what you wrote',
  cost: 'costs money',
} as const satisfies Partial<Record<keyof Capabilities, string>>;
type AbilityName = keyof typeof ABILITIES;

const RETRY: Readonly<Record<Capabilities['idempotency'], string>> = {
  key: "by the network's own key",
  lookup: 'by looking for it',
  none: 'only after you have looked',
};

const SIGNED_IN: Readonly<Record<AuthMethod, string>> = {
  oauth1: 'with keys',
  oauth2: 'in a browser',
  'app-password': 'with an app password',
  token: 'with a token',
  none: 'nothing to sign in with',
};

const COUNTERS: Readonly<Record<string, string>> = {
  'x-weighted': 'characters as X weighs them',
  graphemes: 'characters as people count them',
  utf16: 'UTF-16 units',
};

interface Described {
  id: string;
  name: string;
  network: Network;
}

/** docs/networks.md: what each network can do, from the adapters' own words. */
export async function networksPage(): Promise<string> {
  const networks = await Promise.all(
    [...NETWORKS.values()].map(async ({ id, name, load }): Promise<Described> => {
      const { create } = await load();
      return { id, name, network: create(notConnected(id)) };
    }),
  );
  const lines = [
    '# Networks',
    '',
    GENERATED,
    '',
    ...PREFACE,
    ...table(
      ['', ...networks.map(({ name }) => name)],
      [
        ...names().map((ability) => [
          ABILITIES[ability],
          ...networks.map(({ network }) => (network.capabilities[ability].can ? 'yes' : 'no')),
        ]),
        ['longest answer', ...networks.map(({ network }) => longest(network.capabilities))],
        ['takes at most', ...networks.map(({ network }) => pace(network.capabilities))],
        [
          'an answer lost on its way is sent again',
          ...networks.map(({ network: { capabilities } }) =>
            capabilities.reply.can ? RETRY[capabilities.idempotency] : '',
          ),
        ],
      ],
    ),
    ...networks.flatMap(section),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const PREFACE =
  `What earshot can do on each network, before an account is connected; \`earshot account check\` says it of an account and its
server. A row says whether a thing can be done at all, the notes below it what limits it. How a network is added:
[adding-a-network.md](adding-a-network.md).
`.split('\n');

function names(): AbilityName[] {
  return Object.keys(ABILITIES) as AbilityName[];
}

function longest({ reply, length }: Capabilities): string {
  if (!reply.can) return '';
  const own = `${length.limit} ${COUNTERS[length.counter] ?? length.counter}`;
  return length.privateLimit === length.limit ? own : `${own}; ${length.privateLimit} in private`;
}

function pace({ pace }: Capabilities): string {
  return pace
    .map(({ messages, per, of, each }) => {
      const kind = of === 'any' ? '' : ` ${of}`;
      return `${messages}${kind} in ${formatDuration(per)}${each ? ` in each ${each}` : ''}`;
    })
    .join('; ');
}

function section({ id, name, network }: Described): string[] {
  const notes = names().flatMap((ability) => {
    const { note }: Ability = network.capabilities[ability];
    return note === undefined ? [] : [[ABILITIES[ability], note]];
  });
  const ways = Object.entries(SIGN_INS).find(([network]) => network === id)?.[1].ways ?? [];
  return [
    `## ${name}`,
    '',
    `Connected by \`earshot account add ${id}\` (${ways.map(({ auth }) => SIGNED_IN[auth]).join(' or ')}). Details: [its page](../src/networks/${id}/README.md).`,
    '',
    ...table(['', 'note'], notes),
  ];
}

/** What an adapter is made with to be asked what it can do: it asks nobody. */
function notConnected(id: string): NetworkDeps {
  return depsFor({
    account: {
      id,
      handle: 'you',
      auth: 'none',
      server: 'https://server.example',
      url: 'https://feed.example/',
    },
    secrets: {},
    fetch: () => Promise.reject(new Error('nothing is asked here')),
  });
}
