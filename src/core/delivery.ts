// What is carried to the owner outside the terminal: by which ways, in which forms, and what became of it.

export const CHANNEL_KINDS = ['email', 'slack', 'discord', 'teams', 'ntfy', 'telegram', 'webhook'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export const DELIVERABLES = ['digest', 'alerts'] as const;
export type Deliverable = (typeof DELIVERABLES)[number];

interface ChannelBase {
  /** The name the owner gave it; its secrets are kept under it. */
  id: string;
  /** What it carries. */
  carries: readonly Deliverable[];
}

/** One way to reach the owner. What is secret of it (passwords, tokens, webhook addresses) is not here. */
export type Channel = ChannelBase &
  (
    | {
        kind: 'email';
        from: string;
        to: readonly string[];
        host: string;
        port: number;
        /** TLS from the first byte; otherwise STARTTLS, which only a server on this machine may lack. */
        secure: boolean;
        /** null: the server wants no sign-in. */
        user: string | null;
      }
    | { kind: 'slack' | 'discord' | 'teams' | 'webhook' }
    | { kind: 'ntfy'; server: string; topic: string }
    | { kind: 'telegram'; server: string; chat: string }
  );

/** Whether its receiver knows a repetition by its id: then what may have arrived is sent again. */
export function knowsRepetitions({ kind }: Pick<Channel, 'kind'>): boolean {
  return kind === 'webhook';
}

/** One report in the forms that channels want. */
export interface DeliveryDocument {
  /** One line. */
  subject: string;
  /** Plain text, lines of at most 80 columns. */
  text: string;
  /** A self-contained page; null where there is only text. */
  html: string | null;
  /** For programs. */
  json: unknown;
  /** Rings rather than waits. */
  urgent: boolean;
}

/** What is to be delivered. `key` says what it is, so that no channel gets it twice. */
export interface Outgoing {
  what: Deliverable;
  key: string;
  /** The period it reports on, ms UTC. */
  from: number;
  to: number;
  document: DeliveryDocument;
}

export type DeliveryState = 'sending' | 'sent' | 'failed' | 'unknown';

/** What became of one delivery. */
export interface DeliveryOutcome {
  channel: string;
  /** `already`: it was delivered before; `resting`: it failed lately, and is tried again at `retryAt`. */
  result: 'sent' | 'failed' | 'unknown' | 'already' | 'resting';
  /** Why not, in words; null where all is well. */
  reason: string | null;
  hint: string | null;
  /** ms UTC; null where it is not tried again by itself. */
  retryAt: number | null;
}

/** Carries documents over channels. */
export interface Carrier {
  /**
   * One attempt, with further ones only where the one before surely did not arrive.
   *
   * @param id of this delivery, the same at every attempt, for receivers that recognise repetitions
   * @returns what the owner should know although it was taken: recipients that were refused; null: nothing
   * @throws NetworkError; `outcomeUnknown` where it may have arrived
   */
  carry(
    channel: Channel,
    document: DeliveryDocument,
    id: string,
    signal: AbortSignal,
  ): Promise<string | null>;

  /**
   * What can be known of a channel without sending anything over it: its secrets must be there and of use, and where
   * its service can be asked, it must take them.
   *
   * @returns whether the service was asked
   * @throws NetworkError
   */
  check(channel: Channel, signal: AbortSignal): Promise<boolean>;
}
