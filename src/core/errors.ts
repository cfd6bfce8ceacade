/** Why something failed, in the terms of the documented exit codes (see src/cli/exit-codes.ts). */
export type FailureKind =
  | 'failed'
  | 'usage'
  | 'config'
  | 'partial'
  | 'auth'
  | 'rate-limit'
  | 'budget'
  | 'locked'
  | 'interrupted';

export interface EarshotErrorOptions {
  /** A stable machine word, kebab-case: `config-unknown-key`, `network-timeout` ... */
  code: string;
  kind?: FailureKind;
  /** What the user can do next; a whole sentence or a command. */
  hint?: string;
  cause?: unknown;
}

/** An error meant for the user: what happened (message), why (cause) and what to do next (hint). */
export class EarshotError extends Error {
  override readonly name: string = 'EarshotError';
  readonly code: string;
  readonly kind: FailureKind;
  readonly hint: string | undefined;

  constructor(message: string, options: EarshotErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.kind = options.kind ?? 'failed';
    this.hint = options.hint;
  }
}

/** What a network's refusal means for us, whatever its status code or body looked like. */
export type NetworkErrorKind =
  /** The credentials are missing, wrong, expired or revoked: a person must act. */
  | 'auth'
  /** The credentials are good but not allowed to do this (scope, app type, account tier, policy). */
  | 'forbidden'
  /** The thing asked about is not there (any more). */
  | 'not-found'
  /** Too many requests; see `retryAt`. */
  | 'rate-limit'
  /** The request was refused as wrong; sending it again will not help. */
  | 'rejected'
  /** The text was refused because the same was sent lately: it was probably sent already. */
  | 'duplicate'
  /** The position we asked to continue from is no longer served. */
  | 'cursor-expired'
  /** The network failed (5xx) or answered nonsense. For a write, the outcome may be unknown. */
  | 'server'
  /** No answer in time, reset, DNS failure. For a write, the outcome may be unknown. */
  | 'unreachable';

export interface NetworkErrorOptions {
  network: string;
  kind: NetworkErrorKind;
  hint?: string;
  /** When it makes sense to ask again (ms since epoch), where the network said so. */
  retryAt?: number;
  /** HTTP status, where there was one. */
  status?: number;
  /**
   * For a write: false when the request surely did not take effect, true when it may have.
   * A reply whose outcome is unknown is never sent again blindly.
   */
  outcomeUnknown?: boolean;
  cause?: unknown;
}

const KIND_OF: Record<NetworkErrorKind, FailureKind> = {
  auth: 'auth',
  forbidden: 'failed',
  'not-found': 'failed',
  'rate-limit': 'rate-limit',
  rejected: 'failed',
  duplicate: 'failed',
  'cursor-expired': 'failed',
  server: 'failed',
  unreachable: 'failed',
};

/** A failure while talking to a network, already translated from its own status and body. */
export class NetworkError extends EarshotError {
  override readonly name = 'NetworkError';
  readonly network: string;
  readonly networkKind: NetworkErrorKind;
  readonly retryAt: number | undefined;
  readonly status: number | undefined;
  readonly outcomeUnknown: boolean;

  constructor(message: string, options: NetworkErrorOptions) {
    super(message, {
      code: `network-${options.kind}`,
      kind: KIND_OF[options.kind],
      ...(options.hint === undefined ? {} : { hint: options.hint }),
      cause: options.cause,
    });
    this.network = options.network;
    this.networkKind = options.kind;
    this.retryAt = options.retryAt;
    this.status = options.status;
    this.outcomeUnknown = options.outcomeUnknown ?? false;
  }
}
