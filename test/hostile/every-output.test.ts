import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVIL, everyCommand, FILE, type Form, ID, LINES, type Line } from './commands.js';
import { TEXTS } from './corpus.js';
import { markupFaults } from './markup.js';
import { type Hand, type PlantedDesk, plantDesk, type Spoken } from './planted.js';
import { terminalFaults } from './terminal.js';

const COLUMNS = [60, 80, 200];
/** What a pipe may hold besides text: tabs between cells; CSV ends its lines with CR LF, and its cells keep theirs. */
const IN_A_PIPE = [/^\t/];
const IN_CSV = [/^\r\n/];
/** Pages keep the direction of each foreign text to itself. */
const ISOLATED = [/^\u2068[^\u2066-\u2069\n]*\u2069/];

const BESIDES: Readonly<Partial<Record<Form, readonly RegExp[]>>> = {
  csv: IN_CSV,
  html: ISOLATED,
  md: ISOLATED,
};

let desk: PlantedDesk;
beforeAll(async () => {
  desk = await plantDesk();
  await desk.run(['poll']);
  const [first = 0, second = 0, third = 0] = desk.ids;
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = TEXTS.map((text, index) => [desk.ids[index] ?? first, text] as const);
  writeFileSync(
    join(desk.dir, 'file.csv'),
    `mention,text,${quoted(TEXTS[1] ?? '')}\n${rows.map(([id, text]) => `${id},${quoted(text)},x\n`).join('')}${quoted(TEXTS[0] ?? '')},x,y\n`,
  );
  writeFileSync(
    join(desk.dir, 'file.jsonl'),
    rows.map(([id, text]) => `${JSON.stringify({ mention: id, text, [text]: text })}\n`).join(''),
  );
  writeFileSync(join(desk.dir, 'file.tsv'), TEXTS.map((text) => `en\tpositive\t${text}\n${text}\n`).join(''));
  writeFileSync(
    join(desk.dir, 'small.csv'),
    `mention,text\n${second},"Thank you \u001b]0;x\u0007"\n${third},\u202eThanks\n`,
  );
  await desk.run(['bulk', 'plan', 'small.csv', '--out', 'sent.plan.json']);
});
afterAll(() => desk.close());

