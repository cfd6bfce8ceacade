// Prints what vitest's JSON report counts, as one plain line; fails where a test, or a whole file, failed.
//   node scripts/count-tests.js REPORT.json
import { readFileSync } from 'node:fs';

/** @returns null where vitest ended before it could write a report */
function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

const report = readReport(process.argv[2]);
if (report === null) console.error('vitest wrote no report: it ended before the tests did.');
// A file that cannot even be loaded has no tests to count, and must not pass for it.
const brokenFiles = (report?.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
const passed = report?.numPassedTests ?? 0;
const failed = (report?.numFailedTests ?? 0) + brokenFiles;
const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = report?.success === true && failed === 0 && passed > 0 ? 0 : 1;
