import { createHmac } from 'node:crypto';
import { SECOND } from '../core/clock.js';

const PREFIX = 'whsec_';
/** As the specification has it, bytes. */
const KEY_BYTES = [24, 64] as const;

/**
 * The key of a webhook's secret: `whsec_` and 24 to 64 bytes in base64, as Standard Webhooks writes it.
 *
 * @returns null where it is not one
 */
export function webhookKey(secret: string): Buffer | null {
  const encoded = secret.slice(PREFIX.length);
  if (!secret.startsWith(PREFIX) || !/^[A-Za-z\d+/]+={0,2}$/.test(encoded)) return null;
  const key = Buffer.from(encoded, 'base64');
  return key.length >= KEY_BYTES[0] && key.length <= KEY_BYTES[1] ? key : null;
}

/**
 * The headers by which a receiver knows that a body is ours, is whole, and is not an old one played again
 * (Standard Webhooks 1.0.0: standardwebhooks.com, which has libraries for receivers).
 *
 * @param id the same at every attempt
 * @param now ms UTC
 */
export function signatureHeaders(key: Buffer, id: string, now: number, body: string): Record<string, string> {
  const timestamp = Math.floor(now / SECOND);
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
