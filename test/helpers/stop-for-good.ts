import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Stops a server on 127.0.0.1 and keeps its port from everybody until the test ends, so that connecting to it is
 * refused: the system gives a free port to the next who asks, and beside other tests that is somebody else's fake.
 * The port is kept by a connection that leaves from it, which Linux takes into account and which hears nothing.
 *
 * @param server its address, and what stops it
 * @param ends what cleans up after the test; the test that runs when left out
 */
export async function stopForGood(
  server: { url: string; stop(): Promise<unknown> },
  ends: { onTestFinished(run: () => void): void } = { onTestFinished },
): Promise<void> {
  const { port } = new URL(server.url);
  const sink = createServer().listen(0, '127.0.0.1');
  await once(sink, 'listening');
  await server.stop();
  const keeper = connect({
    port: (sink.address() as AddressInfo).port,
    host: '127.0.0.1',
    localPort: Number(port),
    localAddress: '127.0.0.1',
  });
  ends.onTestFinished(() => {
    keeper.destroy();
    sink.close();
  });
  await once(keeper, 'connect');
}
