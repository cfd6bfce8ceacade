import { SIGN_INS } from '../../src/config/sign-in.js';

/** Every secret that a person is asked for, by network and name: the configuration's own list. */
export function secretSlots(): { network: string; name: string }[] {
  return Object.entries(SIGN_INS).flatMap(([network, { ways }]) =>
    ways.flatMap(({ fields }) => fields.map(({ name }) => ({ network, name }))),
  );
}

/** The forms in which a secret may come by. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').slice(0, -4),
    bytes.toString('base64url').slice(0, -4),
    bytes.toString('hex'),
  ];
}
