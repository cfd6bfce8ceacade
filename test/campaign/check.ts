import Sqlite from 'better-sqlite3';
import type { CampaignDesk } from './desk.js';
import { answerTo, type Message, noteOn, type Wishes } from './errands.js';

/** What the campaign counts. */
export const COUNTED = [
  'mentions lost',
  'mentions doubled',
  'replies lost',
  'replies doubled',
  'triage lost',
  'digests lost',
  'digests sent twice',
  'alarms lost',
  'alarms sent twice',
  'databases damaged',
] as const;
export type Counted = (typeof COUNTED)[number];

/** One thing that is wrong. */
export interface Finding {
  what: Counted;
  words: string;
}

/**
 * The independent look: what people wrote and what the networks and the owner's mailbox took, by their own ledgers,
 * against the rows of the database, read by SQL of its own. Nothing of the program is used.
 *
 * @param onTime whether the program's clock was right all along: else what is a day old may alarm nobody
 */
export function check(desk: CampaignDesk, wishes: Wishes, onTime: boolean): Finding[] {
  const db = new Sqlite(desk.database, { readonly: true });
  try {
    const look: Look = {
      desk,
      wishes,
      one: (sql, ...parameters) =>
        Number(
          db
            .prepare(sql)
            .pluck()
            .get(...parameters) ?? 0,
        ),
      all: (sql, ...parameters) => db.prepare(sql).all(...parameters) as Record<string, unknown>[],
      findings: [],
      find(what, words) {
        look.findings.push({ what, words });
      },
    };
    checkFile(look);
    checkMentions(look);
    checkReplies(look);
    checkTriage(look);
    checkDigest(look);
    checkAlarms(look, onTime);
    return look.findings;
  } finally {
    db.close();
  }
}

interface Look {
  desk: CampaignDesk;
  wishes: Wishes;
  /** The one number a query gives; 0 for none. */
  one(sql: string, ...parameters: unknown[]): number;
  all(sql: string, ...parameters: unknown[]): Record<string, unknown>[];
  findings: Finding[];
  find(what: Counted, words: string): void;
}

function checkFile({ all, one, find }: Look): void {
  for (const row of all('PRAGMA integrity_check')) {
    if (row.integrity_check !== 'ok') find('databases damaged', String(row.integrity_check));
  }
  const orphans = all('PRAGMA foreign_key_check').length;
  if (orphans > 0) find('databases damaged', `${orphans} rows refer to rows that are not there`);
  const [mentions, searchable] = [
    one('SELECT count(*) FROM mention'),
    one('SELECT count(*) FROM mention_search'),
  ];
  if (mentions !== searchable) {
    find('databases damaged', `${searchable} of ${mentions} mentions are in the search index`);
  }
  const triaged = one('SELECT count(*) FROM triage');
  if (mentions !== triaged) find('databases damaged', `${triaged} of ${mentions} mentions have a triage`);
}

function checkMentions({ wishes, one, find }: Look): void {
  for (const { network, nativeId, mark } of wishes.messages) {
    const byId = one('SELECT count(*) FROM mention WHERE network = ? AND native_id = ?', network, nativeId);
    if (byId === 0) find('mentions lost', mark);
    if (byId > 1) find('mentions doubled', mark);
  }
  const extra = one('SELECT count(*) FROM mention') - wishes.messages.length;
  if (extra > 0) find('mentions doubled', `${extra} more than anybody wrote`);
}

function checkReplies({ desk, wishes, all, find }: Look): void {
  for (const message of wishes.messages.filter(isAnswered)) {
    const { mark, network, nativeId } = message;
    const written = desk.fakes.get(network)?.written() ?? [];
    // A long answer leaves in parts: each of its words must have arrived, once.
    for (const word of marked(answerTo(message), mark)) {
      const count = written.filter(({ text }) => marked(text, mark).includes(word)).length;
      if (count === 0) find('replies lost', `${word} is not on the network`);
      if (count > 1) find('replies doubled', `${word} is there ${count} times`);
    }
    const rows = all(
      `SELECT state, outbox.native_id AS id, parts FROM outbox JOIN mention ON mention.id = mention_id
        WHERE mention.network = ? AND mention.native_id = ?`,
      network,
      nativeId,
    );
    const states = rows.map(({ state }) => state);
    if (rows.length !== (rows[0]?.parts ?? 1) || states.some((state) => state !== 'sent')) {
      find('replies lost', `${mark} in the outbox: ${states.join(', ')}`);
    }
    // Where a person has seen it, nobody has told its id.
    const unheardOf = rows.filter(({ id }) => id !== null && !written.some((one) => one.nativeId === id));
    if (unheardOf.length > 0) find('replies lost', `${mark} is not on the network as ${unheardOf[0]?.id}`);
  }
}

