import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../../src/cli/program.js';
import { EarshotError } from '../../../src/core/errors.js';
import { memoryStreams } from '../../../src/output/streams.js';

/** What a command line is refused with, and what was printed on the way. */
async function refusalOf(...argv: string[]): Promise<{ error: EarshotError; printed: string }> {
  const streams = memoryStreams();
  const program = buildProgram({ version: '0', ...streams, argv, run: async () => {} });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof EarshotError)
      return { error, printed: streams.stderr.text() + streams.stdout.text() };
    throw error;
  }
  throw new Error(`${argv.join(' ')} was taken`);
}

describe('a command line that is refused', () => {
  it.each([
    [['list', '--nope'], "Unknown option '--nope'.", 'See `earshot list --help`.'],
    [['lst'], "Unknown command 'lst'.", 'Did you mean list? See `earshot --help`.'],
    [
      ['list', '--need-reply'],
      "Unknown option '--need-reply'.",
      'Did you mean --needs-reply? See `earshot list --help`.',
    ],
    [['show'], "Missing required argument 'id'.", 'See `earshot show --help`.'],
    [['template', 'add'], "Missing required argument 'name'.", 'See `earshot template add --help`.'],
    [
      ['undo', '5'],
      "Too many arguments for 'undo'. Expected 0 arguments but got 1.",
      'See `earshot undo --help`.',
    ],
    [['digest', '--format', 'pdf'], "--format cannot be 'pdf'.", 'Write one of text, md, html, json.'],
    [
      ['list', '--status', 'new,gone'],
      "--status cannot be 'new,gone'.",
      'Write one of new, open, snoozed, done, ignored.',
    ],
    [['completion', 'fishy'], "<shell> cannot be 'fishy'.", 'Write one of bash, zsh, fish.'],
    [
      ['digest', '--format', "it's\nodd"],
      "--format cannot be 'it's\nodd'.",
      'Write one of text, md, html, json.',
    ],
  ])('%j says what to do next', async (argv, message, hint) => {
    const { error, printed } = await refusalOf(...argv);
    expect([error.message, error.hint, error.kind, error.code]).toEqual([message, hint, 'usage', 'usage']);
    expect(printed).toBe('');
  });
});

describe('help', () => {
  it.each([
    [50, ['list', '--help']],
    [60, ['bulk', 'plan', '--help']],
    [80, ['--help']],
  ])('fits %d columns: %j', async (columns, argv) => {
    const streams = memoryStreams({ columns });
    const program = buildProgram({ version: '0', ...streams, argv, run: async () => {} });
    await expect(program.parseAsync(argv, { from: 'user' })).rejects.toThrow();
    const lines = streams.stdout.text().split('\n');
    // Examples are printed as they are typed.
    const printed = lines.filter((line) => !line.startsWith('  $ '));
    expect(printed.length).toBeGreaterThan(20);
    for (const line of printed) expect(line.length, line).toBeLessThanOrEqual(columns);
    expect(printed.join('\n')).not.toContain('default: false');
  });
});
