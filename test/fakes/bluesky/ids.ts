import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz';

/** Record keys as the network makes them: rising, one a microsecond at most. */
export class Tids {
  #last = 0;

  next(at = Date.now()): string {
    this.#last = Math.max(this.#last + 1, at * 1_000);
    return spell(BigInt(this.#last) << 10n);
  }
}

function spell(value: bigint): string {
  return Array.from(
    { length: 13 },
    (_, place) => ALPHABET[Number((value >> BigInt(60 - 5 * place)) & 31n)],
  ).join('');
}

/** A content id: the same for the same content. */
export function cidOf(content: unknown): string {
  const digest = createHash('sha512').update(JSON.stringify(content)).digest();
  return `bafyrei${[...digest.subarray(0, 52)].map((byte) => ALPHABET.at(byte & 31)).join('')}`;
}

/** An identity, by the name of who has it. */
export function didOf(handle: string): string {
  const digest = createHash('sha256').update(handle).digest();
  return `did:plc:${[...digest.subarray(0, 24)].map((byte) => ALPHABET.at(byte & 31)).join('')}`;
}

/** A token in the form of a JWT: clients may read its claims. */
export function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ typ: 'at+jwt', alg: 'HS256' }), part(claims), randomBytes(32).toString('base64url')].join(
    '.',
  );
}
