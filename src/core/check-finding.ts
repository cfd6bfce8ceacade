import { EarshotError, NetworkError, type NetworkErrorKind } from './errors.js';

/** One finding of a check: the cause in words, not the status code. */
export interface CheckFinding {
  /** `note` is a fact to know, such as what the network hides from this account: nothing to put right. */
  level: 'ok' | 'note' | 'warning' | 'error';
  /** Stable word: `identity`, `scope-missing`, `app-type`, `expired`, `clock-skew`, `coverage` ... */
  code: string;
  message: string;
  hint?: string;
}

/** What a network's refusal means for an account that is checked; its other failures keep their own code. */
const CODES: Partial<Record<NetworkErrorKind, string>> = {
  auth: 'credentials',
  forbidden: 'scope-missing',
  'not-found': 'identity',
  unreachable: 'unreachable',
  'rate-limit': 'rate-limit',
};

/** An error as a finding. */
export function findingOf(error: EarshotError): CheckFinding {
  const meant = error instanceof NetworkError ? CODES[error.networkKind] : undefined;
  const { code, message, hint } = error;
  return { level: 'error', code: meant ?? code, message, ...(hint === undefined ? {} : { hint }) };
}

/** What a look finds; what keeps it from being taken at all is a finding too. An interruption stays an error. */
export async function looking(look: () => Promise<CheckFinding[]>): Promise<CheckFinding[]> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof EarshotError && error.kind !== 'interrupted') return [findingOf(error)];
    throw error;
  }
}
