import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { NetworkFake } from '../fakes/fake.js';
import { FAKES } from '../fakes/index.js';
import { startMastodonFake } from '../fakes/mastodon/index.js';

/** The networks that can be answered on. */
export const NETWORKS = ['x', 'mastodon', 'bluesky', 'telegram'] as const;
export type NetworkId = (typeof NETWORKS)[number];

/** How a run of the program ended. */
export interface RunEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A desk with an account on every network's fake, and the built program to work it with. */
export interface CampaignDesk {
  dir: string;
  fakes: ReadonlyMap<NetworkId, NetworkFake>;
  /** Its database, for looking and for letting time pass. */
  db: Sqlite.Database;
  start(args: readonly string[], stdin?: string): { child: ChildProcess; ended: Promise<RunEnd> };
  run(args: readonly string[], stdin?: string): Promise<RunEnd>;
  close(): Promise<void>;
}

/** @param root the checkout whose built program is tried */
export async function openCampaignDesk(root: string): Promise<CampaignDesk> {
  const dir = mkdtempSync(join(realpathSync(tmpdir()), 'earshot-campaign-'));
  const fakes = new Map<NetworkId, NetworkFake>();
  for (const id of NETWORKS) {
    const start = FAKES[id];
    if (!start) throw new Error(`${id} has no fake`);
    // Many runs of a few minutes: the limit of a day's use would only make them wait.
    fakes.set(id, await (id === 'mastodon' ? startMastodonFake({ limit: 1_000_000 }) : start({})));
  }
  const accounts = [...fakes].map(([id, { account }]) => {
    const given = Object.entries(account).filter(([, value]) => value !== null && value !== undefined);
    return { id, network: id, ...Object.fromEntries(given) };
  });
  const config = {
    business: { name: 'Café Nar', timeZone: 'UTC' },
    accounts,
    poll: { timeout: '1s', maxWait: '2s' },
  };
  const secrets = Object.fromEntries([...fakes].map(([id, fake]) => [id, fake.secrets]));
  writeFileSync(join(dir, 'earshot.config.json'), JSON.stringify(config));
  writeFileSync(join(dir, 'credentials.json'), JSON.stringify(secrets), { mode: 0o600 });

  const start: CampaignDesk['start'] = (args, stdin) => {
    const child = spawn(process.execPath, [join(root, 'bin/earshot.js'), ...args], {
      cwd: dir,
      env: { PATH: process.env.PATH, HOME: dir, TZ: 'UTC', NO_COLOR: '1' },
      stdio: [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end(stdin);
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout?.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    const ended = new Promise<RunEnd>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) =>
        resolve({ code, signal, stdout: stdout.join(''), stderr: stderr.join('') }),
      );
    });
    return { child, ended };
  };
  const run: CampaignDesk['run'] = (args, stdin) => start(args, stdin).ended;

  const polled = await run(['poll', '--quiet']);
  if (polled.code !== 0) throw new Error(`the first poll failed: ${polled.stderr}`);
  const db = new Sqlite(join(dir, 'earshot.db'));
  db.pragma('busy_timeout = 5000');
  return {
    dir,
    fakes,
    db,
    start,
    run,
    async close() {
      db.close();
      for (const fake of fakes.values()) await fake.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
