import { isProtected } from '../core/protected-address.js';

function parsed(value: string): URL | null {
  if (!URL.canParse(value)) return null;
  const url = new URL(value);
  return url.username === '' && url.password === '' ? url : null;
}

/** Whether credentials may be sent there: encrypted, or to this very machine. */
export function isBaseUrl(value: string): boolean {
  const url = parsed(value);
  return url !== null && isProtected(url);
}

/** The origin of a server as a person writes it, with or without https:// and a last slash. */
export function serverOrigin(value: string): string {
  const address = withProtocol(value);
  return URL.canParse(address) ? new URL(address).origin : value;
}

/** Whether a text is a server and nothing more: no path, no query; credentials may be sent there. */
export function isServer(value: string): boolean {
  const url = parsed(withProtocol(value));
  if (url === null || !isProtected(url)) return false;
  const named = url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[');
  return named && url.pathname === '/' && url.search === '' && url.hash === '';
}

function withProtocol(value: string): string {
  return /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `https://${value}`;
}

/** Whether a text is the address of a page anybody may read. */
export function isWebAddress(value: string): boolean {
  const url = parsed(value);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}
