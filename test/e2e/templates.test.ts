import { describe, expect, it } from 'vitest';
import { type Desk, openDesk } from '../helpers/desk.js';
import { jsonOf } from '../helpers/earshot.js';

const HOUR = 3_600_000;

async function desk(): Promise<Desk> {
  const now = Date.now();
  const people = [
    { handle: 'mina_k', name: 'Mina K.', followers: 10, verified: false },
    { handle: 'lan', name: '🔥', followers: 10, verified: false },
    { handle: 'sara', name: 'سارا احمدی', followers: 10, verified: false },
  ];
  const posts = [
    { by: 'mina_k', text: '@cafenar what time do you close today?', createdAt: now - 3 * HOUR },
    { by: 'lan', text: '@cafenar are you open on Sunday please?', createdAt: now - 2 * HOUR },
    { by: 'sara', text: '@cafenar ساعت کاری جمعه‌ها چنده؟ ممنون می‌شم بگید', createdAt: now - HOUR },
  ];
  const opened = await openDesk({ people, posts });
  await opened.run(['poll']);
  return opened;
}

describe('saved replies', () => {
  it('answer each customer by name, in their language, in turn', async () => {
    const { run, sandbox } = await desk();
    const hello = 'Hello {{ customer.first_name | default: "there" }}';
    for (const args of [
      ['hours', `${hello}, until ten.`],
      ['hours', `${hello}! We close at ten.`],
      ['hours', '--lang', 'fa', 'سلام {{ customer.first_name }}، تا ساعت ده.'],
    ]) {
      expect(await run(['template', 'add', ...args])).toMatchObject({ code: 0, stderr: '' });
    }
    for (const id of ['1', '2', '3']) {
      expect(await run(['reply', id, '--template', 'hours', '--yes'])).toMatchObject({ code: 0 });
    }
    const said = sandbox
      .ledger()
      .flatMap(({ action, text }) => (action === 'reply' ? [text?.replace(/^@\w+ /u, '')] : []));
    expect(said).toEqual([
      'Hello Mina, until ten.',
      'Hello there! We close at ten.',
      'سلام سارا، تا ساعت ده.',
    ]);
    const { replies } = jsonOf<{ replies: { template: string }[] }>(
      await run(['outbox', 'list', '--all', '--json']),
    );
    expect(replies.map(({ template }) => template)).toEqual(['hours', 'hours', 'hours']);
  });

  it('send nothing while anything is missing, and name it', async () => {
    const { run, sandbox } = await desk();
    await run(['template', 'add', 'order', 'Order {{ order }} is ready, {{ customer.first_name }}.']);
    const reply = (...more: string[]) => run(['reply', '2', '--template', 'order', '--yes', ...more]);
    const unnamed = await reply('--set', 'order=A,7');
    expect(unnamed).toMatchObject({ code: 1, stdout: '' });
    expect(unnamed.stderr).toContain('there is no customer.first_name');
    expect((await reply()).stderr).toContain('there is no order');
    expect(await reply('--set', 'customer=x')).toMatchObject({ code: 2 });
    expect(await run(['reply', '2', '--template', 'nope', '--yes'])).toMatchObject({ code: 2 });
    expect(await run(['reply', '2', 'text', '--template', 'order', '--yes'])).toMatchObject({ code: 2 });
    expect(sandbox.ledger().filter(({ action }) => action === 'reply')).toEqual([]);
    expect((await run(['template', 'preview', 'order', '--mention', '1', '--set', 'order=A,7'])).stdout).toBe(
      'Order A,7 is ready, Mina.\n',
    );
  });

  it('are shown for the most urgent mention that waits, never for one that is done with', async () => {
    const { run } = await desk();
    await run(['template', 'add', 'hours', 'Until ten.']);
    const preview = async () =>
      jsonOf<{ mentionId: number }>(await run(['template', 'preview', 'hours', '--json'])).mentionId;
    const first = await preview();
    expect(await run(['mark', String(first), '--status', 'done'])).toMatchObject({ code: 0 });
    expect(await preview()).not.toBe(first);
  });

  it('are edited as a whole or not at all', async () => {
    const { run } = await desk();
    await run(['template', 'add', 'thanks', 'Thank you!']);
    const edit = (stdin: string) => run(['template', 'edit', 'thanks'], { stdin });
    for (const bad of ['--- en\nHello {{ name', '--- nowhere at all\nHello', '   \n']) {
      expect(await edit(bad)).toMatchObject({ code: 2, stdout: '' });
    }
    expect((await run(['template', 'list'])).stdout).toBe('thanks\t\t\tThank you!\n');
    expect(await edit('Thanks!\n--- fa x\nممنون')).toMatchObject({ code: 0, stderr: '' });
    expect((await run(['template', 'list'])).stdout).toBe('thanks\t\t\tThanks!\nthanks\tfa\tx\tممنون\n');
    expect(await run(['template', 'remove', 'thanks'])).toMatchObject({ code: 2 });
    expect(await run(['template', 'remove', 'THANKS', '--yes'])).toMatchObject({ code: 0 });
    expect((await run(['template', 'list'])).stdout).toBe('');
  });
});
