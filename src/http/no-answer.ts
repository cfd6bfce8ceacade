/** The other side did not answer, or not to the end. */
export class NoAnswer extends Error {
  /** Node's error code, `timeout`, `too-slow`, `aborted`, `too-large` or `bad-port`. */
  readonly code: string;
  /** Whether the request may have arrived. */
  readonly mayHaveArrived: boolean;

  constructor(code: string, mayHaveArrived: boolean) {
    super(`no answer (${code})`);
    this.code = code;
    this.mayHaveArrived = mayHaveArrived;
  }
}

const BEFORE_CONNECTING = new Set(['connect', 'getaddrinfo']);

/**
 * What a rejection of fetch means. Node hides the socket's error in a chain of causes.
 *
 * @param signal the owner's: aborted when the owner interrupts
 */
export function failureOf(error: unknown, signal: AbortSignal): NoAnswer {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof NoAnswer) return cause;
    const code = textOf(cause, 'code');
    // Undici's own words for a connection that was never made, or broke off.
    if (code === 'UND_ERR_CONNECT_TIMEOUT') return new NoAnswer('timeout', false);
    if (cause.message === 'bad port') return new NoAnswer('bad-port', false);
    if (code === 'UND_ERR_SOCKET') return new NoAnswer('ECONNRESET', true);
    if (code !== '' && !code.startsWith('ABORT')) {
      const neverSent = BEFORE_CONNECTING.has(textOf(cause, 'syscall')) || /CERT|TLS|SSL/.test(code);
      return new NoAnswer(code, !neverSent);
    }
  }
  return new NoAnswer(signal.aborted ? 'aborted' : 'ECONNRESET', true);
}

function textOf(error: Error, property: string): string {
  const value: unknown = Object.getOwnPropertyDescriptor(error, property)?.value;
  return typeof value === 'string' ? value : '';
}
