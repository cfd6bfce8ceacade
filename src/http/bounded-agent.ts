import https from 'node:https';
import type { Duplex } from 'node:stream';
import { NoAnswer } from './no-answer.js';

/** Largest answer that is read, headers and all, bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

/** An https agent for libraries that read an answer of any size: a connection over which more comes is broken off. */
export class BoundedAgent extends https.Agent {
  readonly #read = new WeakMap<Duplex, number>();

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const socket = super.createConnection(options, callback);
    return socket ? this.bounded(socket) : socket;
  }

  override reuseSocket(socket: Duplex, request: Parameters<https.Agent['reuseSocket']>[1]): void {
    this.#read.delete(socket);
    super.reuseSocket(socket, request);
  }

  /** Counts what comes over a new connection. */
  protected bounded(socket: Duplex): Duplex {
    return socket.on('data', (piece: Buffer) => {
      const read = (this.#read.get(socket) ?? 0) + piece.byteLength;
      this.#read.set(socket, read);
      if (read > MAX_BYTES) socket.destroy(new NoAnswer('too-large', true));
    });
  }
}
