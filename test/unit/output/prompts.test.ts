import { describe, expect, it } from 'vitest';
import { EarshotError } from '../../../src/core/errors.js';
import { createPrompts } from '../../../src/output/prompts.js';
import { memoryStreams } from '../../../src/output/streams.js';

/** A person at a terminal who types this. */
function typing(stdin: string) {
  const streams = memoryStreams({ tty: true, stdin });
  return { streams, prompts: createPrompts(streams, true) };
}

async function failureOf(promise: Promise<unknown>): Promise<EarshotError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EarshotError)) throw new Error('no EarshotError was thrown');
  return error;
}

describe('prompts', () => {
  it('take an answer, and ask on stderr', async () => {
    const { streams, prompts } = typing('cafenar\n');
    expect(await prompts.input({ message: 'Handle?', instead: '--handle NAME' })).toBe('cafenar');
    expect(streams.stderr.text()).toContain('Handle?');
    expect(streams.stdout.text()).toBe('');
  });

  it('take the default on return', async () => {
    expect(await typing('\n').prompts.confirm({ message: 'Send?', instead: '--yes' })).toBe(false);
    expect(await typing('\n').prompts.confirm({ message: 'Send?', instead: '--yes', default: true })).toBe(
      true,
    );
    expect(await typing('\n').prompts.input({ message: 'Zone?', instead: '--zone', default: 'UTC' })).toBe(
      'UTC',
    );
  });

  it('choose among choices', async () => {
    const choices = [
      { value: 'x', name: 'X' },
      { value: 'bluesky', name: 'Bluesky' },
    ] as const;
    const question = { message: 'Network?', instead: '--network ID', choices };
    expect(await typing('\u001b[B\n').prompts.select(question)).toBe('bluesky');
  });

  it('never show a secret', async () => {
    const { streams, prompts } = typing('hunter2\n');
    expect(await prompts.password({ message: 'Token?', instead: '--secrets-stdin' })).toBe('hunter2');
    expect(streams.stderr.text()).not.toContain('hunter2');
  });

  it('obey nothing in the question', async () => {
    const { streams, prompts } = typing('y\n');
    await prompts.confirm({ message: 'Answer \u001b]0;owned\u0007?', instead: '--yes' });
    expect(streams.stderr.text()).not.toContain('\u001b]0;');
  });

  it('end as interrupted on Ctrl-C', async () => {
    const error = await failureOf(typing('\u0003').prompts.confirm({ message: 'Send?', instead: '--yes' }));
    expect(error.kind).toBe('interrupted');
  });

  it('name the flag to give where nobody can be asked', async () => {
    const question = { message: 'Send?', instead: '--yes' };
    const inPipe = createPrompts(memoryStreams(), true);
    expect(inPipe.possible).toBe(false);
    const error = await failureOf(inPipe.confirm(question));
    expect([error.kind, error.code, error.hint]).toEqual(['usage', 'no-input', 'Give --yes.']);
    const forbidden = await failureOf(createPrompts(memoryStreams({ tty: true }), false).password(question));
    expect(forbidden.message).toContain('--no-input');
  });
});
