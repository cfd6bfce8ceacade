import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../../config/atomic-file.js';
import { EarshotError } from '../../core/errors.js';
import { PLAN_VERSION, type Plan, planHash } from '../../core/plan.js';
import { readText } from '../../output/input.js';
import { toJsonText } from '../../output/json.js';
import { iso } from '../../output/time.js';
import { type BulkInput, bulkFormat, readBulk } from '../../services/bulk-input.js';
import type { Context } from '../context.js';

const FORMAT = 'earshot-plan';
/** Plans hold texts to customers. */
const OWNER_ONLY = 0o600;

const whole = z.number().int();
const rowSchema = z.strictObject({
  row: whole.positive(),
  line: whole.nonnegative(),
  mentionId: whole.positive(),
  network: z.string(),
  account: z.string(),
  nativeId: z.string(),
  versionId: z.string(),
  editedAt: whole.nullable(),
  to: z.string(),
  private: z.boolean(),
  again: z.boolean(),
  text: z.string().min(1),
  parts: z.array(z.string().min(1)).min(2).optional(),
  template: z.strictObject({ name: z.string(), variantId: whole }).nullable(),
  costMicros: z.number().nonnegative(),
  linkMicros: z.number().positive().optional(),
});
const planSchema = z.object({
  format: z.literal(FORMAT),
  version: whole,
  createdAt: z.iso.datetime().transform((text) => Date.parse(text)),
  createdBy: z.string(),
  perMinute: z.number().positive(),
  hash: z.string(),
  warnings: z.array(z.object({ line: whole, message: z.string() })),
  rows: z.array(rowSchema),
  refused: z.array(z.object({ line: whole, mention: z.string(), code: z.string(), reason: z.string() })),
});

/** The rows of a bulk file, or of standard input for `-`. */
export async function readBulkFile(context: Context, name: string): Promise<BulkInput> {
  if (name === '-') {
    if (context.streams.stdin.isTTY) {
      throw new EarshotError('There is nothing on standard input.', {
        code: 'bulk-nothing',
        kind: 'usage',
        hint: 'Pipe rows in, or name a file: earshot bulk plan friday.csv',
      });
    }
    const content = await readText(context.streams.stdin);
    return readBulk(content, bulkFormat('', content));
  }
  const content = await read(context, name);
  return readBulk(content, bulkFormat(name, content));
}

/** Where the plan of a bulk file goes unless told otherwise: beside it. */
export function planPathFor(context: Context, input: string, out: string | undefined): string {
  if (out !== undefined) return resolve(context.cwd, out);
  if (input === '-') return resolve(context.cwd, 'bulk.plan.json');
  const path = resolve(context.cwd, input);
  return join(dirname(path), `${basename(path).replace(/\.[^.]*$/, '')}.plan.json`);
}

/** Writes a plan for `bulk apply`. @throws EarshotError `plan-write` */
export async function writePlan(path: string, plan: Plan): Promise<void> {
  const document = { format: FORMAT, ...plan, createdAt: iso(plan.createdAt) };
  try {
    await writeFileAtomic(path, `${toJsonText(document, 2)}\n`, OWNER_ONLY);
  } catch (error) {
    throw new EarshotError(`The plan cannot be written to ${path}.`, {
      code: 'plan-write',
      hint: 'Name another file with --out.',
      cause: error,
    });
  }
}

/**
 * Reads a plan, and makes sure that it is as it was written.
 *
 * @throws EarshotError (usage) `plan-invalid`, `plan-version`, `plan-changed`, `file-missing`
 */
export async function readPlan(context: Context, name: string): Promise<Plan> {
  const content = await read(context, name);
  const parsed = planSchema.safeParse(jsonOf(content));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue === undefined ? '' : ` (${issue.path.join('.') || 'the file'}: ${issue.message})`;
    throw refused('plan-invalid', `${name} is not a plan${where}.`);
  }
  const { format: _, version, ...plan } = parsed.data;
  if (version !== PLAN_VERSION) {
    throw refused('plan-version', `${name} was made by another version of earshot.`);
  }
  if (planHash(plan.rows) !== plan.hash) {
    throw refused(
      'plan-changed',
      `${name} was changed since it was made: its texts are not those that were checked.`,
    );
  }
  return { ...plan, version: PLAN_VERSION };
}

/**
 * The hash by which a plan that was begun is found.
 *
 * @param name the beginning of its hash, or its file; what could be both is a file where no plan begins so
 * @throws EarshotError (usage) as {@link readPlan}, where it is no beginning of a hash; `plan-ambiguous`
 */
export async function hashOfNamed(context: Context, name: string | undefined): Promise<string | undefined> {
  if (name === undefined) return undefined;
  if (!/^[0-9a-f]{1,64}$/.test(name)) return (await readPlan(context, name)).hash;
  const file = await stat(resolve(context.cwd, name)).catch(() => null);
  if (file?.isFile() !== true) return name;
  if ((await (await context.desk()).store.plans.find(name)).length === 0)
    return (await readPlan(context, name)).hash;
  throw new EarshotError(`${name} is a file here, and the hash of a plan begins so too.`, {
    code: 'plan-ambiguous',
    kind: 'usage',
    hint: `Write ./${name} for the file, or more of the hash.`,
  });
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

function refused(code: string, message: string): EarshotError {
  return new EarshotError(`${message} Nothing was sent.`, {
    code,
    kind: 'usage',
    hint: 'Change the rows and plan again: earshot bulk plan FILE',
  });
}

async function read(context: Context, name: string): Promise<string> {
  try {
    return await readFile(resolve(context.cwd, name), 'utf8');
  } catch (error) {
    throw new EarshotError(`${name} cannot be read.`, {
      code: 'file-missing',
      kind: 'usage',
      hint: 'Check its name, and that you may read it.',
      cause: error,
    });
  }
}