/** The words of a text that hold a message's mark. */
function marked(text: string, mark: string): string[] {
  const own = new RegExp(`^${mark}(n\\d+)?$`);
  return text.split(/[\s.]+/).filter((word) => own.test(word));
}

function isAnswered({ purpose }: Message): boolean {
  return purpose === 'bulk' || purpose === 'reply';
}

function checkTriage({ wishes, one, find }: Look): void {
  for (const message of wishes.messages) {
    if (message.purpose === 'note') {
      const notes = one('SELECT count(*) FROM customer_note WHERE text = ?', noteOn(message));
      if (notes !== 1) find('triage lost', `${message.mark} has ${notes} notes`);
    }
    if (message.purpose !== 'mark') continue;
    const marked = one(
      `SELECT count(*) FROM mention JOIN triage ON triage.mention_id = mention.id
        JOIN tag ON tag.mention_id = mention.id AND tag = 'regular'
        WHERE network = ? AND native_id = ? AND status = 'ignored' AND sentiment = 'positive' AND sentiment_fixed = 1`,
      message.network,
      message.nativeId,
    );
    if (marked !== 1) find('triage lost', `${message.mark} is not as it was marked`);
  }
}

function checkDigest(look: Look): void {
  const { desk, all, find } = look;
  const arrived = desk.mailbox.arrived();
  const counts = {
    paper: arrived.filter(({ channel }) => channel === 'digest').length,
    hook: idsOf(arrived.filter(({ channel, body }) => channel === 'hook' && !isAlarm(body))),
  };
  for (const [channel, count] of Object.entries(counts)) {
    const states = all("SELECT state FROM delivery WHERE what = 'digest' AND channel = ?", channel);
    if (count > 1) find('digests sent twice', `${count} over ${channel}`);
    // One whose arrival nobody could tell is the owner's to look for.
    const mayBeLost = states.length === 1 && states[0]?.state === 'unknown';
    if (count === 0 && !mayBeLost) find('digests lost', `none over ${channel}`);
  }
}

function checkAlarms({ desk, wishes, all, find }: Look, onTime: boolean): void {
  const arrived = desk.mailbox.arrived();
  for (const { mark, network, nativeId } of wishes.messages.filter(({ purpose }) => purpose === 'alarm')) {
    const raised = all(
      `SELECT batch FROM alert JOIN mention ON mention.id = mention_id
        WHERE network = ? AND native_id = ? AND alert.kind = 'word'`,
      network,
      nativeId,
    );
    if (raised.length > 1) find('alarms sent twice', `${mark} alarmed ${raised.length} times`);
    if (raised.length === 0 && onTime) find('alarms lost', `${mark} did not alarm`);
    // A word of its own: the ids of other messages are letters and digits, in which a mark may stand by chance.
    const told = arrived.filter(({ body }) => new RegExp(`\\b${mark}\\b`).test(body));
    const counts = {
      bell: told.filter(({ channel }) => channel === 'alerts').length,
      hook: idsOf(told.filter(({ channel, body }) => channel === 'hook' && isAlarm(body))),
    };
    for (const [channel, count] of Object.entries(counts)) {
      if (count > 1) find('alarms sent twice', `${mark}: ${count} over ${channel}`);
      const states = all(
        "SELECT state FROM delivery WHERE what = 'alerts' AND key = ? AND channel = ?",
        raised[0]?.batch ?? '',
        channel,
      );
      const mayBeLost = states.length === 1 && states[0]?.state === 'unknown';
      if (count === 0 && !mayBeLost && onTime) find('alarms lost', `${mark} over ${channel}`);
    }
  }
}

/** How many deliveries a webhook's receiver sees: a second one with the same mark is dropped. */
function idsOf(arrived: readonly { id: string | null }[]): number {
  return new Set(arrived.map(({ id }) => id)).size;
}

function isAlarm(body: string): boolean {
  const { document } = JSON.parse(body) as { document: object };
  return 'alerts' in document;
}
