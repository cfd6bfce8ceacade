import type { Style } from '../output/style.js';

/** Everything a view needs besides what it shows. */
export interface View {
  style: Style;
  /** Columns of the terminal, at least 20: no line is wider. */
  width: number;
  /** ms UTC: what ages are counted from. */
  now: number;
  /** IANA name of the owner's time zone. */
  timeZone: string;
  /** How a network is written for people: `x` is X. */
  networkName(id: string): string;
}
