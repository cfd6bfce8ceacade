import { readFileSync, writeFileSync } from 'node:fs';
import { resolveScenario } from '../src/sandbox/index.js';
import { makeDesk } from '../test/helpers/desk.js';
import { HAS_SCRIPT, startScreen } from '../test/helpers/screen.js';
import { machine, percentile, printTable, round } from './figures.js';
import { numberOption } from './folder.js';

const MENTIONS = 50;

/** Milliseconds from a key being pressed to the screen showing what it does, by key. */
type Taken = Record<'template' | 'choose' | 'send', number[]>;

/**
 * `npm run bench:inbox [-- --count N]`: clears mentions with a saved reply, through a pseudo-terminal and the built
 * program, and measures what it adds to each key. The answers stay on hold: no network is waited for.
 */
export async function main(args: readonly string[]): Promise<unknown> {
  if (!HAS_SCRIPT) throw new Error('This needs the command `script` of util-linux.');
  const count = numberOption(args, 'count', MENTIONS);
  const now = Date.now();
  const posts = Array.from({ length: count + 1 }, (_, index) => ({
    by: `guest${index}`,
    at: `-${index + 1}m`,
    text: `@cafenar when do you open on Friday, and is table ${index} free?`,
  }));
  const people = posts.map(({ by }, index) => ({ handle: by, followers: index }));
  const scene = resolveScenario(
    {
      business: 'Café Nar',
      handle: 'cafenar',
      name: 'Café Nar',
      people: [{ handle: 'cafenar' }, ...people],
      posts,
    },
    now,
  );
  const desk = await makeDesk(scene);
  try {
    const words = 'Dear {{ customer.handle }}, we open at eight, and table {{ mention.id }} is yours.';
    for (const command of [['poll'], ['template', 'add', 'hours', words]]) {
      const { code, stderr } = await desk.run(command);
      if (code !== 0) throw new Error(`earshot ${command.join(' ')}: ${stderr}`);
    }
    const config = JSON.parse(readFileSync(desk.config, 'utf8'));
    writeFileSync(desk.config, JSON.stringify({ ...config, reply: { hold: '1h' } }));
    const taken: Taken = { template: [], choose: [], send: [] };
    const screen = startScreen(['inbox'], { cwd: desk.dir, columns: 100, rows: 70 });
    const press = async (key: keyof Taken, keys: string, shows: (text: string) => boolean) => {
      const from = performance.now();
      screen.press(keys);
      await screen.until(shows, key);
      taken[key].push(performance.now() - from);
    };
    await screen.until((text) => text.includes('why: '), 'the first card');
    const shown = () => /#(\d+)\s*$/m.exec(screen.text())?.[1];
    for (let cleared = 0; cleared < count; cleared += 1) {
      const id = shown();
      await press('template', 't', (text) => text.includes('Saved replies'));
      await press('choose', '1', (text) => text.includes('Your answer to') && /\d+\/280/.test(text));
      await press(
        'send',
        '\r',
        (text) => text.includes('why: ') && shown() !== id && text.includes('a answer'),
      );
    }
    screen.press('q');
    await screen.until((text) => text.includes('not left yet'), 'the question what becomes of them');
    screen.press('x');
    await screen.ended;
    return report(taken, count);
  } finally {
    await desk.close();
  }
}

function report(taken: Taken, count: number): unknown {
  const all = Object.values(taken).flat();
  const figures = Object.fromEntries(
    [...Object.entries(taken), ['every key', all] as const].map(([key, times]) => [
      key,
      {
        n: times.length,
        p50: round(percentile(times, 0.5), 1),
        p95: round(percentile(times, 0.95), 1),
        worst: round(Math.max(...times), 1),
      },
    ]),
  );
  printTable([
    ['ms a key adds', 'n', 'p50', 'p95', 'worst'],
    ...Object.entries(figures).map(([key, { n, p50, p95, worst }]) => [key, n, p50, p95, worst]),
  ]);
  return { machine: machine(), mentions: count, ms: figures };
}
