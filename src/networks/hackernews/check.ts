import { NetworkError } from '../../core/errors.js';
import type { CheckFinding, NetworkDeps } from '../network.js';
import type { Client } from './client.js';
import { askIdentity, nameOf } from './identity.js';

/** Everything that could stop listening, and what Hacker News does not let earshot hear. Never throws NetworkError. */
export async function checkAccount(
  client: Client,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  try {
    const identity = await askIdentity(client, deps, signal);
    return nameOf(deps.account) === null
      ? [REACHED, ...COVERAGE, NAMELESS]
      : [known(identity.handle), ...COVERAGE];
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    return [failure(error)];
  }
}

const REACHED: CheckFinding = {
  level: 'ok',
  code: 'identity',
  message: 'Hacker News answers; it asks for no account.',
};

const COVERAGE: CheckFinding[] = [
  {
    level: 'note',
    code: 'coverage',
    message: 'Hacker News is searched for your watches only: nobody is tagged there.',
    hint: 'Add a watch with your name: earshot watch add',
  },
  {
    level: 'note',
    code: 'coverage',
    message: 'Nothing can be answered from here: Hacker News has no way for apps to write.',
    hint: 'earshot opens the page on which you can answer.',
  },
];

const NAMELESS: CheckFinding = {
  level: 'note',
  code: 'coverage',
  message: 'Answers to what you write on Hacker News are not heard, and your own answers not seen.',
  hint: 'Give the account your Hacker News name as its handle.',
};

function known(handle: string): CheckFinding {
  return { level: 'ok', code: 'identity', message: `Hacker News knows ${handle}.` };
}

function failure(error: NetworkError): CheckFinding {
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  const code = error.networkKind === 'not-found' ? 'identity' : error.networkKind;
  return { level: 'error', code, message: error.message, ...hint };
}
