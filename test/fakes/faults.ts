import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Fault } from './fake.js';
import type { FakeAnswer, RefusalCause } from './server.js';

type Action = Fault['action'];

/** The faults that are still to come, in the order they were asked for. */
export class Faults {
  #waiting: { on: Fault['on']; action: Action; after: number; left: number }[] = [];

  /** Asks for a fault; `none` forgets those still to come. */
  add(fault: Fault | 'none'): void {
    if (fault === 'none') this.#waiting = [];
    else {
      const { on, action, after = 0, times = 1 } = fault;
      this.#waiting.push({ on, action, after, left: times });
    }
  }

  /** The fault that falls on the next request of a kind; null where it is served as usual. */
  take(on: Fault['on']): Action | null {
    const fault = this.#waiting.find((each) => each.on === on && each.left > 0);
    if (!fault) return null;
    if (fault.after > 0) {
      fault.after -= 1;
      return null;
    }
    fault.left -= 1;
    return fault.action;
  }
}

/** How a fault reaches the parts of a server. */
export interface Stage {
  response: ServerResponse;
  /** Does what was asked. */
  carryOut(): Promise<FakeAnswer>;
  send(response: ServerResponse, answer: FakeAnswer): Promise<void>;
  refuse(cause: RefusalCause): FakeAnswer;
}

/** Serves a request as usual (null), or lets it go wrong. */
export async function actOut(
  action: Action | null,
  { response, carryOut, send, refuse }: Stage,
): Promise<void> {
  if (action === null) return send(response, await carryOut());
  if (typeof action === 'object') {
    if ('delayMs' in action) {
      const answer = await carryOut();
      await setTimeout(action.delayMs, undefined, { ref: false });
      return send(response, answer);
    }
    if ('rewrite' in action) {
      const { json, text = '', ...answer } = await carryOut();
      const body = json === undefined ? text : JSON.stringify(json);
      return send(response, {
        ...answer,
        headers: { 'content-type': 'application/json; charset=utf-8', ...answer.headers },
        text: action.rewrite(body),
      });
    }
    const cause = 'retryAt' in action ? { status: 429, retryAt: action.retryAt } : action;
    return send(response, refuse(cause));
  }
  switch (action) {
    case 'reset-before':
      response.destroy();
      return;
    case 'reset-after':
      await carryOut();
      response.destroy();
      return;
    case 'silence-before':
      // The connection stays open until the client gives up, or the server stops.
      return;
    case 'silence-after':
      await carryOut();
      return;
    case 'truncate':
      return cutShort(response, await carryOut());
    case 'nonsense':
      return send(response, {
        headers: { 'content-type': 'text/html; charset=utf-8' },
        text: '<!doctype html><title>Something went wrong</title>',
      });
  }
}

/** Promises the whole body, sends half of it, and breaks off. */
async function cutShort(response: ServerResponse, answer: FakeAnswer): Promise<void> {
  const body = Buffer.from(answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json));
  response.writeHead(answer.status ?? 200, {
    'content-type': 'application/json; charset=utf-8',
    ...answer.headers,
    'content-length': String(Math.max(1, body.length)),
  });
  await new Promise<void>((resolve) => {
    response.write(body.subarray(0, body.length >> 1), () => resolve());
  });
  response.destroy();
}
