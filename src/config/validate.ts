import { EarshotError } from '../core/errors.js';
import { accountProblems } from './account-checks.js';
import { type AccountConfig, type Config, toAccount, toConfig } from './config.js';
import { crossChecks } from './cross-checks.js';
import { describeIssue, type Problem, problemsOf } from './problems.js';
import { type AccountInput, accountSchema, businessSchema, configSchema } from './schema.js';

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
  // Compiling a parser pays for thousands of values; this is one.
  const result = configSchema.safeParse(raw, { error: describeIssue, jitless: true });
  const problems = [...(result.success ? [] : problemsOf(result.error.issues)), ...crossChecks(raw)];
  const known = new Set<string>();
  const distinct = problems.filter(({ path }) => !known.has(path) && known.add(path));
  if (!result.success || distinct.length > 0) throw invalid(distinct, where);
  return toConfig(result.data);
}

/**
 * What is wrong with one answer a person typed, or null where it will do.
 *
 * @param field the place in the configuration it is for
 */
export function answerProblem(
  field: `business.${keyof typeof businessSchema.shape}` | `account.${keyof typeof accountSchema.shape}`,
  answer: string,
): string | null {
  const [group, key = ''] = field.split('.');
  const shape = group === 'business' ? businessSchema.shape : accountSchema.shape;
  const schema = Object.entries(shape).find(([name]) => name === key)?.[1];
  const result = schema?.safeParse(answer, { error: describeIssue });
  return result === undefined || result.success
    ? null
    : (problemsOf(result.error.issues)[0]?.message ?? null);
}

/**
 * Checks an account before anything is done with it.
 *
 * @throws EarshotError `account-invalid` (usage)
 */
export function validateAccount(account: AccountInput): AccountConfig {
  const result = accountSchema.safeParse(account, { error: describeIssue });
  const problems = result.success ? accountProblems(account) : problemsOf(result.error.issues);
  if (result.success && problems.length === 0) return toAccount(result.data);
  const [first] = problems;
  throw new EarshotError(`The account's ${first?.path ?? 'entry'}: ${first?.message ?? 'cannot be used.'}`, {
    code: 'account-invalid',
    kind: 'usage',
    hint: 'See `earshot account add --help`.',
  });
}
