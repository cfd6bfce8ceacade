import { afterEach, describe, expect, it, vi } from 'vitest';
import { progress } from '../../../src/output/spinner.js';
import { memoryStreams } from '../../../src/output/streams.js';

const HIDE_CURSOR = '\u001b[?25l';

afterEach(() => {
  vi.useRealTimers();
});

/** Waits until this was drawn. */
function drawn({ text }: { text(): string }, words: string): Promise<void> {
  return vi.waitFor(() => expect(text()).toContain(words), 10_000);
}

describe('progress', () => {
  it('shows a line an account, and takes them away again', async () => {
    const { stderr } = memoryStreams({ tty: true, columns: 40 });
    const spinner = progress(stderr, true);
    spinner.update('@cafenar on X: 14 new', 'cafe');
    spinner.update('lan on Bluesky: \u001b[2J6 new', 'lan');
    await drawn(stderr, '14 new');
    expect(stderr.text()).toMatch(/@cafenar on X: 14 new\n {2}lan on Bluesky: ␛\[2J6 new/);
    spinner.update('@cafenar on X: 15 new', 'cafe');
    await drawn(stderr, '15 new');
    spinner.note('X is slow today');
    vi.useFakeTimers();
    spinner.stop();
    expect(stderr.text()).toContain('X is slow today\n');
    const last = stderr.text();
    spinner.update('nobody sees this', 'cafe');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stderr.text()).toBe(last);
  });

  it('never hides the cursor, so that no signal can leave it hidden', async () => {
    const { stderr } = memoryStreams({ tty: true });
    const spinner = progress(stderr, true);
    spinner.update('working');
    await drawn(stderr, 'working');
    spinner.stop();
    expect(stderr.text()).not.toContain(HIDE_CURSOR);
  });

  it('is no wider than the terminal', async () => {
    const { stderr } = memoryStreams({ tty: true, columns: 24 });
    const spinner = progress(stderr, true);
    spinner.update('a line that is much too long for this');
    await drawn(stderr, 'a line that is much…');
    spinner.stop();
  });

  it.each([
    ['in a pipe', { tty: false }, true],
    ['on a terminal without columns', { tty: true, columns: 0 }, true],
    ['when asked to be quiet', { tty: true }, false],
  ])('is silent %s', async (_name, options, enabled) => {
    vi.useFakeTimers();
    const { stderr } = memoryStreams(options);
    const spinner = progress(stderr, enabled);
    spinner.update('working');
    spinner.note('noted');
    await vi.advanceTimersByTimeAsync(5_000);
    spinner.stop();
    expect(stderr.text()).toBe('');
  });

  it('does not flash for short work', async () => {
    vi.useFakeTimers();
    const { stderr } = memoryStreams({ tty: true });
    const spinner = progress(stderr, true);
    spinner.update('working');
    await vi.advanceTimersByTimeAsync(100);
    spinner.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(stderr.text()).toBe('');
  });
});
