import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../fakes/fake.js';
import { actOut, Faults } from '../fakes/faults.js';
import type { FakeAnswer } from '../fakes/server.js';

/** Something that reached the owner. */
export interface Arrived {
  /** The topic of a push message, or `hook`. */
  channel: string;
  /** A webhook's own mark of a delivery: receivers drop a second one. */
  id: string | null;
  body: string;
}

/** What reaches the owner outside the terminal: an ntfy server and a webhook on loopback, and what they took. */
export interface Mailbox {
  url: string;
  arrived(): readonly Arrived[];
  fail(fault: Fault | 'none'): void;
  stop(): Promise<void>;
}

export async function startMailbox(): Promise<Mailbox> {
  const arrived: Arrived[] = [];
  const faults = new Faults();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const isHook = request.url === '/hook';
      const carryOut = async (): Promise<FakeAnswer> => {
        const { topic } = JSON.parse(body) as { topic?: string };
        const id = request.headers['webhook-id'];
        arrived.push({
          channel: isHook ? 'hook' : (topic ?? ''),
          id: typeof id === 'string' ? id : null,
          body,
        });
        return { json: { id: String(arrived.length) } };
      };
      const send = async (_: unknown, { status = 200, json, text, headers }: FakeAnswer) => {
        response.writeHead(status, headers);
        response.end(json === undefined ? text : JSON.stringify(json));
      };
      const refuse = ({ status, retryAt }: { status: number; retryAt?: number }): FakeAnswer => ({
        status,
        json: { error: 'refused' },
        ...(retryAt === undefined
          ? {}
          : { headers: { 'retry-after': String(Math.max(0, Math.ceil((retryAt - Date.now()) / 1_000))) } }),
      });
      void actOut(faults.take('write'), { response, carryOut, send, refuse });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arrived: () => arrived,
    fail(fault) {
      // A page of HTML with 200 says that it was taken.
      const isPage = fault !== 'none' && fault.action === 'nonsense';
      faults.add(isPage ? { ...fault, action: { rewrite: () => '<!doctype html>' } } : fault);
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
