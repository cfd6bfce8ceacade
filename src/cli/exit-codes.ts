import type { FailureKind } from '../core/errors.js';

/** The documented exit codes; docs/exit-codes.md is checked against this table. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  partial: 3,
  auth: 4,
  limited: 5,
  locked: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const BY_KIND: Record<FailureKind, ExitCode> = {
  failed: EXIT.failed,
  usage: EXIT.usage,
  config: EXIT.usage,
  partial: EXIT.partial,
  auth: EXIT.auth,
  'rate-limit': EXIT.limited,
  budget: EXIT.limited,
  locked: EXIT.locked,
  interrupted: EXIT.interrupted,
};

/** The exit code of a failure. */
export function exitCodeOf(kind: FailureKind): ExitCode {
  return BY_KIND[kind];
}
