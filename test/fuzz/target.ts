import type { Random } from '../helpers/random.js';

/** Something that reads what others wrote. */
export interface Target {
  name: string;
  /** Its share of all inputs; dear ones get less. */
  weight: number;
  /** Makes one input and has it read: any outcome will do but an error that is not for users. */
  try(random: Random): unknown;
}
