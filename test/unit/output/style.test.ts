import { describe, expect, it } from 'vitest';
import { createStyle, PLAIN, wantsColour } from '../../../src/output/style.js';

describe('wantsColour', () => {
  it.each([
    ['a terminal', { isTTY: true, env: { TERM: 'xterm-256color' } }, true],
    ['a terminal that says nothing', { isTTY: true, env: {} }, true],
    ['a dumb terminal', { isTTY: true, env: { TERM: 'dumb' } }, false],
    ['a pipe', { isTTY: false, env: {} }, false],
    ['NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR', { isTTY: true, env: { NO_COLOR: '' } }, true],
    ['FORCE_COLOR in a pipe', { isTTY: false, env: { FORCE_COLOR: '1' } }, true],
    ['FORCE_COLOR=0', { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
    ['FORCE_COLOR against NO_COLOR', { isTTY: false, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, true],
    ['--no-color against everything', { isTTY: true, env: { FORCE_COLOR: '1' }, flag: false }, false],
  ])('%s', (_name, facts, expected) => {
    expect(wantsColour(facts)).toBe(expected);
  });
});

describe('createStyle', () => {
  it('is plain without colour', async () => {
    expect(await createStyle({ isTTY: false, env: {} })).toBe(PLAIN);
  });

  it('writes the terminal’s own colours, and ends them', async () => {
    const style = await createStyle({ isTTY: true, env: {} });
    expect(style.negative('no')).toBe('\u001b[31mno\u001b[39m');
    expect(style.bold('yes')).toBe('\u001b[1myes\u001b[22m');
  });
});
