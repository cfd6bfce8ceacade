import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folder } from '../helpers/desk.js';
import { run } from '../helpers/earshot.js';

it('shows nothing and prints one document with --json: where it lies, and what was answered', async () => {
  const cwd = folder();
  const demo = await run(['demo', '--dir', 'cafe', '--json'], { cwd });
  expect(demo).toMatchObject({ code: 0, stderr: '' });
  const { config, mentions, answers } = JSON.parse(demo.stdout);
  expect(config).toBe(join(cwd, 'cafe', 'earshot.config.json'));
  const listed = await run(['list', '--limit', '0', '--json', '--config', config], { cwd });
  expect(JSON.parse(listed.stdout).mentions).toHaveLength(mentions);
  const sent = await run(['outbox', 'list', '--all', '--json', '--config', config], { cwd });
  const replies: { mentionId: number; text: string; to: string }[] = JSON.parse(sent.stdout).replies;
  expect(replies.map(({ mentionId, to, text }) => ({ mentionId, to, text }))).toEqual(answers);
  expect(answers).toHaveLength(2);
});

it('says in one JSON error what is in its way', async () => {
  const cwd = folder();
  await run(['demo', '--dir', 'cafe', '--json'], { cwd });
  const again = await run(['demo', '--dir', 'cafe', '--json'], { cwd });
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(JSON.parse(again.stderr).error).toMatchObject({ code: 'demo-failed' });
});
