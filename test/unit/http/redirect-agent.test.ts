import { createServer } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { parseBaseUrl } from '../../../src/http/base-url.js';
import { RedirectAgent } from '../../../src/http/redirect-agent.js';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listen(server: Server, host: string): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

function get(agent: https.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = https.get('https://api.x.com/2/users/me', { agent }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve(text);
    });
    request.on('error', reject);
  });
}

describe('RedirectAgent', () => {
  const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
    list?.some(({ address }) => address === '::1'),
  );
  it.each([['127.0.0.1', '127.0.0.1'], ['127.0.0.1', 'localhost'], ...(hasIpv6 ? [['::1', '[::1]']] : [])])(
    'brings requests for X to a plain server on %s as %s, with their own Host',
    async (host = '', name = '') => {
      const server = createServer((request, response) => {
        response.end(`${request.headers.host} ${request.url}`);
      });
      const port = await listen(server, host);
      const agent = new RedirectAgent(parseBaseUrl(`http://${name}:${port}`));
      expect(await get(agent)).toBe('api.x.com /2/users/me');
    },
  );

  it('speaks TLS to an https server, and names that server', async () => {
    // The beginning of a TLS ClientHello carries the server's name in clear.
    const hello = new Promise<Buffer>((resolve) => {
      const server = net.createServer((socket) => {
        socket.on('error', () => {});
        socket.once('data', (data) => {
          socket.destroy();
          resolve(data);
        });
      });
      listen(server, '127.0.0.1').then((port) => {
        get(new RedirectAgent(parseBaseUrl(`https://localhost:${port}`))).catch(() => {});
      });
    });
    const data = await hello;
    expect(data[0]).toBe(0x16);
    expect(data.includes('localhost')).toBe(true);
    expect(data.includes('api.x.com')).toBe(false);
  });
});
