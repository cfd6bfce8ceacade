import type https from 'node:https';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { BoundedAgent } from './bounded-agent.js';

/**
 * An https agent that connects every request to another server, for libraries whose own address is fixed:
 * plain TCP to an `http:` URL, TLS to an `https:` one. The requests keep their own Host header and signature.
 */
export class RedirectAgent extends BoundedAgent {
  readonly #to: URL;

  /** @param to a URL that passed parseBaseUrl */
  constructor(to: URL) {
    super({ keepAlive: false });
    this.#to = to;
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const host = this.#to.hostname.replace(/^\[|\]$/g, '');
    if (this.#to.protocol === 'http:') {
      return this.bounded(net.connect(Number(this.#to.port || 80), host));
    }
    const target = { ...options, host, hostname: host, servername: host, port: Number(this.#to.port || 443) };
    return super.createConnection(target, callback);
  }
}
