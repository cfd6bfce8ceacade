import type { Alert } from '../core/alerts.js';
import type { DeliveryDocument } from '../core/delivery.js';
import { count, counted, percent } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { iso, moment, span } from '../output/time.js';
import { hang, truncate } from '../output/width.js';
import { handleLabel, mentionText } from './labels.js';
import { mentionJson } from './to-json.js';
import type { View } from './view.js';

type AlertView = Pick<View, 'now' | 'timeZone' | 'networkName'>;

/** Alarms told at once; the rest is counted. */
const MOST = 10;
const COLUMNS = 78;
const QUOTED = 220;

/** What alarmed, in a few words: `the word "lawsuit"`, `24 mentions in 3 h, usually 5`. */
function alarmText({ alarm }: Pick<Alert, 'alarm'>, now: number): string {
  switch (alarm.kind) {
    case 'rule':
      return `your rule "${safeLine(alarm.rule)}"`;
    case 'reach':
      return `unhappy, with ${count(alarm.followers)} followers`;
    case 'word':
      return `the word "${safeLine(alarm.word)}"`;
    case 'waiting':
      return `waiting for ${span(now - alarm.since)}`;
    case 'volume':
      return `${counted(alarm.mentions, 'mention')} in ${span(alarm.to - alarm.from)}, usually ${usual(alarm.usual)}`;
    case 'negative':
      return `${percent(alarm.negative / alarm.mentions)} of ${counted(alarm.mentions, 'mention')} in ${span(alarm.to - alarm.from)} unhappy, usually ${percent(alarm.usual)}`;
  }
}

function usual(mean: number): string {
  return mean < 9.5 ? mean.toFixed(1).replace(/\.0$/, '') : count(Math.round(mean));
}

/** One alarm on one line, for a terminal and for cron. */
export function alertLine(alert: Alert, view: AlertView): string {
  const { mention } = alert;
  const what = alarmText(alert, view.now);
  if (mention === null) return what;
  return `#${mention.id} ${handleLabel(mention.author.handle)} on ${view.networkName(mention.network)}: ${what}`;
}

/** The message that tells the owner of alarms. What was written in private stays at the desk. */
export function alertDocument(alerts: readonly Alert[], business: string, view: AlertView): DeliveryDocument {
  const shown = alerts.slice(0, MOST);
  const groups = new Map<string | number, Alert[]>();
  for (const alert of shown) {
    const key = alert.mention === null ? `alert ${alert.id}` : alert.mention.id;
    groups.set(key, [...(groups.get(key) ?? []), alert]);
  }
  const [first] = alerts;
  const rest = alerts.length - shown.length;
  const more = groups.size + rest - 1;
  const subject = `${safeLine(business)}: ${first === undefined ? '' : alertLine(first, view)}${more > 0 ? `, and ${more} more` : ''}`;
  const parts = [...groups.values()].map((group) => groupLines(group, view));
  const lines = [
    ...parts.flatMap((part, index) => (index === 0 ? part : ['', ...part])),
    ...(rest > 0 ? ['', `And ${rest} more: earshot alerts list`] : []),
  ];
  return {
    subject,
    text: `${lines.join('\n')}\n`,
    html: null,
    json: { alerts: alerts.map(alertJson) },
    urgent: true,
  };
}

function groupLines(group: readonly Alert[], view: AlertView): string[] {
  const what = group.map((alert) => alarmText(alert, view.now)).join('; ');
  const mention = group[0]?.mention ?? null;
  if (mention === null) return [...hang('', what, COLUMNS, 0), '  earshot list --sort newest'];
  const who = `#${mention.id} ${handleLabel(mention.author.handle)} on ${view.networkName(mention.network)}, ${moment(mention.createdAt, view.now, view.timeZone)}`;
  const text = mention.private ? '(a private message)' : truncate(mentionText(mention), QUOTED);
  return [
    ...hang('', `${who}: ${what}`, COLUMNS, 0),
    ...hang('  ', text, COLUMNS),
    `  earshot show ${mention.id}`,
    ...(mention.url === null || mention.private ? [] : [`  ${safeLine(mention.url)}`]),
  ];
}

/** One alarm as `alerts list --json` prints it; private texts stay at the desk here too. */
export function alertJson({ id, raisedAt, toldAt, alarm, mention }: Alert) {
  const times = 'from' in alarm ? { from: iso(alarm.from), to: iso(alarm.to) } : {};
  const since = alarm.kind === 'waiting' ? { since: iso(alarm.since) } : {};
  return {
    id,
    raisedAt: iso(raisedAt),
    toldAt: iso(toldAt),
    alarm: { ...alarm, ...times, ...since },
    mention:
      mention === null
        ? null
        : { ...mentionJson(mention), ...(mention.private ? { text: '(a private message)' } : {}) },
  };
}
