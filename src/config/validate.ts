import { EarshotError } from '../core/errors.js';
import { type Config, toConfig } from './config.js';
import { crossChecks } from './cross-checks.js';
import { describeIssue, type Problem, problemsOf } from './problems.js';
import { configSchema } from './schema.js';

function invalid(problems: readonly Problem[], where: string): EarshotError {
  const lines = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const [first = ''] = lines;
  const message =
    lines.length === 1
      ? `${where}: ${first}`
      : `${where} has ${lines.length} problems:\n${lines.map((line) => `  ${line}`).join('\n')}`;
  return new EarshotError(message, {
    code: 'config-invalid',
    kind: 'config',
    hint: 'Correct the file and run the command again. config.example.json shows every option.',
  });
}

/**
 * Checks a configuration and fills in its defaults.
 *
 * @param raw what JSON.parse gave
 * @param where the file, for messages
 * @throws EarshotError `config-invalid`, which names every problem with its path, value and remedy
 */
export function validateConfig(raw: unknown, where: string): Config {
  const result = configSchema.safeParse(raw, { error: describeIssue });
  const problems = [...(result.success ? [] : problemsOf(result.error.issues)), ...crossChecks(raw)];
  const known = new Set<string>();
  const distinct = problems.filter(({ path }) => !known.has(path) && known.add(path));
  if (!result.success || distinct.length > 0) throw invalid(distinct, where);
  return toConfig(result.data);
}
