import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actOut, type Faults } from '../faults.js';
import type { FakeAnswer, RefusalCause } from '../server.js';

/** Headers that belong to one connection, or that the body's new length makes wrong. */
const OWN = new Set(['connection', 'content-length', 'host', 'keep-alive', 'transfer-encoding']);

/** What stands between the program and the sandbox, for faults that the sandbox does not know. */
export interface Relay {
  url: string;
  stop(): Promise<void>;
}

/**
 * Hands requests on to a server, and its answers back, with faults on the way.
 *
 * @param refusalOf how the server writes a refusal
 */
export async function startRelay(
  target: string,
  faults: Faults,
  refusalOf: (cause: RefusalCause) => { status: number; headers: Record<string, string>; body: object },
  port = 0,
): Promise<Relay> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const method = request.method ?? 'GET';
      const path = request.url ?? '/';
      const carryOut = async (): Promise<FakeAnswer> => {
        const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
          typeof value === 'string' && !OWN.has(name) ? [[name, value]] : [],
        );
        const answer = await fetch(new URL(path, target), {
          method,
          headers,
          redirect: 'manual',
          ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
        });
        return {
          status: answer.status,
          headers: Object.fromEntries([...answer.headers].filter(([name]) => !OWN.has(name))),
          text: await answer.text(),
        };
      };
      const send = async (_: unknown, { status = 200, headers, text }: FakeAnswer) => {
        response.writeHead(status, headers);
        response.end(text);
      };
      const refuse = (cause: RefusalCause): FakeAnswer => {
        const { status, headers, body } = refusalOf(cause);
        return { status, headers, text: JSON.stringify(body) };
      };
      const act = actOut(faults.take(kindOf(method, path)), { response, carryOut, send, refuse });
      // The sandbox broke the connection off, as it was asked to.
      act.catch(() => response.destroy());
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function kindOf(method: string, path: string): 'read' | 'write' {
  return method === 'POST' && /^\/2\/(tweets|dm_conversations)/.test(path) ? 'write' : 'read';
}
