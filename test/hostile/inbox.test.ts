import { expect, it } from 'vitest';
import { openDesk } from '../helpers/desk.js';
import { HAS_SCRIPT, startScreen } from '../helpers/screen.js';
import { CORPUS } from './corpus.js';
import { terminalFaults } from './terminal.js';

/** One drawing of the screen, as src/output/screen.ts makes it: nothing but these moves the cursor. */
const FRAME =
  /\u001b\[\?2026h\u001b\[\?25l\u001b\[H([\s\S]*?)\u001b\[J(?:\u001b\[\d+;\d+H\u001b\[\?25h)?\u001b\[\?2026l/g;
const ENTER_AND_LEAVE = [/^\u001b\[\?(?:1049|2004)[hl]/, /^\u001b\[\?25[hl]/];
/** Every line of a drawing ends its own. */
const WITHIN = [/^\u001b\[K(?:\r\n|$)/];

it.skipIf(!HAS_SCRIPT)(
  'shows hostile mentions on the whole screen, and draws nothing but its own frames',
  async () => {
    const texts = [
      ...(CORPUS['drives the terminal'] ?? []),
      ...(CORPUS['titles, links and clipboard'] ?? []),
      ...(CORPUS['turns the direction'] ?? []),
      ...(CORPUS['is broken'] ?? []),
    ];
    const desk = await openDesk({
      people: texts.map((name, index) => ({ handle: `guest${index}`, name })),
      posts: texts.map((text, index) => ({
        by: `guest${index}`,
        text: `@cafenar terrible, I want my money back! ${text}`,
        createdAt: Date.now() - (index + 1) * 60_000,
      })),
    });
    expect((await desk.run(['poll'])).code).toBe(0);
    for (const [index, text] of texts.entries()) {
      if (index % 5 === 0 && !text.includes('\u0000'))
        await desk.run(['customer', 'note', `@guest${index}`, '--', text]);
    }
    const screen = startScreen(['inbox'], {
      cwd: desk.dir,
      columns: 80,
      rows: 24,
      env: { FORCE_COLOR: '1' },
    });
    await screen.until((text) => /\d+ waiting/.test(text) && text.includes('why:'), 'the first card');
    const shown = () => Number(/#(\d+)\s*$/m.exec(screen.text())?.[1] ?? 0);
    const waiting = Number(/(\d+) waiting/.exec(screen.text())?.[1]);
    expect(waiting).toBeGreaterThan(texts.length / 2);
    for (let seen = 1; seen < waiting; seen++) {
      const before = shown();
      screen.press('j');
      await screen.until(() => ![0, before].includes(shown()), 'the next card');
    }
    for (const [key, wanted] of [
      ['?', 'take back what you did last'],
      ['a', 'Your answer'],
    ] as const) {
      screen.press(key);
      await screen.until((text) => text.includes(wanted), wanted);
      screen.press('\u001b');
      await screen.until((text) => !text.includes(wanted), `${wanted} to go`);
    }
    screen.press('q');
    const ended = await screen.ended;
    // The terminal's own line discipline puts a carriage return before every line feed.
    const stdout = ended.stdout.replaceAll('\r\r\n', '\r\n');
    expect(ended.code).toBe(0);
    const frames = [...stdout.matchAll(FRAME)].map(([, body = '']) => body);
    expect(frames.length).toBeGreaterThan(waiting);
    for (const body of frames) expect(terminalFaults(body, WITHIN)).toEqual([]);
    expect(terminalFaults(stdout.replace(FRAME, ''), [...ENTER_AND_LEAVE, /^\r\n/])).toEqual([]);
    expect(frames.some((body) => body.includes('␛[2J'))).toBe(true);
  },
);
