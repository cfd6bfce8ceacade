/** A boolean as SQLite keeps it. */
export type Bit = 0 | 1;
