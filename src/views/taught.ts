import type { Taught } from '../core/lessons.js';
import { counted } from '../output/number.js';
import { safeLine } from '../output/sanitise.js';
import { flow, hang } from '../output/width.js';
import { nextCommands } from './labels.js';
import type { View } from './view.js';

const MOST_WORDS = 40;

/** `corrections list`: how many corrections teach, and the words that were learnt, weightiest first. */
export function taughtLines({ corrections, handled, upToDate, words, texts }: Taught, view: View): string[] {
  const { style, width } = view;
  if (corrections === 0) {
    const nothing = 'Nothing was corrected yet, so nothing was learnt.';
    return [...hang('', nothing, width, 0), ...flow(nextCommands(style, ['earshot mark --help']), '', width)];
  }
  const right = `${counted(handled, 'handled mention')} count as right`;
  const learnt = words
    .slice(0, MOST_WORDS)
    .map(
      ({ text, towards, weight, texts }) => `${safeLine(text)} ${towards} +${weight.toFixed(2)} (${texts})`,
    );
  const more = words.length > MOST_WORDS ? [`and ${words.length - MOST_WORDS} more`] : [];
  return [
    ...hang('', `${counted(corrections, 'correction')} teach; ${right}.`, width, 0),
    ...hang('Texts ', `${counted(texts, 'text')} known again as a whole`, width, 6),
    ...hang('Words ', learnt.length === 0 ? 'none yet: see docs/sentiment.md' : '', width, 6),
    ...flow([...learnt, ...more], ' · ', width - 2).map((line) => `  ${line}`),
    ...(upToDate ? [] : flow(['Not learnt yet:', ...nextCommands(style, ['earshot rescore'])], '   ', width)),
  ];
}
