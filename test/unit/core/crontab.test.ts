import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockOf,
  crontabLines,
  evenMinutes,
  type Schedule,
  withBlock,
  withoutBlock,
} from '../../../src/core/crontab.js';

const SCHEDULE: Schedule = {
  program: ['/usr/bin/node', '/opt/earshot/bin/earshot.js'],
  config: '/home/nar/earshot.config.json',
  db: null,
  log: '/home/nar/earshot.log',
  everyMinutes: 5,
  digestAt: { hour: 7, minute: 0 },
};

const text = fc.string({ unit: fc.constantFrom('#', ' ', '\n', '*', 'a', '\xe9', ':', 'earshot') });
const desk = fc.constantFrom('/a/earshot.json', '/a/earshot.json.old', '/b');
const lines = fc.array(fc.constantFrom('* * * * * poll', '0 7 * * * digest'), { maxLength: 3 });

describe('our lines in a crontab', () => {
  it('come and go without a trace in the rest', () => {
    fc.assert(
      fc.property(text, desk, lines, (rest, name, ours) => {
        const before = rest === '' || rest.endsWith('\n') ? rest : `${rest}\n`;
        const after = withBlock(before, name, ours);
        expect(after.startsWith(before)).toBe(true);
        expect(blockOf(after, name)).toEqual(ours);
        expect(withBlock(after, name, ours)).toBe(after);
        expect(withoutBlock(after, name)).toBe(before);
      }),
    );
  });

  it('of one desk leave those of another, and what is written around them', () => {
    const mixed = withBlock(`${withBlock('first\n', '/a', ['1'])}between\n`, '/b', ['2']);
    const changed = withBlock(`${mixed}last`, '/a', ['3', '4']);
    expect(blockOf(changed, '/a')).toEqual(['3', '4']);
    expect(blockOf(changed, '/b')).toEqual(['2']);
    expect(withoutBlock(withoutBlock(changed, '/a'), '/b')).toBe('first\nbetween\nlast');
  });

  it('survive the shell and cron, whatever is in a path', () => {
    const odd = fc.string({
      unit: fc.constantFrom("'", '"', '%', ' ', '$', '`', '\\', ';', 'é', '!', '*'),
      minLength: 1,
    });
    fc.assert(
      fc.property(odd, (name) => {
        const schedule = {
          ...SCHEDULE,
          program: ['printf', '%s\\n'],
          config: `/x/${name}`,
          log: '/dev/stdout',
        };
        const [line = ''] = crontabLines(schedule);
        // As cron(8) does: an escaped % is a %, another one would end the line.
        const command = line
          .replace(/^(\S+ ){5}/, '')
          .replaceAll('\\%', '%')
          .replace('>>/dev/stdout', '');
        expect(line.replaceAll('\\%', '')).not.toContain('%');
        const printed = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
        expect(printed.split('\n')).toContain(`/x/${name}`);
      }),
      { numRuns: 30 },
    );
  });

  it('refuse a path that would break the line', () => {
    expect(() => crontabLines({ ...SCHEDULE, config: '/x\n* * * * * evil' })).toThrow(/line break/);
  });

  it('poll as often as cron can keep evenly', () => {
    expect(crontabLines(SCHEDULE).map((line) => line.split(' ').slice(0, 5).join(' '))).toEqual([
      '*/5 * * * *',
      '0 7 * * *',
    ]);
    expect(crontabLines({ ...SCHEDULE, everyMinutes: 120, digestAt: null })[0]).toMatch(/^0 \*\/2 \* \* \* /);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * 24 * 60 }), (minutes) => {
        const even = evenMinutes(minutes * 60_000);
        expect(even).toBeLessThanOrEqual(minutes);
        expect(even <= 30 ? 60 % even : (24 * 60) % even).toBe(0);
      }),
    );
  });

  it('leaves what stands after a block that lost its end', () => {
    const broken = '# earshot, begin: /a.json\n0 7 * * * theirs\n';
    const ours = withBlock(broken, '/a.json', ['* * * * * ours']);
    expect(blockOf(ours, '/a.json')).toEqual(['* * * * * ours']);
    expect(withoutBlock(ours, '/a.json')).toBe(broken);
    expect(withBlock(ours, '/a.json', ['* * * * * new'])).toContain('0 7 * * * theirs\n');
  });
});