describe('a stranger’s text', () => {
  it('is put through every command there is', () => {
    expect(Object.keys(LINES).sort()).toEqual(everyCommand().sort());
  });

  it.each(Object.keys(LINES))('does nothing but stand there: %s', async (name) => {
    for (const [index, line] of (LINES[name] ?? []).entries()) {
      for (const round of Array.from({ length: 3 }, (_, at) => at)) {
        const text = TEXTS[(index * 31 + round * 53 + name.length) % TEXTS.length] ?? '';
        const id = desk.ids[(index * 7 + round * 29) % desk.ids.length] ?? 0;
        const filled = fill(line, text, id);
        if (round > 0 && filled.args.join() === line.args.join() && filled.stdin === line.stdin) break;
        for (const [args, form, hand] of handsOf(filled, round)) {
          const spoken = await desk.run(args, hand);
          expect({ args, hand, faults: faultsOf(spoken, form, hand.terminal ?? false) }).toEqual({
            args,
            hand,
            faults: [],
          });
        }
      }
    }
  });

  it('is in no report that is meant for others', async () => {
    const { code, stdout, stderr } = await desk.run(['doctor', '--report']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const report = JSON.parse(stdout);
    expect(report.database.rows.mention).toBeGreaterThan(TEXTS.length);
    for (const name of ['cafenar', 'guest1', 'Nar', 'evil.example', desk.dir, 'owned', 'scrip', 'token-of']) {
      expect(stdout).not.toContain(name);
    }
    // Nothing but words of ours: every text in it is a word, a version or a time.
    const words = stdout.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
    expect(words.filter((word) => !/^"[\w.():#+-]*(?: \d+)?"$/.test(word))).toEqual([]);
  });

  it('does nothing but stand there, whatever it is and whatever it is given to', async () => {
    const lines = Object.values(LINES)
      .flat()
      .filter(({ args, stdin }) => `${args.join()}${stdin}`.includes(EVIL));
    const text = fc.oneof(
      fc
        .array(fc.constantFrom(...TEXTS.filter((one) => one.length < 200)), { minLength: 1, maxLength: 3 })
        .map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 60 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...lines),
        text,
        fc.nat(2),
        fc.nat(),
        async (line, evil, which, at) => {
          const id = desk.ids[at % desk.ids.length] ?? 0;
          const hands = handsOf(fill(line, evil, id), at % 3);
          const [args, form, hand] = hands[which % hands.length] ?? hands[0]!;
          expect(faultsOf(await desk.run(args, hand), form, hand.terminal ?? false), args.join(' ')).toEqual(
            [],
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** A line with a text, a mention and the files in their places. */
function fill(line: Line, text: string, id: number): Line {
  const put = (word: string) =>
    word
      .replaceAll(EVIL, () => text)
      .replaceAll(ID, String(id))
      .replaceAll(FILE, 'file');
  return {
    ...line,
    args: line.args.map(put),
    ...(line.stdin === undefined ? {} : { stdin: line.stdin.replaceAll(EVIL, () => text) }),
  };
}

/** The ways to run a line: what it prints is read by its form. */
function handsOf(
  { args, form = 'text', stdin = '', interrupted = false }: Line,
  round: number,
): [readonly string[], Form, Partial<Hand>][] {
  const own = { stdin, interrupted };
  const columns = COLUMNS[round % COLUMNS.length] ?? 80;
  if (form !== 'text') return [[args, form, own]];
  const json = ['--json', ...args];
  return [
    [args, 'text', { ...own, terminal: true, columns }],
    [args, 'text', own],
    [json, 'json', own],
  ];
}

function faultsOf({ code, stdout, stderr }: Spoken, form: Form, terminal: boolean): string[] {
  const faults = terminalFaults(stderr, terminal ? [] : IN_A_PIPE).map((fault) => `stderr: ${fault}`);
  if (![0, 1, 2, 3, 4, 5, 6, 130].includes(code)) faults.push(`exit code ${code}`);
  if (/\n\s+at .*[:(]|inside earshot|\[object |undefined/.test(stderr)) faults.push(stderr);
  faults.push(...terminalFaults(stdout, terminal ? [] : [...IN_A_PIPE, ...(BESIDES[form] ?? [])]));
  if (stdout !== '') faults.push(...faultsIn(stdout, form));
  return faults;
}

function faultsIn(stdout: string, form: Form): string[] {
  if (form === 'json') return jsonFaults([stdout]);
  if (form === 'jsonl') return jsonFaults(stdout.trimEnd().split('\n'));
  if (form === 'csv') return csvFaults(stdout);
  if (form === 'html') return markupFaults(stdout);
  return [];
}

function jsonFaults(documents: readonly string[]): string[] {
  return documents.flatMap((document) => {
    try {
      JSON.parse(document);
      return [];
    } catch (error) {
      return [`${String(error)}: ${document.slice(0, 200)}`];
    }
  });
}

/** Every record has a cell for each column, and no cell of text begins as a formula does. */
function csvFaults(text: string): string[] {
  const [header = [], ...records] = parse(text, {
    relax_column_count: true,
    record_delimiter: '\r\n',
  }) as string[][];
  return records.flatMap((cells) => [
    ...(cells.length === header.length ? [] : [`${cells.length} cells: ${cells.join('|').slice(0, 100)}`]),
    ...cells
      .filter(
        (cell) =>
          /^[\s\p{Cf}\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u.test(cell) &&
          !/^-?\d+(?:\.\d+)?$/.test(cell),
      )
      .filter((cell) => !/^[\p{Cf}]*[%|]/u.test(cell))
      .map((cell) => `formula: ${JSON.stringify(cell.slice(0, 60))}`),
  ]);
}
