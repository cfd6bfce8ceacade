import { type CheckFinding, looking } from '../../core/check-finding.js';
import type { NetworkDeps } from '../network.js';
import type { Client } from './client.js';
import { askIdentity, nameOf } from './identity.js';

/** Everything that could stop listening, and what Hacker News does not let earshot hear. A failure is a finding too. */
export function checkAccount(
  client: Client,
  deps: NetworkDeps,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  return looking(async () => {
    const identity = await askIdentity(client, deps, signal);
    return nameOf(deps.account) === null
      ? [REACHED, ...COVERAGE, NAMELESS]
      : [known(identity.handle), ...COVERAGE];
  });
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
