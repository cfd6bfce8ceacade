import { initial } from './001-initial.js';

/** In order; the schema version of a database is how many of them it has had. */
export const MIGRATIONS: readonly string[] = [initial];
