/** Text in, the same text in a colour or weight out; the text itself where there is no colour. */
export type Paint = (text: string) => string;

/** The few looks earshot has, by meaning. They use the terminal's own sixteen colours. */
export interface Style {
  negative: Paint;
  positive: Paint;
  neutral: Paint;
  /** What needs a hand. */
  accent: Paint;
  dim: Paint;
  bold: Paint;
  warn: Paint;
  error: Paint;
}

const asIs: Paint = (text) => text;

/** No colour at all: pipes, cron, `NO_COLOR`. */
export const PLAIN: Readonly<Style> = {
  negative: asIs,
  positive: asIs,
  neutral: asIs,
  accent: asIs,
  dim: asIs,
  bold: asIs,
  warn: asIs,
  error: asIs,
};

/** What decides whether there is colour. */
export interface ColourFacts {
  isTTY: boolean;
  env: Readonly<Record<string, string | undefined>>;
  /** False where `--no-color` was given. */
  flag?: boolean;
}

/**
 * Whether to write colour: `--no-color`, then `FORCE_COLOR` (0 and false mean no), then `NO_COLOR` (any non-empty
 * value, https://no-color.org), then a terminal that is not dumb.
 */
export function wantsColour({ isTTY, env, flag }: ColourFacts): boolean {
  if (flag === false) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return isTTY && env.TERM !== 'dumb';
}

/** The style for one stream. The colour library is loaded only where there is colour. */
export async function createStyle(facts: ColourFacts): Promise<Style> {
  if (!wantsColour(facts)) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    negative: (text) => chalk.red(text),
    positive: (text) => chalk.green(text),
    neutral: asIs,
    accent: (text) => chalk.cyan(text),
    dim: (text) => chalk.dim(text),
    bold: (text) => chalk.bold(text),
    warn: (text) => chalk.yellow(text),
    error: (text) => chalk.red(text),
  };
}
