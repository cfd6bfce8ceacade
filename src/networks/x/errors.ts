import { connectAgain } from '../../core/account-command.js';
import { MINUTE } from '../../core/clock.js';
import { NetworkError, type NetworkErrorOptions } from '../../core/errors.js';
import { type HttpCall, isSafe } from '../../http/call.js';
import { clockSkew, describeSkew } from '../../http/clock-skew.js';
import { type Counterpart, settleHint } from '../../http/failures.js';
import type { NetworkDeps } from '../network.js';
import { blockedUntil, TOLERATED_SKEW } from './limits.js';
import { problemSchema, type WireProblem } from './schema.js';
import type { Answer } from './transport.js';

/** What is known of a request besides its answer. */
export interface Circumstances {
  call: Pick<HttpCall, 'method' | 'purpose' | 'safe'>;
  auth: string;
  /** The command that connects the account again. */
  again: string;
  /** Our clock when the answer came, ms. */
  now: number;
}

/** Whose failures these are. */
export const X: Counterpart = { network: 'x', name: 'X' };

/** How long to stay away when X says "too many requests" and not until when. */
const DEFAULT_PAUSE = 15 * MINUTE;

/** The command that connects an account again. */
export function againOf({ id, handle, auth, clientId, baseUrl }: NetworkDeps['account']): string {
  const way = auth === 'oauth2' ? auth : null;
  return connectAgain('x', id, {
    handle: handle.replace(/^@/, ''),
    auth: way,
    'client-id': way === null ? null : clientId,
    'base-url': baseUrl,
  });
}

type Meaning = Omit<NetworkErrorOptions, 'network' | 'status' | 'outcomeUnknown'> & { message: string };

/** The error for an answer with a status of 300 or more. */
export function refusal(answer: Answer, about: Circumstances): NetworkError {
  const problem = readProblem(answer.text);
  const { message, ...meaning } = interpret(answer, problem, about);
  return new NetworkError(message, {
    network: 'x',
    status: answer.status,
    outcomeUnknown: !isSafe(about.call) && answer.status >= 500,
    ...meaning,
  });
}

