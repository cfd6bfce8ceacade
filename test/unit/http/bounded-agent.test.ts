import { createServer, type RequestListener } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { BoundedAgent } from '../../../src/http/bounded-agent.js';

const MB = 1024 * 1024;
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** Connects to a plain server on this machine, whatever is asked for. */
class LocalAgent extends BoundedAgent {
  readonly #port: number;

  constructor(port: number) {
    super({ keepAlive: true });
    this.#port = port;
  }

  override createConnection(): Duplex {
    return this.bounded(net.connect(this.#port, '127.0.0.1'));
  }
}

async function serve(listener: RequestListener) {
  const server = createServer(listener);
  // However busy the machine is, an idle connection stays.
  server.keepAliveTimeout = 0;
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const agent = new LocalAgent((server.address() as AddressInfo).port);
  return { agent, connections: () => connections };
}

/** How many bytes of a body come. */
function read(agent: https.Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = https.get('https://api.x.com/', { agent }, (response) => {
      let size = 0;
      response.on('data', (piece: Buffer) => {
        size += piece.byteLength;
      });
      response.on('end', () => resolve(size));
      response.on('error', reject);
    });
    request.on('error', reject);
  });
}

describe('BoundedAgent', () => {
  it('breaks off an answer without end', async () => {
    const { agent } = await serve((_, response) => {
      const piece = Buffer.alloc(MB);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    await expect(read(agent)).rejects.toThrow();
  });

  it('counts each answer by itself, where several come over one connection', async () => {
    const { agent, connections } = await serve((_, response) => response.end(Buffer.alloc(5 * MB)));
    const sizes: number[] = [];
    for (let each = 0; each < 3; each += 1) {
      sizes.push(await read(agent));
      // The agent takes a connection back once the answer has ended.
      await new Promise(setImmediate);
    }
    agent.destroy();
    expect(sizes).toEqual([5 * MB, 5 * MB, 5 * MB]);
    expect(connections()).toBe(1);
  });
});
