import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitList } from '../../../src/cli/command-spec.js';
import { openDesk } from '../../helpers/desk.js';

describe('a list on the command line', () => {
  it.each([
    ['vip', ['vip']],
    [' vip , late ', ['vip', 'late']],
    [',vip,,', ['vip']],
    ['"late, again",vip', ['late, again', 'vip']],
    ['"so ""fresh"""', ['so "fresh"']],
    ['5" pizza,so "fresh"', ['5" pizza', 'so "fresh"']],
    ['', []],
  ])('%j is %j', (text, parts) => {
    expect(splitList(text)).toEqual(parts);
  });

  it.each(['vip,"late', '"late', '"late, again', 'vip, "late" again', '"a"b"', '""late'])(
    '%j is refused: a quote is not closed',
    (text) => {
      expect(() => splitList(text)).toThrow(/A quote is opened at "/);
    },
  );

  it('gives back whatever was quoted', () => {
    const part = fc.string({ unit: 'grapheme' }).map((text) => text.trim());
    fc.assert(
      fc.property(fc.array(part.filter((text) => text !== '')), (parts) => {
        const typed = parts.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        expect(splitList(typed)).toEqual(parts);
      }),
    );
  });

  it('finds and takes off a tag that holds a comma', async () => {
    const desk = await openDesk();
    desk.sandbox.arrive({ by: 'mina_k', text: '@cafenar are you open?' });
    await desk.run(['poll']);
    await desk.run(['mark', '1', '--tag', 'vip,"late, again"']);
    const tagged = async (tag: string) => (await desk.run(['list', '--tag', tag])).stdout.split('\t')[0];
    expect(await tagged('"late, again"')).toBe('1');
    expect(await tagged('late')).toBe('');
    for (const args of [
      ['mark', '1', '--tag', 'vip,"late'],
      ['list', '--tag', 'vip,"late'],
    ]) {
      const refused = await desk.run(args);
      expect([refused.code, refused.stdout]).toEqual([2, '']);
      expect(refused.stderr).toContain('A quote is opened at "late and not closed');
    }
    await desk.run(['mark', '1', '--untag', '"late, again"']);
    expect(await tagged('"late, again"')).toBe('');
    expect(await tagged('vip')).toBe('1');
  });
});
