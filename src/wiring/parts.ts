import type { Context } from '../cli/context.js';
import type { LoadedConfig } from '../config/load.js';
import type { Fetch } from '../core/fetch.js';
import type { TeachableScorer } from '../core/lessons.js';
import type { Redactor } from '../core/redact.js';

/** What a context takes over from the process as it is. */
export type ContextBase = Pick<
  Context,
  | 'version'
  | 'env'
  | 'cwd'
  | 'clock'
  | 'signal'
  | 'streams'
  | 'pid'
  | 'nodeVersion'
  | 'program'
  | 'options'
  | 'run'
> & { fetch: Fetch };

/** What the parts of a command's context are made of. */
export interface Parts {
  base: ContextBase;
  redactor: Redactor;
  debug(message: string): void;
  config(): Promise<LoadedConfig>;
  scorer(): Promise<TeachableScorer>;
}
