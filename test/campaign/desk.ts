import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { startBlueskyFake } from '../fakes/bluesky/index.js';
import type { NetworkFake } from '../fakes/fake.js';
import { startMastodonFake } from '../fakes/mastodon/index.js';
import { startTelegramFake } from '../fakes/telegram/index.js';
import { startXFake } from '../fakes/x/index.js';
import { type Mailbox, startMailbox } from './mailbox.js';
import { type Place, type Resident, type RunEnd, type Started, startProgram } from './program.js';

/** The networks that can be answered on. */
export const NETWORKS = ['x', 'mastodon', 'bluesky', 'telegram'] as const;
export type NetworkId = (typeof NETWORKS)[number];

/** The word that alarms. */
export const ALARMING = 'poisoned';

/** Items of a page: so few that a handful of messages takes several. */
const PAGE = 2;
/** A user who owns nothing, for a folder that cannot be written to. */
const NOBODY = 65_534;

/** A desk in a folder of its own: an account on each network's fake, ways to the owner, and the built program. */
export interface CampaignDesk {
  dir: string;
  database: string;
  fakes: ReadonlyMap<NetworkId, NetworkFake>;
  mailbox: Mailbox;
  /** Rows of its database, read by ourselves; none where there is none yet. */
  rows<Row>(sql: string, ...parameters: unknown[]): Row[];
  /** A run in a process of its own, with what surrounds it. */
  start(args: readonly string[], env: Readonly<Record<string, string>>): Started;
  /** A run that nothing happens to. @param more.ahead how far its clock is ahead, ms */
  run(args: readonly string[], more?: { stdin?: string; ahead?: number }): Promise<RunEnd>;
  /** From now on (or no longer) nothing in its folder can be written. */
  lockFolder(locked: boolean): void;
  close(): Promise<void>;
}

/**
 * Opens a desk.
 *
 * @param root the checkout whose built program is tried
 * @param named whether the servers are addressed by a name that must be looked up
 */
export async function openCampaignDesk(
  root: string,
  resident: Resident,
  named: boolean,
): Promise<CampaignDesk> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'earshot-campaign-'));
  chmodSync(dir, 0o755);
  const mailbox = await startMailbox();
  const fakes = new Map<NetworkId, NetworkFake>([
    ['x', await startXFake({ pageSize: PAGE })],
    // Many runs of a few minutes: the limit of a day's use would only make them wait.
    ['mastodon', await startMastodonFake({ pageSize: PAGE, limit: 1_000_000 })],
    ['bluesky', await startBlueskyFake({ pageSize: PAGE })],
    ['telegram', await startTelegramFake({ pageSize: PAGE })],
  ]);
  writeSettings(dir, fakes, mailbox, named);
  const database = join(dir, 'earshot.db');
  const env = { PATH: process.env.PATH ?? '', HOME: dir, TZ: 'UTC', NO_COLOR: '1' };
  const place: Place = { cwd: dir, env };
  const isRoot = process.getuid?.() === 0;
  let locked = false;
  return {
    dir,
    database,
    fakes,
    mailbox,
    rows: (sql, ...parameters) => readRows(database, sql, parameters),
    start: (args, more) =>
      startProgram(root, args, { cwd: dir, env: { ...env, ...more } }, locked && isRoot ? NOBODY : undefined),
    run: (args, more) => resident.run(args, place, more),
    lockFolder(wanted) {
      locked = wanted;
      for (const name of readdirSync(dir)) {
        const path = join(dir, name);
        const isSecret = name === 'credentials.json';
        // The secrets must be the reader's own.
        if (isRoot && isSecret) chownSync(path, wanted ? NOBODY : 0, wanted ? NOBODY : 0);
        chmodSync(path, isSecret ? (wanted ? 0o400 : 0o600) : wanted ? 0o444 : 0o644);
      }
      chmodSync(dir, wanted ? 0o555 : 0o755);
    },
    async close() {
      await mailbox.stop();
      for (const fake of fakes.values()) await fake.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function writeSettings(
  dir: string,
  fakes: ReadonlyMap<NetworkId, NetworkFake>,
  mailbox: Mailbox,
  named: boolean,
): void {
  // A Mastodon server's name is part of its messages' ids.
  const addressed = (url: unknown, id?: NetworkId) =>
    named && id !== 'mastodon' && typeof url === 'string' ? url.replace('127.0.0.1', 'localhost') : url;
  const accounts = [...fakes].map(([id, { account }]) => {
    const given = Object.entries(account).filter(([, value]) => value !== null && value !== undefined);
    return {
      id,
      network: id,
      ...Object.fromEntries(given.map(([key, value]) => [key, addressed(value, id)])),
    };
  });
  const server = addressed(mailbox.url);
  const config = {
    business: { name: 'Café Nar', timeZone: 'UTC' },
    accounts,
    poll: { timeout: '2s', maxWait: '2s' },
    alerts: { words: [ALARMING] },
    delivery: {
      channels: [
        { id: 'bell', kind: 'ntfy', server, topic: 'alerts', carries: ['alerts'] },
        { id: 'paper', kind: 'ntfy', server, topic: 'digest', carries: ['digest'] },
        { id: 'hook', kind: 'webhook' },
      ],
    },
  };
  const secrets = {
    ...Object.fromEntries([...fakes].map(([id, fake]) => [id, fake.secrets])),
    hook: { url: `${server}/hook`, secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}` },
  };
  writeFileSync(join(dir, 'earshot.config.json'), JSON.stringify(config));
  writeFileSync(join(dir, 'credentials.json'), JSON.stringify(secrets), { mode: 0o600 });
}

function readRows<Row>(database: string, sql: string, parameters: unknown[]): Row[] {
  if (!existsSync(database)) return [];
  const db = new Sqlite(database, { readonly: true, timeout: 5_000 });
  try {
    const isThere = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'outbox'").pluck().get();
    return isThere === 0 ? [] : (db.prepare(sql).all(...parameters) as Row[]);
  } finally {
    db.close();
  }
}
