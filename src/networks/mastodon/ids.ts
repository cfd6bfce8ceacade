import { NetworkError } from '../../core/errors.js';

/** Statuses have ids of their own on every server: ours tell which server's they are. */
export function toNativeId(id: string, host: string): string {
  return `${id}@${host}`;
}

/**
 * The server's own id of a message.
 *
 * @throws NetworkError `rejected` for one that another server gave
 */
export function toLocalId(nativeId: string, host: string): string {
  const at = nativeId.indexOf('@');
  if (at > 0 && nativeId.slice(at + 1) === host) return nativeId.slice(0, at);
  throw new NetworkError(`Mastodon cannot find ${nativeId} on ${host}: another server gave it that id.`, {
    network: 'mastodon',
    kind: 'rejected',
    hint: 'Answer it from the account that heard it.',
  });
}

/** Whole handle, `name@host`, of an account as its server writes it. */
export function fullHandle(acct: string, domain: string): string {
  return acct.includes('@') ? acct : `${acct}@${domain}`;
}

/** A handle never changes hands, and is the same seen from every server; ids are not. */
export function authorId(acct: string, domain: string): string {
  return fullHandle(acct, domain).toLowerCase();
}
