import { expect, it } from 'vitest';
import { openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

interface Shown {
  customer: {
    authors: { handle: string }[];
    history: { mentions: number };
    notes: { id: number; kind: string; text: string }[];
    recent: { text: string }[];
  };
}

it('knows one person by several names, and what was written down about them', async () => {
  const now = Date.now();
  const desk = await openDesk({
    posts: [
      { by: 'mina_k', text: '@cafenar do you open at eight?', createdAt: now - 3_600_000 },
      { by: 'mina_work', text: '@cafenar my order is late!', createdAt: now - 1_800_000 },
    ],
  });
  expect((await desk.run(['poll'])).code).toBe(0);
  const shown = async (...args: string[]) =>
    jsonOf<Shown>(await desk.run(['customer', ...args, '--json'])).customer;

  expect(await shown('show', '@Mina_K')).toMatchObject({ history: { mentions: 1 }, notes: [] });
  await shown('note', 'mina_work', 'pays', 'by', 'card');
  await shown('note', 'x:mina_work', '--contact', 'mina@example.org');
  const merged = await shown('merge', 'x:mina_k', 'mina_work');
  expect(merged.authors.map(({ handle }) => handle)).toEqual(['mina_k', 'mina_work']);
  expect(merged).toMatchObject({
    history: { mentions: 2 },
    notes: [
      { kind: 'note', text: 'pays by card' },
      { kind: 'contact', text: 'mina@example.org' },
    ],
    recent: [{ text: '@cafenar my order is late!' }, { text: '@cafenar do you open at eight?' }],
  });

  // Whoever answers sees it with every message of hers.
  const card = await desk.run(['show', '1']);
  expect(card.stdout).toContain('also @mina_work');
  expect(card.stdout).toContain('note: pays by card');
  expect((await shown('show', '#1')).notes).toHaveLength(2);
  expect((await shown('note', '#1', '--remove', String(merged.notes[0]?.id))).notes).toHaveLength(1);

  expect((await desk.run(['undo'])).stdout).toContain('x:mina_k');
  expect((await shown('show', 'mina_k')).history.mentions).toBe(1);
  expect((await shown('show', 'mina_work')).notes).toHaveLength(1);
});

it.each([
  [['show', '@nobody'], 'Nobody called @nobody has been heard.'],
  [['show', '#99'], 'There is no mention 99.'],
  [['merge', 'guest', 'x:guest'], 'It takes two to merge.'],
  [['split', 'guest'], '@guest is a customer alone already.'],
  [['note', 'guest', ' '], 'The note is empty.'],
  [['note', 'guest', '--remove', '7'], 'There is no note 7 about @guest.'],
])('says what is wrong with %j', async (line, message) => {
  const desk = await openDesk({
    posts: [{ by: 'guest', text: '@cafenar hello?', createdAt: Date.now() - 60_000 }],
  });
  expect((await desk.run(['poll'])).code).toBe(0);
  const { code, stderr, stdout } = await desk.run(['customer', ...line]);
  expect(stderr).toContain(message);
  expect(code).toBe(line[1] === '#99' ? 1 : 2);
  expect(stdout).toBe('');
});
