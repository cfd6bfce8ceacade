import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folder } from './helpers/desk.js';

const GOOD = {
  success: true,
  numPassedTests: 12,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
};

/** The last line and the exit code for a report as vitest writes it. */
function count(report: object | null): { line: string; status: number | null } {
  const path = join(folder(), 'report.json');
  if (report !== null) writeFileSync(path, JSON.stringify(report));
  const { stdout, status } = spawnSync(process.execPath, ['scripts/count-tests.js', path], {
    encoding: 'utf8',
  });
  return { line: stdout.trimEnd(), status };
}

describe('the line that ends .ci/run', () => {
  it('counts what passed and what was skipped', () => {
    expect(count(GOOD)).toEqual({ line: '12 passed, 0 failed, 3 skipped', status: 0 });
  });

  it('fails with a test, and with a file that holds none because it does not load', () => {
    expect(count({ ...GOOD, success: false, numPassedTests: 11, numFailedTests: 1 })).toEqual({
      line: '11 passed, 1 failed, 3 skipped',
      status: 1,
    });
    const broken = { status: 'failed', assertionResults: [] };
    expect(count({ ...GOOD, success: false, testResults: [...GOOD.testResults, broken] })).toEqual({
      line: '12 passed, 1 failed, 3 skipped',
      status: 1,
    });
  });

  it('fails where vitest said no, found nothing, or wrote nothing', () => {
    expect(count({ ...GOOD, success: false }).status).toBe(1);
    expect(count({ ...GOOD, numPassedTests: 0 }).status).toBe(1);
    expect(count(null)).toEqual({ line: '0 passed, 0 failed, 0 skipped', status: 1 });
  });
});
