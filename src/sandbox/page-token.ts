import { createHash } from 'node:crypto';
import { invalidRequest } from './problems.js';

/**
 * An opaque token for the page after an id, good for one list only.
 *
 * @param list names the list and its filters, so that a token of another one is refused
 */
export function pageToken(list: string, lastId: string): string {
  return BigInt(lastId).toString(36).padStart(13, '0') + checksum(list, lastId);
}

/** The id behind a page token. @throws Refusal (400) where the token is not one of this list */
export function readPageToken(list: string, parameter: string, token: string): bigint {
  if (/^[0-9a-z]{21}$/.test(token)) {
    let id = 0n;
    for (const digit of token.slice(0, 13)) id = id * 36n + BigInt(Number.parseInt(digit, 36));
    if (checksum(list, id.toString()) === token.slice(13)) return id;
  }
  throw invalidRequest(`The \`${parameter}\` query parameter value [${token}] is not valid`, {
    [parameter]: [token],
  });
}

function checksum(list: string, id: string): string {
  return createHash('sha256').update(`${list}\n${id}`).digest('hex').slice(0, 8);
}
