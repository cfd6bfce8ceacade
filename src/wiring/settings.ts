import type { LoadedConfig } from '../config/load.js';
import { readOpeningHours } from '../core/business-hours.js';
import { toDeskAccount } from '../services/accounts.js';
import type { DeskSettings } from '../services/desk.js';

/** What a desk goes by, from the configuration. */
export function settingsOf({ config }: LoadedConfig): DeskSettings {
  const { business, poll, budget } = config;
  return {
    business: {
      name: business.name,
      timeZone: business.timeZone,
      languages: business.languages ?? [],
      hours: business.hours ? readOpeningHours(business.hours, business.holidays ?? []) : null,
      minutesPerDay: business.minutesPerDay ?? null,
    },
    accounts: config.accounts.map(toDeskAccount),
    watches: config.watches,
    rules: config.rules,
    firstAnswers: config.firstAnswers,
    channels: config.channels,
    alerts: config.alerts,
    lookbackMs: poll.lookbackMs,
    pollEveryMs: poll.everyMs,
    holdMs: config.reply.holdMs,
    bulkPerMinute: config.bulk.perMinute,
    budget: { perRun: budget.perRunMicros, perDay: budget.perDayMicros, perMonth: budget.perMonthMicros },
    prices: Object.fromEntries(Object.entries(config.prices).map(([network, { list }]) => [network, list])),
    reach: config.triage.reach,
    retention: config.retention,
  };
}
