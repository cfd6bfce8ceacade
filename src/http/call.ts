/** One request, without its credentials. */
export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Absolute, or below the client's base. Never shown: it may hold a token. */
  path: string;
  query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as a form. */
  form?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** What it is for, to follow "Mastodon refused to": "read the notifications". */
  purpose: string;
  /** The name under which the network counts its rate limit; one for the whole host when left out. */
  bucket?: string;
  /** Changes nothing on the other side although it is no GET: may be sent again after a failure. */
  safe?: boolean;
  /** How long to bear silence, ms, where it differs from the client's. */
  timeoutMs?: number;
}

/** What came back, whatever the status; nothing of the request. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/** Whether a request changes nothing on the other side, so that it may be sent again. */
export function isSafe(call: Pick<HttpCall, 'method' | 'safe'>): boolean {
  return call.method === 'GET' || call.safe === true;
}
