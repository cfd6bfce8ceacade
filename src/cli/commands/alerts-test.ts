import { EarshotError } from '../../core/errors.js';
import { writeJson } from '../../output/json.js';
import { channelsFor, deliver } from '../../services/deliver.js';
import { deliveriesJson, deliveryLines } from '../../views/deliveries.js';
import { type Context, print } from '../context.js';
import { exitCodeOfDeliveries } from '../delivery-code.js';
import type { ExitCode } from '../exit-codes.js';
import { viewOf } from '../options.js';

/** `alerts test`: does every channel ring? */
export async function run(context: Context): Promise<ExitCode> {
  const desk = await context.desk();
  const { name, timeZone } = desk.settings.business;
  if (channelsFor(desk, 'alerts').length === 0) {
    throw new EarshotError('No channel carries alarms.', {
      code: 'no-channels',
      kind: 'config',
      hint: 'Add one under delivery.channels in the configuration: see docs/delivery.md.',
    });
  }
  const now = desk.clock();
  const document = {
    subject: `${name}: a test of earshot`,
    text: 'This is how earshot reaches you when something alarms.\n',
    html: null,
    json: { test: true },
    urgent: true,
  };
  const key = `test ${desk.newId()}`;
  const outcomes = await deliver(desk, { what: 'alerts', key, from: now, to: now, document }, false);
  if (context.options.json) writeJson(context.streams.stdout, deliveriesJson(outcomes));
  else print(context.streams.stdout, deliveryLines(outcomes, await viewOf(context, timeZone)));
  return exitCodeOfDeliveries(outcomes);
}
