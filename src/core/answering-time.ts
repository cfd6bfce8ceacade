/** Messages of one author in one thread that one answer ended, or that wait for one. Times are ms UTC. */
export interface AnsweringTime {
  /** The first message of the block. */
  mentionId: number;
  network: string;
  account: string;
  handle: string;
  language: string;
  intent: string;
  private: boolean;
  messages: number;
  receivedAt: number;
  answeredAt: number | null;
}

/** A block of messages with how long it waited: until its answer, or until now. */
export interface TimedAnswer extends AnsweringTime {
  waitedMinutes: number;
  /** The same in opening hours; null where the configuration has none. */
  openMinutes: number | null;
}
