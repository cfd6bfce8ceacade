import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Channel, DeliveryDocument } from '../../../src/core/delivery.js';
import type { DeliveryDeps } from '../../../src/delivery/index.js';

export const TOKEN = '12345:abcdefghijklmnopqrstuvwxyz';
export const KEY = Buffer.from('a key of more than twenty-four bytes');
export const NOW = Date.UTC(2026, 10, 22, 7);
export const never = new AbortController().signal;

export const DOCUMENT: DeliveryDocument = {
  subject: 'Café Nar: 3 complaints',
  text: 'first line\nsecond line\n',
  html: '<p>first line</p>',
  json: { mentions: 3 },
  urgent: true,
};

/** What arrived at a server. */
export interface Arrived {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
  body: unknown;
}

/** A server on loopback that answers as the list says, then with 200; `cut` breaks the connection off. */
export async function serve(answers: (number | 'cut')[] = []) {
  const arrived: Arrived[] = [];
  const server = createServer((request, response: ServerResponse) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const text = Buffer.concat(pieces).toString();
      const { method = '', url = '', headers } = request;
      arrived.push({ method, path: url, headers, text, body: text === '' ? null : JSON.parse(text) });
      const answer = answers.shift() ?? 200;
      if (answer === 'cut') response.destroy();
      else response.writeHead(answer, answer === 429 ? { 'retry-after': '0' } : {}).end('{"ok":true}');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { arrived, port, url: `http://127.0.0.1:${port}` };
}

/** Everything a carrier is handed, with secrets that lead to a server. */
export function depsFor(url: string, more: Record<string, string> = {}): DeliveryDeps {
  const secrets: Record<string, string> = {
    url: `${url}/hook/very-secret`,
    token: TOKEN,
    secret: `whsec_${KEY.toString('base64')}`,
    password: 'pass word',
    ...more,
  };
  return {
    fetch,
    clock: () => NOW,
    timeoutMs: 5_000,
    maxWaitMs: 1_000,
    secrets: () => ({ get: (name) => secrets[name] }),
    secretVariable: (channel, name) => `EARSHOT_${channel}_${name}`.toUpperCase(),
    debug: () => undefined,
    redact: (text) => text,
  };
}

/** One channel of each kind that speaks HTTP. */
export function httpChannels(server: string): Record<string, Exclude<Channel, { kind: 'email' }>> {
  const carries = ['digest', 'alerts'] as const;
  return {
    slack: { id: 'team', kind: 'slack', carries },
    discord: { id: 'guild', kind: 'discord', carries },
    teams: { id: 'office', kind: 'teams', carries },
    webhook: { id: 'program', kind: 'webhook', carries },
    ntfy: { id: 'phone', kind: 'ntfy', carries, server, topic: 'cafenar' },
    telegram: { id: 'chat', kind: 'telegram', carries, server, chat: '-1001' },
  };
}
