import { tsvRow } from '../../output/csv.js';
import { writeJson } from '../../output/json.js';
import { iso, moment } from '../../output/time.js';
import { alertJson, alertLine } from '../../views/alerts.js';
import { type Context, print } from '../context.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { viewOf, wholeNumber } from '../options.js';

/** `alerts list`: what alarmed lately. */
export async function run(context: Context, flags: { limit: string }): Promise<ExitCode> {
  const desk = await context.desk();
  const alerts = await desk.store.alerts.latest(wholeNumber(flags.limit, '--limit'));
  const { stdout } = context.streams;
  const { timeZone } = desk.settings.business;
  const view = await viewOf(context, timeZone);
  if (context.options.json) {
    writeJson(stdout, { alerts: alerts.map(alertJson) });
    return EXIT.done;
  }
  if (!stdout.isTTY) {
    for (const alert of alerts) {
      stdout.write(tsvRow([iso(alert.raisedAt), iso(alert.toldAt), alertLine(alert, view)]));
    }
    return EXIT.done;
  }
  print(
    stdout,
    alerts.length === 0
      ? ['Nothing has alarmed. What does is in docs/alerts.md.']
      : alerts.map((alert) => {
          const when = moment(alert.raisedAt, view.now, timeZone);
          const told = alert.toldAt === null ? view.style.warn(' (not told yet)') : '';
          return `${when}  ${alertLine(alert, view)}${told}`;
        }),
  );
  return EXIT.done;
}
