import { createHash } from 'node:crypto';
import type { Channel, DeliveryDocument } from '../core/delivery.js';
import { NetworkError } from '../core/errors.js';
import { type DeliveryDeps, excerpt, requireSecret, UNKNOWN_HINT } from './deps.js';

type EmailChannel = Extract<Channel, { kind: 'email' }>;

/**
 * Sends a document as an e-mail, text and page side by side.
 *
 * @param id makes the Message-ID, so that a mailbox recognises a repetition
 * @returns which recipients were refused, where others were not
 * @throws NetworkError; `outcomeUnknown` where the server had begun to take the message and did not answer
 */
export async function sendEmail(
  deps: DeliveryDeps,
  channel: EmailChannel,
  document: DeliveryDocument,
  id: string,
): Promise<string | null> {
  let handedOver = false;
  const transport = await transportOf(deps, channel, (line) => {
    if (line === 'DATA') handedOver = true;
  });
  try {
    const { rejected } = await transport.sendMail({
      from: channel.from,
      to: [...channel.to],
      subject: document.subject,
      text: document.text,
      ...(document.html === null ? {} : { html: document.html }),
      date: new Date(deps.clock()),
      messageId: `<${createHash('sha256').update(id).digest('hex').slice(0, 32)}@earshot.invalid>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...(document.urgent ? { priority: 'high' as const } : {}),
    });
    return rejected.length === 0 ? null : `the mail server refused ${rejected.map(String).join(', ')}`;
  } catch (error) {
    throw meaningOf(error, channel, 'the message', handedOver, deps);
  } finally {
    transport.close();
  }
}

/**
 * Signs in to the mail server and leaves again, without a message.
 *
 * @throws NetworkError
 */
export async function checkEmail(deps: DeliveryDeps, channel: EmailChannel): Promise<void> {
  const transport = await transportOf(deps, channel, () => undefined);
  try {
    await transport.verify();
  } catch (error) {
    throw meaningOf(error, channel, 'to be signed in to', false, deps);
  } finally {
    transport.close();
  }
}

/** @param heard each line of the conversation: the library says nowhere else how far it had come when it breaks off */
async function transportOf(deps: DeliveryDeps, channel: EmailChannel, heard: (line: unknown) => void) {
  // A CommonJS library: bundled, it has no names of its own.
  const { default: nodemailer } = await import('nodemailer');
  const { host, port, secure, user } = channel;
  const local = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const quiet = () => undefined;
  return nodemailer.createTransport({
    host,
    port,
    secure,
    // Passwords and customers' words never travel in clear over a network.
    requireTLS: !secure && !local,
    ignoreTLS: !secure && local,
    ...(user === null ? {} : { auth: { user, pass: requireSecret(deps, channel.id, 'password') } }),
    connectionTimeout: deps.timeoutMs,
    greetingTimeout: deps.timeoutMs,
    socketTimeout: deps.timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    debug: true,
    logger: {
      level: quiet,
      trace: quiet,
      info: quiet,
      warn: quiet,
      error: quiet,
      fatal: quiet,
      debug: (_entry: unknown, line: unknown) => heard(line),
    },
  });
}

function meaningOf(
  error: unknown,
  { id, host, port }: EmailChannel,
  refused: string,
  handedOver: boolean,
  deps: DeliveryDeps,
): unknown {
  if (!(error instanceof Error) || error instanceof NetworkError) return error;
  const status = numberOf(error, 'responseCode');
  const where = `${host}:${port}`;
  const said = excerpt(deps.redact(error.message));
  if (status === null) {
    return new NetworkError(
      handedOver
        ? `The mail server ${where} did not say whether it took the message: ${said}.`
        : `The mail server ${where} could not be reached: ${said}.`,
      {
        network: id,
        kind: 'unreachable',
        outcomeUnknown: handedOver,
        hint: handedOver ? UNKNOWN_HINT : 'Check host, port and secure of this channel, and the connection.',
      },
    );
  }
  const kind = kindOf(status, error);
  return new NetworkError(`The mail server ${where} refused ${refused}: ${said}.`, {
    network: id,
    kind,
    status,
    hint: HINTS[kind],
  });
}

const HINTS = {
  auth: 'Check the user and the password; many providers want an app password.',
  server: 'It may pass: try again in a few minutes.',
  rejected: 'Check from and to of this channel: the server says which it does not take.',
} as const;

/** RFC 5321: 4xx may pass, 5xx does not. */
function kindOf(status: number, error: Error): keyof typeof HINTS {
  if (Object.getOwnPropertyDescriptor(error, 'code')?.value === 'EAUTH') return 'auth';
  return status < 500 ? 'server' : 'rejected';
}

function numberOf(error: Error, property: string): number | null {
  const value: unknown = Object.getOwnPropertyDescriptor(error, property)?.value;
  return typeof value === 'number' ? value : null;
}