function readProblem(text: string): WireProblem {
  try {
    const parsed = problemSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

function interpret(answer: Answer, problem: WireProblem, about: Circumstances): Meaning {
  const to = about.call.purpose;
  const said = quote(problem);
  const type = problem.type?.split(/[/#]/).at(-1) ?? '';
  switch (answer.status) {
    case 400:
      return badRequest(problem, to, said);
    case 401:
      return unauthorised(answer, about, to);
    case 402:
      return {
        kind: 'forbidden',
        message: `X did not ${to}: the developer account has no credits left${said}.`,
        hint: 'Buy credits in the X developer console, or lower what you poll.',
      };
    case 403:
      return forbidden(problem, type, about, to, said);
    case 404:
    case 410:
      return {
        kind: 'not-found',
        message: `X does not have what earshot asked for to ${to}${said}.`,
        hint: 'It was deleted, or its author keeps it from you.',
      };
    case 429:
      return tooMany(answer, type, about, to, said);
    default:
      if (answer.status >= 500) {
        const hint = isSafe(about.call) ? 'X has trouble; try again in a few minutes.' : settleHint(X);
        return { kind: 'server', message: `X failed to ${to} (status ${answer.status})${said}.`, hint };
      }
      return {
        kind: 'rejected',
        message: `X refused to ${to} (status ${answer.status})${said}.`,
        hint: REPORT,
      };
  }
}

const REPORT = 'Run earshot with --verbose and report this if it persists.';

/** Parameters that name a position or a time which X has stopped serving. */
const POSITIONS = ['since_id', 'until_id', 'start_time', 'pagination_token', 'next_token'];

function badRequest(problem: WireProblem, to: string, said: string): Meaning {
  const named = (problem.errors ?? []).flatMap((error) => Object.keys(error.parameters ?? {}));
  if (named.length > 0 && named.every((name) => POSITIONS.includes(name))) {
    return {
      kind: 'cursor-expired',
      message: `X no longer serves the position earshot asked to ${to} from${said}.`,
      hint: 'Poll again: it begins with what X still serves.',
    };
  }
  return {
    kind: 'rejected',
    message: `X refused the request to ${to}${said}.`,
    hint: REPORT,
  };
}

function unauthorised(answer: Answer, about: Circumstances, to: string): Meaning {
  const skew = clockSkew(answer.headers.date, about.now);
  if (about.auth === 'oauth1' && skew !== null && Math.abs(skew) > TOLERATED_SKEW) {
    return {
      kind: 'auth',
      message: `X refused to ${to}: this machine's clock is ${describeSkew(skew, 'X')}, so X takes the signature for a replay.`,
      hint: 'Set the clock right (turn on automatic time) and try again.',
    };
  }
  if (about.auth === 'oauth2') {
    return {
      kind: 'auth',
      message: `X refused to ${to}: the authorisation has expired or was withdrawn.`,
      hint: `Authorise earshot again with: ${about.again}`,
    };
  }
  return {
    kind: 'auth',
    message: `X refused to ${to}: it does not accept the four keys (one is mistyped, regenerated or revoked).`,
    hint: `Copy the API key and secret and the access token and secret again from the X developer console: ${about.again}`,
  };
}

/** The old code for a repeated text; API v2 has none and says it in words only. */
const DUPLICATE_CODE = 187;

function forbidden(
  problem: WireProblem,
  type: string,
  about: Circumstances,
  to: string,
  said: string,
): Meaning {
  const detail = problem.detail ?? '';
  if (problem.errors?.some((error) => error.code === DUPLICATE_CODE) || /duplicate content/i.test(detail)) {
    return {
      kind: 'duplicate',
      message: `X refused to ${to}: the same text was posted lately, so it was probably sent already.`,
      hint: 'Change the text, or look at your own posts first.',
    };
  }
  if (type === 'usage-capped') return capped(to, said);
  if (/text is too long/i.test(detail)) {
    return { kind: 'rejected', message: `X refused to ${to}: the text is too long.`, hint: 'Shorten it.' };
  }
  const known = FORBIDDEN_HINTS.find(({ when }) => when(type, problem, about));
  return {
    kind: 'forbidden',
    message: `X does not allow earshot to ${to}${said}.`,
    hint: known?.hint(about.again) ?? 'Open x.com, and see whether the account itself may do that.',
  };
}

/** Causes of a 403 that a person can put right, most telling first. */
const FORBIDDEN_HINTS: readonly {
  when(type: string, problem: WireProblem, about: Circumstances): boolean;
  hint(again: string): string;
}[] = [
  {
    when: (_, problem) => problem.reason === 'client-not-enrolled',
    hint: () =>
      'The keys belong to an app outside any project: attach it to a project with API v2 access in the X developer console.',
  },
  {
    when: (_, problem) =>
      /app permissions/i.test(problem.detail ?? '') || problem.reason === 'oauth1-permissions',
    hint: (again) =>
      `Set the app permissions to "Read and write and Direct message" in the X developer console, then regenerate the access token and enter it with: ${again}`,
  },
  {
    when: (type) => type === 'unsupported-authentication',
    hint: (again) => `This is an app-only token; earshot needs keys that act for your account: ${again}`,
  },
  {
    when: (_, problem) =>
      /mentioned|summon|quoted|not allowed to reply|reply to this/i.test(problem.detail ?? ''),
    hint: () =>
      'X lets apps answer only posts that mention or quote you. Open the post in a browser to answer it.',
  },
  {
    when: (type) => type === 'client-forbidden',
    hint: () => 'Your X developer plan does not include this.',
  },
  {
    when: (_, __, about) => about.auth === 'oauth2',
    hint: (again) => `The authorisation may lack a permission: authorise earshot again with: ${again}`,
  },
];

function capped(to: string, said: string): Meaning {
  return {
    kind: 'rate-limit',
    message: `X refused to ${to}: the developer account has used up its allowance of posts for this period${said}.`,
    hint: 'Raise the cap in the X developer console or wait for the next period.',
  };
}

function tooMany(answer: Answer, type: string, about: Circumstances, to: string, said: string): Meaning {
  if (type === 'usage-capped') return capped(to, said);
  const retryAt = blockedUntil(answer.headers, about.now) ?? about.now + DEFAULT_PAUSE;
  return {
    kind: 'rate-limit',
    message: `X asks earshot to wait before it may ${to} again.`,
    retryAt,
    hint: 'Poll less often, or let the next run go on from here: nothing is lost.',
  };
}

function quote(problem: WireProblem): string {
  const inner = problem.errors?.map((error) => error.message).find((message) => message !== undefined);
  const words = inner ?? problem.detail ?? problem.error_description ?? problem.title ?? problem.error;
  return words === undefined ? '' : ` ("${words.replace(/\.$/, '').slice(0, 300)}")`;
}
