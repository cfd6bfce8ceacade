import { expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import type { Desk } from '../../../src/services/desk.js';
import { compact, finishCompaction, keepHouse } from '../../../src/services/upkeep.js';
import { deskWith, NOW } from './desk.js';

/** A desk whose file is due, which tells under which locks it was written anew. @param busy what others hold */
function dueDesk(busy: readonly string[] = []) {
  const held: string[] = [];
  const compactions: string[][] = [];
  const desk = deskWith({});
  const { store } = desk;
  const watched: Desk = {
    ...desk,
    store: {
      ...store,
      compact: () => {
        compactions.push([...held]);
        return store.compact();
      },
    },
    async exclusively(task, _wait, run) {
      if (busy.includes(task)) throw new EarshotError('busy.', { code: 'locked', kind: 'locked' });
      held.push(task);
      try {
        return await run();
      } finally {
        held.splice(held.indexOf(task), 1);
      }
    },
  };
  return { desk: watched, compactions };
}

it('writes the file anew while nobody polls or sends', async () => {
  const { desk, compactions } = dueDesk();
  expect(await compact(desk)).toMatchObject({ complete: true });
  expect(compactions).toEqual([['poll', 'send']]);
});

it('does not wait for a poll that never ends, and waits for the next one while something is being sent', async () => {
  const polled = dueDesk(['poll']);
  expect(await compact(polled.desk)).toMatchObject({ complete: true });
  expect(polled.compactions).toEqual([['send']]);
  const sending = dueDesk(['send']);
  expect(await compact(sending.desk)).toBeNull();
  expect(sending.compactions).toEqual([]);
});

it('is done by the next poll, which holds the lock of polls itself, or by the next who forgets', async () => {
  for (const [next, locks] of [
    [keepHouse, ['send']],
    [finishCompaction, ['poll', 'send']],
  ] as const) {
    const { desk, compactions } = dueDesk();
    await desk.store.forget.forget([], { author: 'owner@here', now: NOW, batch: 'forget' });
    await next(desk);
    await next(desk);
    expect(compactions).toEqual([locks]);
  }
});
