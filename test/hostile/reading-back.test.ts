import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { splitList } from '../../src/cli/command-spec.js';
import { CORPUS, TEXTS } from './corpus.js';
import { markupFaults } from './markup.js';
import { type PlantedDesk, plantDesk } from './planted.js';
import { terminalFaults } from './terminal.js';

interface Listed {
  id: number;
  text: string;
  author: { handle: string; name: string | null };
  tags: string[];
  watches: string[];
}

/** What may be taken for more than a name or a word. */
const ASKED = ['is a query', 'is a template', 'is a path', 'is broken', 'looks like another'].flatMap(
  (kind) => CORPUS[kind] ?? [],
);

let desk: PlantedDesk;
let all: Listed[];
beforeAll(async () => {
  desk = await plantDesk();
  await desk.run(['poll']);
  all = await listed();
});
afterAll(() => desk.close());

async function listed(...filter: string[]): Promise<Listed[]> {
  const { code, stdout, stderr } = await desk.run(['list', '--limit', '0', '--json', ...filter]);
  expect({ filter, code, stderr }).toEqual({ filter, code: 0, stderr: '' });
  return (JSON.parse(stdout) as { mentions: Listed[] }).mentions;
}

/** The parts of a list as the command line reads it; null where it refuses it. */
function partsOf(text: string): string[] | null {
  try {
    return splitList(text);
  } catch {
    return null;
  }
}

/** What is left of a text when only its letters and digits count. */
const letters = (text: string) =>
  (text.match(/(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/gu) ?? []).join('');

describe('what strangers wrote comes back', () => {
  it('whole and exact to a program', () => {
    const texts = new Set(all.map(({ text }) => text));
    expect(TEXTS.filter((text) => !texts.has(text.toWellFormed()))).toEqual([]);
    // A lone surrogate cannot be stored as UTF-8: it came by a poll.
    expect(texts).toContain('@cafenar half \ufffd of a pair');
  });

  it('as one record of a spreadsheet each, the same letters, and nothing that is computed', async () => {
    for (const args of [['list', '--limit', '0', '--csv'], ['export']]) {
      const { stdout } = await desk.run(args);
      const records = parse(stdout, { columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];
      expect(records).toHaveLength(all.length);
      for (const record of records) {
        const mention = all.find(({ id }) => String(id) === record.id);
        expect(letters(record.text ?? '')).toBe(letters(mention?.text ?? 'not there'));
        expect(letters(record.handle ?? '')).toBe(letters(mention?.author.handle ?? 'not there'));
        for (const name of ['text', 'handle', 'name', 'tags', 'watches', 'url']) {
          expect(record[name]).not.toMatch(/^[\s\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u);
        }
      }
    }
  });

  it('for nobody but who was asked for: a text is never a query', async () => {
    const words = (text: string) =>
      text
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .match(/[a-z0-9]{3,}/g) ?? [];
    for (const text of ASKED) {
      const wanted = text.toWellFormed();
      const key = wanted.replace(/^@/, '').toLowerCase();
      const byAuthor = await listed(`--author=${text}`);
      expect(byAuthor.filter(({ author }) => author.handle.toLowerCase() !== key)).toEqual([]);
      for (const { text: found } of await listed(`--search=${text}`)) {
        const inIt = words(found).join(' ');
        for (const word of words(wanted)) expect(inIt, `${text} found ${found.slice(0, 80)}`).toContain(word);
      }
      const names = partsOf(wanted);
      for (const [option, of] of [
        ['--tag', ({ tags }: Listed) => tags],
        ['--watch', ({ watches }: Listed) => watches],
      ] as const) {
        if (names === null) {
          // A list whose quote is not closed is no list: it is refused, and nothing is guessed.
          const { code, stdout } = await desk.run(['list', '--json', `${option}=${text}`]);
          expect({ text, code, stdout }).toEqual({ text, code: 2, stdout: '' });
          continue;
        }
        const found = await listed(`${option}=${text}`);
        expect(found.filter((mention) => !of(mention).some((name) => names.includes(name)))).toEqual([]);
      }
    }
    expect(await listed()).toHaveLength(all.length);
  });

  it('is found by its author’s own name, whatever it is', async () => {
    const handles = TEXTS.filter((text) => !text.startsWith('@') && text.length < 300).map((text) =>
      text.toWellFormed(),
    );
    const missing: string[] = [];
    for (const handle of handles.filter((_, index) => index % 4 === 0)) {
      const found = await listed(`--author=${handle}`);
      if (!found.some(({ author }) => author.handle === handle)) missing.push(handle);
    }
    expect(missing).toEqual([]);
  });

  it('and fills a template as the text it is', async () => {
    await desk.run(['template', 'add', '--', 'greet', 'You wrote: {{ mention.text }}']);
    const mention = all.find(({ text }) => text === '{{ 7 | times: 7 }}');
    const { code, stdout, stderr } = await desk.run([
      'template',
      'preview',
      'greet',
      '--mention',
      String(mention?.id),
      '--json',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('{{ 7 | times: 7 }}');
    expect(stdout).not.toContain('49');
  });
});

describe('what is delivered to the owner', () => {
  it('carries strangers’ texts as texts: mail, chats, webhooks', async () => {
    const { delivered } = desk;
    const sent = await desk.run(['digest', '--send', '--since', '2d']);
    expect(sent.code, sent.stderr).toBe(0);
    expect(delivered.letters.length).toBeGreaterThanOrEqual(2);
    for (const letter of delivered.letters) expect(letterFaults(letter)).toEqual([]);

    const bodies = (kind: string) =>
      delivered.posts.filter(({ path }) => path === kind).map(({ body }) => JSON.parse(body));
    for (const kind of ['/slack', '/discord?wait=true', '/teams', '/webhook', '/']) {
      expect(bodies(kind).length, kind).toBeGreaterThanOrEqual(2);
    }
    for (const { text } of bodies('/slack')) {
      expect(text).not.toMatch(/<[!@#]|<http|<javascript/);
      expect(text.match(/```/g)).toHaveLength(2);
    }
    for (const body of bodies('/discord?wait=true')) {
      expect(body.allowed_mentions).toEqual({ parse: [] });
      expect(body.embeds[0].description.match(/```/g)).toHaveLength(2);
    }
    for (const { message, title } of bodies('/')) {
      expect(terminalFaults(message)).toEqual([]);
      expect(terminalFaults(title)).toEqual([]);
    }
  });
});

const HEADERS = new Set(
  'from to subject date message-id auto-submitted mime-version content-type content-transfer-encoding x-priority x-msmail-priority importance'.split(
    ' ',
  ),
);

/** What a letter holds that earshot did not put there: headers, elements of a page, signs for a terminal. */
function letterFaults(letter: string): string[] {
  const [head = '', ...rest] = letter.split('\r\n\r\n');
  const names = head.split(/\r\n(?![ \t])/).map((line) => line.split(':')[0]?.toLowerCase() ?? '');
  const faults = names.filter((name) => !HEADERS.has(name)).map((name) => `header ${name}`);
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1];
  const parts = boundary === undefined ? [letter] : rest.join('\r\n\r\n').split(`--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const at = part.indexOf('\r\n\r\n');
    const encoding = /content-transfer-encoding: (\S+)/i.exec(part.slice(0, at))?.[1] ?? '7bit';
    const body = decoded(part.slice(at + 4), encoding).replaceAll('\r\n', '\n');
    if (/content-type: text\/html/i.test(part.slice(0, at))) faults.push(...markupFaults(body));
    else faults.push(...terminalFaults(body));
  }
  return faults;
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
