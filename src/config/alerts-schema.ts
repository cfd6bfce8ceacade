import * as z from 'zod';
import type { AlertSettings } from '../core/alerts.js';
import { HOUR, MINUTE } from '../core/clock.js';
import { parseDuration } from '../core/duration.js';
import { SENSITIVITIES } from '../core/spikes.js';
import { checked, duration, words } from './fields.js';
import { choice, strict } from './wording.js';

const SPAN = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** What alarms the owner, as the configuration writes it. */
export const alertsSchema = strict({
  reach: z
    .number()
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe('Followers from which an unhappy author alarms; null: none does'),
  words: words('Words and phrases that alarm wherever they are written').default([]),
  waiting: duration('How long somebody may wait for an answer before it alarms; null: for ever', MINUTE)
    .nullable()
    .default(null),
  spikes: choice(['off', ...SENSITIVITIES], 'a sensitivity')
    .default('off')
    .describe(
      'Alarm when there is more talk, or unhappier talk, than these hours usually bring; and how soon',
    ),
  cooldown: duration('After an alarm about a spike, how long the same kind keeps still', HOUR).default('6h'),
  quiet: z
    .array(
      checked(
        SPAN,
        "is not a time of the day. Write it as '22:00-07:00'.",
        'From and to, 24-hour clock, local time of the business',
      ),
    )
    .default([])
    .describe('When nothing is sent; it is sent afterwards'),
}).prefault({});

/** The settings in the units the code works with. */
export function toAlerts(written: z.output<typeof alertsSchema>): AlertSettings {
  const { reach, waiting, spikes, cooldown, quiet } = written;
  return {
    reach,
    words: written.words,
    waitingMs: waiting === null ? null : parseDuration(waiting),
    spikes: spikes === 'off' ? null : { sensitivity: spikes, cooldownMs: parseDuration(cooldown) },
    quietHours: quiet,
  };
}
