import { BlockList, isIP } from 'node:net';
import { NetworkError } from '../../core/errors.js';
import { fingerprint } from './fingerprint.js';

/** Where a feed is, and how it is told apart from others. */
export interface FeedAddress {
  url: URL;
  /** Its host: paths and queries may hold keys, and are not for messages. */
  label: string;
  /** The same with http and https, and whatever becomes of redirects. Entries' ids begin with it. */
  id: string;
}

/**
 * The address of a feed as configured.
 *
 * @throws NetworkError `rejected` where there is none that can be read
 */
export function feedAddress(text: string | null): FeedAddress {
  const url = text !== null && URL.canParse(text) ? new URL(text) : null;
  const isWeb = url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
  if (!isWeb || url.username !== '' || url.password !== '') {
    throw new NetworkError('Feed without an address that can be read: it is missing, or not a web address.', {
      network: 'feeds',
      kind: 'rejected',
      hint: 'Give the account the address of the feed as its url: https://…, without a name or password in it.',
    });
  }
  url.hash = '';
  return { url, label: url.host, id: fingerprint(`${url.host}${url.pathname}${url.search}`) };
}

/** Addresses that are not of the public internet (IANA special-purpose registries). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv4');
}
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  PRIVATE.addSubnet(net, prefix, 'ipv6');
}

const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$/;

/**
 * Whether an address leads into this machine or its own network, as far as it is written: names are not looked up.
 *
 * @param url as the URL standard normalises it
 */
export function isPrivate({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(host);
  if (version !== 0) return PRIVATE.check(host, version === 4 ? 'ipv4' : 'ipv6');
  return LOCAL_NAME.test(host) || !host.includes('.');
}
