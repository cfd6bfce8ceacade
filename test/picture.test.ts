import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAnsi } from '../scripts/picture/ansi.js';
import { drawTerminal } from '../scripts/picture/svg.js';
import { folder } from './helpers/desk.js';

describe('the picture in the README', () => {
  it('is drawn by its script from what the program prints, as well-formed XML', () => {
    const file = join(folder(), 'terminal.svg');
    const { status, stderr } = spawnSync(process.execPath, ['scripts/run.js', 'picture/draw', file], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const drawn = readFileSync(file, 'utf8');
    expect(faultOf(drawn)).toBeNull();
    expect(drawn).toContain('earshot list --needs-reply');
    expect(drawn).toContain('>First today</text>');
    expect(faultOf(readFileSync('docs/images/terminal.svg', 'utf8'))).toBeNull();
  });

  it('of the inbox is a session in the program, screen after screen', () => {
    const file = join(folder(), 'inbox.svg');
    const { status, stderr } = spawnSync(process.execPath, ['scripts/run.js', 'picture/inbox', file], {
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const drawn = readFileSync(file, 'utf8');
    expect(faultOf(drawn)).toBeNull();
    expect(drawn.match(/<animate /g)?.length).toBeGreaterThan(5);
    expect(drawn).toContain('takes it back');
    expect(faultOf(readFileSync('docs/images/inbox.svg', 'utf8'))).toBeNull();
  });

  it('keeps every piece in its column, whatever stands before it', () => {
    const drawn = drawTerminal(readAnsi('ab  cd\n日本  cd\n\x1b[31m<&>\x1b[39m'), 20, 'a "title" & more');
    const places = [...drawn.matchAll(/<text x="([\d.]+)"[^>]*>cd</g)].map(([, x]) => Number(x));
    const [narrow = 0, wide = 0] = places;
    expect(wide - narrow).toBeCloseTo(2 * 8.4);
    expect(drawn).toContain('>&lt;&amp;&gt;</text>');
    expect(faultOf(drawn)).toBeNull();
  });

  it('refuses escape sequences it cannot draw', () => {
    expect(() => readAnsi('\x1b[2Kgone')).toThrow('unknown escape sequence');
    expect(() => readAnsi('\x1b[48mground')).toThrow('unknown colour');
  });
});

/** What keeps a text from being well-formed XML, or null: tags that do not match, raw < or &, doubled attributes. */
function faultOf(xml: string): string | null {
  const open: string[] = [];
  let rest = xml;
  while (rest !== '') {
    const [piece, slash, name = '', attributes = '', end] =
      /^<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/.exec(rest) ?? [];
    const [text] = /^(?:[^<&]|&(?:amp|lt|gt|quot|#\d+);)+/.exec(rest) ?? [];
    if (piece === undefined && text === undefined) return `at ${rest.slice(0, 40)}`;
    rest = rest.slice((piece ?? text ?? '').length);
    if (piece === undefined) continue;
    const names = [...attributes.matchAll(/([\w:-]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) return `an attribute twice in ${piece}`;
    if (slash === '/' && open.pop() !== name) return `${piece} closes nothing`;
    if (slash === '' && end === '') open.push(name);
  }
  return open.length === 0 ? null : `${open.join()} left open`;
}
