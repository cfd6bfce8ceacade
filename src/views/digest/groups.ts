import type { ChannelCapacity, ResponseGroup } from '../../core/digest.js';
import { foreign, type Note, note } from './note.js';
import { shareOf } from './summary.js';
import type { Words } from './words.js';

const MOST_LANGUAGES = 6;

/** Where talk comes in and how it is answered there, and whether the owner's time is enough for it. */
export function channelNotes(words: Words): Note[] {
  const { digest, language, networkName } = words;
  const channels = digest.byNetwork.map(({ network, volume, answered, needReply }) => {
    const line = language.say('channel.line', {
      name: foreign(networkName(network)),
      n: volume.mentions,
      answered,
      needReply,
    });
    const group = digest.responseBy.network.find(({ key }) => key === network);
    return [
      line,
      ...(group ? [...rateOf(group, words), ...medianOf(group, words), ...waitingOf(group, words)] : []),
    ].join(' · ');
  });
  return [note('label.channels', language, channels), note('label.capacity', language, capacity(words))];
}

/** The same numbers by account, where a network has several, and by language. */
export function groupNotes(words: Words): Note[] {
  const { digest, language } = words;
  const { account, language: byLanguage, network } = digest.responseBy;
  const line = (group: ResponseGroup, name: string) => {
    const mentions = language.say('volume.mentions', { n: group.mentions });
    return [
      language.say('group.line', { name, mentions }),
      ...rateOf(group, words),
      ...waitingOf(group, words),
    ].join(' · ');
  };
  const accounts = account.length > network.length ? account : [];
  const known = new Set(byLanguage.map(({ key }) => key));
  const others = digest.byLanguage.filter(({ language: code }) => !known.has(code));
  const languages = [
    ...byLanguage.map((group) => line(group, foreign(language.languageName(group.key)))),
    ...others.map(({ language: code, mentions }) =>
      language.say('group.line', {
        name: foreign(language.languageName(code)),
        mentions: language.say('volume.mentions', { n: mentions }),
      }),
    ),
  ];
  return [
    note(
      'label.accounts',
      language,
      accounts.map((group) => line(group, foreign(group.key))),
    ),
    note('label.languages', language, languages.slice(0, MOST_LANGUAGES)),
  ];
}

function rateOf({ response, previous }: ResponseGroup, { language }: Words): string[] {
  const { say, percent } = language;
  const { within24h } = response;
  const was = previous.within24h.rate;
  const rate = say('response.window', {
    window: say('span.hours', { n: 24 }),
    share: shareOf(within24h, language),
  });
  if (within24h.n === 0) return [];
  return [was === null ? rate : say('response.was', { text: rate, percent: percent(was) })];
}

function medianOf({ response }: ResponseGroup, { language: { say, span } }: Words): string[] {
  const { medianMs } = response.firstResponse.calendar;
  return medianMs === null ? [] : [say('group.median', { median: span(medianMs) })];
}

function waitingOf({ waiting }: ResponseGroup, { language: { say } }: Words): string[] {
  return waiting.count === 0 ? [] : [say('group.waiting', { n: waiting.count })];
}

function capacity({ digest, language, networkName }: Words): string[] {
  const { say, decimal, list } = language;
  const { minutesPerDay, channels } = digest.capacity;
  const line = ({ network, perDay, minutesPerDay: minutes }: ChannelCapacity) => {
    const values = { name: foreign(networkName(network)), perDay: decimal(perDay) };
    return minutes === null
      ? say('capacity.unknown', values)
      : say('capacity.line', { ...values, minutes: Math.ceil(minutes) });
  };
  const judged = channels.filter(({ keptUp }) => keptUp !== null);
  const lost = judged.filter(({ keptUp }) => keptUp === false);
  const verdict =
    minutesPerDay === null || judged.length === 0
      ? []
      : lost.length === 0
        ? [say('capacity.can', { minutes: minutesPerDay })]
        : [
            say('capacity.cannot', {
              minutes: minutesPerDay,
              kept: judged.length - lost.length,
              n: judged.length,
              names: list(lost.map(({ network }) => foreign(networkName(network)))),
            }),
          ];
  return [...verdict, ...channels.map(line)];
}
