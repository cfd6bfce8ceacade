import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Fault } from '../fakes/fake.js';
import { type Random, randomFrom } from '../helpers/random.js';
import type { CampaignDesk } from './desk.js';
import { losePower } from './disk.js';
import { addFields, changeType, cutOff, dropField, repeat, shuffle } from './mangle.js';

/** What a kind of fault works on. */
export interface Scene {
  root: string;
  desk: CampaignDesk;
  random: Random;
  /** The library between the program and its disk; null where it cannot be built. */
  disk: string | null;
  /** Writes down what was done, for whoever looks into a failure. */
  note(what: string): void;
}

/** One kind of fault: a row of the campaign's table. */
export interface FaultKind {
  name: string;
  /** Does it to the networks and to the ways to the owner, or prepares the folder, before a run. */
  arm?(scene: Scene): void;
  /** What surrounds the process. */
  env?(scene: Scene): Record<string, string>;
  /** After the run, whatever became of it. */
  after?(scene: Scene): void;
  /** How often a run is killed as well, of a hundred. */
  kills: number;
  /** Every run needs a process of its own, killed or not. */
  process?: true;
  /** Servers are addressed by name. */
  named?: true;
  /** Needs the library between the program and its disk. */
  disk?: true;
  /** Runs of the program at once, at most. */
  crowd?: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** For as long as the run lasts. */
const ALWAYS = 1_000_000;

export const KINDS: readonly FaultKind[] = [
  { name: 'SIGKILL', kills: 100 },
  {
    name: 'power loss',
    kills: 100,
    disk: true,
    env: ({ desk, disk }) => ({
      LD_PRELOAD: disk ?? '',
      CAMPAIGN_DISK_DIR: desk.dir,
      CAMPAIGN_DISK_LOG: logOf(desk),
    }),
    after({ desk, random, note }) {
      const { unsynced, lost } = losePower(desk.database, logOf(desk), random);
      note(`power lost: ${unsynced} writes unsynced, ${lost} of them lost or torn`);
    },
  },
  {
    name: 'disk full',
    process: true,
    kills: 20,
    disk: true,
    env({ desk, disk, random, note }) {
      const left = random.pick([0, 1_000, 20_000, 60_000, 200_000]) + random.below(20_000);
      note(`${left} bytes left on the disk`);
      return { LD_PRELOAD: disk ?? '', CAMPAIGN_DISK_DIR: desk.dir, CAMPAIGN_DISK_LEFT: String(left) };
    },
  },
  {
    name: 'read-only folder',
    process: true,
    kills: 0,
    arm: ({ desk }) => desk.lockFolder(true),
    after: ({ desk }) => desk.lockFolder(false),
  },
  {
    name: 'clock jump',
    process: true,
    kills: 30,
    env({ root, random, note }) {
      const far = random.pick([90_000, HOUR, 5 * HOUR, DAY, 40 * DAY, 1_000 * DAY]);
      const jump = `${random.below(2) === 0 ? far : -far}@${random.pick([0, 0, 200, 400, 700])}`;
      note(`clock off by ${jump}`);
      return { ...preload(root), CAMPAIGN_CLOCK: jump };
    },
  },
  {
    name: 'DNS failure',
    process: true,
    kills: 20,
    named: true,
    env({ root, random, note }) {
      const percent = random.pick([100, 60, 30]);
      note(`${percent} % of look-ups fail`);
      return { ...preload(root), CAMPAIGN_DNS: String(percent) };
    },
  },
  {
    name: 'connection reset',
    kills: 30,
    arm: (scene) => strike(scene, (random) => random.pick(['reset-before', 'reset-after', 'truncate'])),
  },
  {
    name: 'slow server',
    kills: 30,
    arm: (scene) =>
      strike(scene, (random) =>
        random.pick(['silence-before', 'silence-after', { delayMs: 100 + random.below(700) }]),
      ),
  },
  {
    name: '429, short wait',
    kills: 30,
    arm: (scene) =>
      strike(scene, (random) => {
        const wait = 200 + random.below(1_200);
        return {
          // From the moment it is said.
          get retryAt() {
            return Date.now() + wait;
          },
        };
      }),
  },
  {
    name: '429 storm',
    kills: 30,
    arm: (scene) => strike(scene, () => ({ retryAt: Date.now() + HOUR }), 6),
  },
  {
    name: '5xx storm',
    kills: 30,
    arm: (scene) => strike(scene, (random) => ({ status: random.pick([500, 502, 503]) }), 8),
  },
  { name: 'token expiry', kills: 0, arm: expireTokens },
  {
    name: 'broken JSON',
    kills: 20,
    arm: (scene) =>
      strike(scene, (random) => {
        const own = randomFrom(random.below(1e9));
        return random.pick([
          'nonsense',
          { rewrite: (body: string) => cutOff(body, own) },
          { rewrite: (body: string) => changeType(body, own) },
        ]);
      }),
  },
  {
    name: 'unknown fields',
    kills: 30,
    arm: (scene) => everywhere(scene, () => ({ rewrite: addFields })),
  },
  {
    name: 'missing fields',
    kills: 20,
    arm: (scene) =>
      strike(scene, (random) => {
        const own = randomFrom(random.below(1e9));
        return { rewrite: (body) => dropField(body, own) };
      }),
  },
  {
    name: 'out of order',
    kills: 50,
    arm: (scene) =>
      everywhere(scene, (random) => {
        const own = randomFrom(random.below(1e9));
        return { rewrite: (body) => shuffle(body, own) };
      }),
  },
  {
    name: 'duplicates',
    kills: 50,
    arm: (scene) => {
      everywhere(scene, (random) => {
        const own = randomFrom(random.below(1e9));
        return { rewrite: (body) => repeat(body, own) };
      });
      // A write that is done and whose answer is lost: whoever sends it again is told that it is there.
      for (const fake of scene.desk.fakes.values()) fake.fail({ on: 'write', action: 'reset-after' });
    },
  },
  { name: 'two to eight processes', kills: 20, process: true, crowd: 8 },
];

function logOf({ dir }: CampaignDesk): string {
  return join(dir, 'unsynced.log');
}

function preload(root: string): Record<string, string> {
  return { NODE_OPTIONS: `--import=${pathToFileURL(join(root, 'test/campaign/preload.mjs')).href}` };
}

/** Faults on some requests of some networks, and sometimes on the ways to the owner. */
function strike({ desk, random, note }: Scene, action: (random: Random) => Fault['action'], storm = 3): void {
  for (const [name, place] of [...desk.fakes, ['owner', desk.mailbox] as const]) {
    for (let left = random.below(3); left > 0; left -= 1) {
      const on = name === 'owner' || random.below(3) === 0 ? 'write' : 'read';
      const fault = {
        on,
        action: action(random),
        after: random.below(4),
        times: 1 + random.below(storm),
      } as const;
      place.fail(fault);
      note(`${name} ${on} ${JSON.stringify(fault.action)} after ${fault.after}, ${fault.times} times`);
    }
  }
}

/** The same for every page that is read. */
function everywhere({ desk, random }: Scene, action: (random: Random) => Fault['action']): void {
  for (const fake of desk.fakes.values()) fake.fail({ on: 'read', action: action(random), times: ALWAYS });
}

/** Access tokens end in the middle of a run; those that do not end by time are refused once. */
function expireTokens({ desk, random, note }: Scene): void {
  for (const [name, fake] of desk.fakes) {
    const on = random.below(3) === 0 ? 'write' : 'read';
    const after = random.below(5);
    note(`${name}: token ends at ${on} ${after}`);
    const expire = (body: string) => {
      fake.expireToken?.();
      return body;
    };
    fake.fail({ on, after, action: fake.expireToken ? { rewrite: expire } : { status: 401 } });
  }
}
