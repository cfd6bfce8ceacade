import { createServer, type Server, type ServerResponse } from 'node:http';
import { MINUTE } from '../core/clock.js';
import { EarshotError } from '../core/errors.js';
import type { Authorisation } from '../networks/network.js';

export interface AuthoriseOptions {
  /** The port of the redirect address; 0 takes any free one. Networks compare the whole address. */
  port: number;
  signal: AbortSignal;
  /** Shows the address to the person, and opens it where that can be done. */
  visit(page: { url: string; redirectUri: string }): void;
  /** Called with every secret of the exchange before it is used, so that nothing repeats it. */
  onSecret(secret: string): void;
  /** How long to wait for the person, ms. */
  timeoutMs?: number;
}

const CALLBACK = '/callback';

/** The address the browser is sent back to; the network's app must know it to the letter. */
export function redirectAddress(port: number): string {
  return `http://127.0.0.1:${port}${CALLBACK}`;
}

function answer(response: ServerResponse, status: number, title: string, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>earshot</title><body style="font-family:sans-serif;max-width:30em;margin:4em auto"><h1>${escaped(title)}</h1><p>${escaped(text)}</p></body></html>\n`,
  );
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function refused(reason: string): EarshotError {
  return new EarshotError(
    reason === 'access_denied'
      ? 'You did not agree in the browser.'
      : `The network refused: ${reason.slice(0, 200)}.`,
    {
      code: 'authorisation-refused',
      kind: 'auth',
      hint: 'Run the command again and agree on the page it opens.',
    },
  );
}

function portTaken(port: number, cause: unknown): EarshotError {
  return new EarshotError(`Port ${port} of this machine cannot be used for the browser's answer.`, {
    code: 'port-unavailable',
    hint: "Give another with --port, and add its address to your app's callback addresses.",
    cause,
  });
}

/** @returns the port that was taken */
function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(portTaken(port, cause)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/**
 * Waits for the browser to come back. Answers that do not carry the state we sent are turned away without ending
 * the wait: they are not from this authorisation.
 */
function codeFrom(server: Server, redirectUri: string, state: string): Promise<string> {
  const { host, pathname } = new URL(redirectUri);
  return new Promise((resolve, reject) => {
    server.on('request', (request, response) => {
      const asked = new URL(request.url ?? '/', redirectUri);
      if (request.method !== 'GET' || request.headers.host !== host || asked.pathname !== pathname) {
        answer(response, 404, 'Nothing here', 'This address only takes the answer of an authorisation.');
      } else if (asked.searchParams.get('state') !== state) {
        answer(response, 400, 'Not this one', 'This does not belong to the authorisation under way.');
      } else {
        const code = asked.searchParams.get('code');
        const reason = asked.searchParams.get('error') ?? 'no code came back';
        response.once('close', () => (code === null ? reject(refused(reason)) : resolve(code)));
        if (code === null) answer(response, 200, 'Not connected', 'earshot was not allowed in.');
        else answer(response, 200, 'Thank you', 'earshot goes on in the terminal. You can close this page.');
      }
    });
  });
}

/** Rejects when the time is up or the owner interrupts; `stop` ends the watch. */
function patience(signal: AbortSignal, timeoutMs: number, redirectUri: string) {
  const ended = new AbortController();
  const over = new Promise<never>((_, reject) => {
    const interrupted = () =>
      reject(new EarshotError('Interrupted.', { code: 'interrupted', kind: 'interrupted' }));
    const late = () =>
      reject(
        new EarshotError('Nobody agreed in the browser in time.', {
          code: 'authorisation-timeout',
          kind: 'auth',
          hint: `Run the command again. The app must list ${redirectUri} among its callback addresses.`,
        }),
      );
    const timer = setTimeout(late, timeoutMs);
    signal.addEventListener('abort', interrupted, { signal: ended.signal });
    ended.signal.addEventListener('abort', () => clearTimeout(timer));
    if (signal.aborted) interrupted();
  });
  return { over, stop: () => ended.abort() };
}

/**
 * Has a person agree in a browser that earshot may act for an account: shows the network's page, waits on the
 * loopback interface for the browser to come back with a code, and exchanges it.
 *
 * @returns the account's secrets
 * @throws EarshotError `port-unavailable`, `authorisation-refused` (auth), `authorisation-timeout` (auth),
 *   `interrupted`; NetworkError from the exchange
 */
export async function authorise(
  flow: Authorisation,
  options: AuthoriseOptions,
): Promise<Record<string, string>> {
  const { signal, timeoutMs = 5 * MINUTE } = options;
  const server = createServer();
  try {
    const redirectUri = redirectAddress(await listen(server, options.port));
    const { url, state, verifier, secrets = [] } = await flow.begin(redirectUri, signal);
    for (const secret of [state, verifier, ...secrets]) options.onSecret(secret);
    const { over, stop } = patience(signal, timeoutMs, redirectUri);
    try {
      const arrived = codeFrom(server, redirectUri, state);
      options.visit({ url, redirectUri });
      const code = await Promise.race([arrived, over]);
      options.onSecret(code);
      return await flow.finish({ code, verifier, redirectUri, signal });
    } finally {
      stop();
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/**
 * The same where the browser cannot come back: the network shows the code, and the person brings it.
 *
 * @returns the account's secrets
 * @throws EarshotError `code-not-shown` (usage) where the network has no such page; what `askCode` throws;
 *   NetworkError from the exchange
 */
export async function authoriseByCode(
  flow: Authorisation,
  options: Pick<AuthoriseOptions, 'signal' | 'onSecret'> & {
    visit(page: { url: string; redirectUri: string }): void;
    askCode(): Promise<string>;
  },
): Promise<Record<string, string>> {
  const redirectUri = flow.codeShownAt;
  if (redirectUri === null) {
    throw new EarshotError('This network does not show the code: it sends the browser back instead.', {
      code: 'code-not-shown',
      kind: 'usage',
      hint: 'Run it without --code-shown, on the machine that has the browser.',
    });
  }
  const { url, state, verifier, secrets = [] } = await flow.begin(redirectUri, options.signal);
  for (const secret of [state, verifier, ...secrets]) options.onSecret(secret);
  options.visit({ url, redirectUri });
  const code = (await options.askCode()).trim();
  options.onSecret(code);
  return flow.finish({ code, verifier, redirectUri, signal: options.signal });
}
