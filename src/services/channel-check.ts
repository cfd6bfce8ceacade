import type { CheckFinding } from '../core/check-finding.js';
import type { Channel } from '../core/delivery.js';
import type { Desk } from './desk.js';

/** What looking at channels needs of a desk. */
export type ChannelDesk = Pick<Desk, 'store' | 'carrier'>;

/**
 * What is known of a way to reach the owner: its secrets, what its service says where it can be asked without a
 * message, and what became of the last delivery.
 *
 * @throws NetworkError where the channel cannot be used as it is
 */
export async function channelFindings(
  desk: ChannelDesk,
  channel: Channel,
  signal: AbortSignal,
): Promise<CheckFinding[]> {
  const carrier = await desk.carrier();
  const asked = await carrier.check(channel, signal);
  return [asked ? answers(channel) : untried(channel), ...(await lastDelivery(desk, channel))];
}

function answers(channel: Channel): CheckFinding {
  const message =
    channel.kind === 'email'
      ? `The mail server ${channel.host}:${channel.port} can be signed in to.`
      : 'Its service answers and takes what is configured.';
  return { level: 'ok', code: 'channel', message: `${message} ${carries(channel)}` };
}

function untried(channel: Channel): CheckFinding {
  return {
    level: 'ok',
    code: 'channel-untried',
    message: `Its secrets are there; only a message shows whether it arrives. ${carries(channel)}`,
    ...(channel.carries.includes('alerts') ? { hint: '`earshot alerts test` sends one.' } : {}),
  };
}

function carries(channel: Channel): string {
  return `It carries ${channel.carries.join(' and ')}.`;
}

async function lastDelivery({ store }: ChannelDesk, { id }: Channel): Promise<CheckFinding[]> {
  const last = await store.deliveries.last(id);
  if (last === null || last.state === 'sent') return [];
  const what = `The last delivery of ${last.what}, at ${new Date(last.claimedAt).toISOString()},`;
  const why = last.error === null ? '' : `: ${last.error}`;
  return [
    {
      level: 'warning',
      code: 'delivery-failed',
      message: `${what} ${last.state === 'failed' ? 'failed' : 'may not have arrived'}${why}.`.replace(
        /\.\.$/,
        '.',
      ),
      hint: '`earshot schedule show` lists the latest deliveries.',
    },
  ];
}
