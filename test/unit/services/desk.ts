import type { Desk, DeskSettings } from '../../../src/services/desk.js';
import { openStore } from '../../../src/store/index.js';

export const NOW = Date.UTC(2026, 10, 20, 12);

/** A desk over a database in memory, with nothing configured but what is given. */
export function deskWith(settings: Partial<DeskSettings>, clock: () => number = () => NOW): Desk {
  let ids = 0;
  const absent = () => Promise.reject(new Error('not for this test'));
  return {
    settings: {
      business: { name: 'Café', timeZone: 'UTC', languages: [], hours: null, minutesPerDay: null },
      accounts: [],
      watches: [],
      rules: [],
      firstAnswers: [],
      channels: [],
      alerts: { reach: null, words: [], waitingMs: null, spikes: null, quietHours: [] },
      lookbackMs: null,
      pollEveryMs: 0,
      holdMs: 0,
      bulkPerMinute: 10,
      budget: { perRun: null, perDay: null, perMonth: null },
      prices: {},
      reach: 5_000,
      retention: { keep: null, all: false },
      ...settings,
    },
    store: openStore(':memory:'),
    clock,
    signal: new AbortController().signal,
    user: 'owner@here',
    process: { pid: 1, host: 'here' },
    scorer: absent,
    network: absent,
    disconnect: () => undefined,
    carrier: absent,
    networkIds: ['x'],
    networkName: (id) => id,
    newId: () => {
      ids += 1;
      return `id ${ids}`;
    },
    exclusively: (_task, _wait, run) => run(),
    debug: () => undefined,
  };
}
