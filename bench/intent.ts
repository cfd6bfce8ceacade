import { mean } from '../src/core/classification.js';
import { INTENTS, type Intent, type ScoringContext } from '../src/core/sentiment.js';
import { loadScorer } from '../src/sentiment/index.js';
import { printTable, round } from './figures.js';
import { joinTexts, type LabelRow, readLabels } from './intent-labels.js';

/** What a desk knows of such texts besides the words: tweets that tag an airline, comments under a minister's posts, talk among people. */
export const CONTEXTS: Readonly<Record<LabelRow['language'], ScoringContext>> = {
  en: { kind: 'mention', ownHandles: ['SouthwestAir', 'JetBlue', 'VirginAmerica', 'Delta'] },
  fa: { kind: 'comment' },
  vi: { kind: 'post' },
};

/** What the labeller and the scorer said of one text. */
export interface Judged {
  language: LabelRow['language'];
  intent: Intent;
  needsReply: boolean;
  scored: { intent: Intent; needsReply: boolean };
  /** Its errors were never looked at while rules were written: every second text. */
  unseen: boolean;
}

/** How well a scorer found one thing, in [0, 1]; `texts` have it by hand. */
export interface Found {
  texts: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface IntentFigures {
  texts: number;
  /** Share of texts whose intent is the labeller's. */
  accuracy: number;
  /** Mean F1 of the intents that the labels have. */
  macroF1: number;
  intents: Partial<Record<Intent, Found>>;
  needsReply: Found;
  /** By labelled intent, how often the scorer said which. */
  confusion: Partial<Record<Intent, Partial<Record<Intent, number>>>>;
}

/** Scores every labelled text with the scorer that ships. */
export function judge(root: string): Judged[] {
  const scorer = loadScorer();
  return joinTexts(root, readLabels(root)).map(({ text, language, intent, needsReply }, index) => {
    const scored = scorer.score(text, CONTEXTS[language]);
    return { language, intent, needsReply, scored, unseen: index % 2 === 1 };
  });
}

export function figuresOf(judged: readonly Judged[]): IntentFigures {
  const present = INTENTS.filter((intent) => judged.some((each) => each.intent === intent));
  const intents = present.map((intent) => ({
    intent,
    found: agreement(judged.map((each) => [each.intent === intent, each.scored.intent === intent])),
    row: INTENTS.map((said) => [
      said,
      judged.filter((each) => each.intent === intent && each.scored.intent === said).length,
    ]),
  }));
  return {
    texts: judged.length,
    accuracy: round(mean(judged.map(({ intent, scored }) => Number(intent === scored.intent))), 3),
    macroF1: round(mean(intents.map(({ found }) => found.f1)), 3),
    intents: Object.fromEntries(intents.map(({ intent, found }) => [intent, found])),
    needsReply: agreement(judged.map(({ needsReply, scored }) => [needsReply, scored.needsReply])),
    confusion: Object.fromEntries(intents.map(({ intent, row }) => [intent, Object.fromEntries(row)])),
  };
}

function agreement(pairs: readonly (readonly [labelled: boolean, said: boolean])[]): Found {
  const labelled = pairs.filter(([label]) => label).length;
  const said = pairs.filter(([, answer]) => answer).length;
  const both = pairs.filter(([label, answer]) => label && answer).length;
  return {
    texts: labelled,
    precision: round(both / Math.max(1, said), 3),
    recall: round(both / Math.max(1, labelled), 3),
    f1: round((2 * both) / Math.max(1, labelled + said), 3),
  };
}

/** How well intent and needs-reply agree with the labels made by hand: node bench/run.js intent */
export async function main(_args: readonly string[], root: string) {
  const judged = judge(root);
  const figures: (readonly [name: string, IntentFigures])[] = [
    ...(['en', 'fa', 'vi'] as const).map(
      (language) => [language, figuresOf(judged.filter((each) => each.language === language))] as const,
    ),
    ['all', figuresOf(judged)],
    ['all, unseen', figuresOf(judged.filter(({ unseen }) => unseen))],
    ...(['en', 'fa', 'vi'] as const).map(
      (language) =>
        [
          `${language}, unseen`,
          figuresOf(judged.filter((each) => each.unseen && each.language === language)),
        ] as const,
    ),
  ];
  printTable([
    ['', 'texts', 'intent accuracy', 'macro-F1', 'needs reply: precision', 'recall', 'F1'],
    ...figures.map(
      ([
        name,
        {
          texts,
          accuracy,
          macroF1,
          needsReply: { precision, recall, f1 },
        },
      ]) => [name, texts, accuracy, macroF1, precision, recall, f1],
    ),
  ]);
  for (const [name, { confusion }] of figures) {
    process.stderr.write(`\n${name}, labelled (rows) and scored (columns)\n`);
    printTable([
      ['', ...INTENTS],
      ...Object.entries(confusion).map(([intent, row]) => [intent, ...INTENTS.map((said) => row[said] ?? 0)]),
    ]);
  }
  return { bench: 'intent', scorer: loadScorer().version, figures: Object.fromEntries(figures) };
}
