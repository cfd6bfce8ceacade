import { createHash } from 'node:crypto';
import type {
  LearntHabit,
  LearntWord,
  Lesson,
  LocalLayer,
  Taught,
  TeachableScorer,
} from '../core/lessons.js';
import {
  INTENTS,
  type Intent,
  type Scorer,
  SENTIMENT_LABELS,
  type SentimentLabel,
} from '../core/sentiment.js';
import type { Judged } from '../store/index.js';
import type { Desk } from './desk.js';

/**
 * The desk's scorer, brought up to what its people have corrected: the layer is learnt anew where a correction came,
 * was taken back or forgotten, or where the scorer that ships is another. Else nothing is learnt.
 *
 * @throws EarshotError where the model or the database cannot be read
 */
export async function learnFromCorrections(desk: Desk): Promise<Scorer> {
  const shipped = await desk.scorer();
  const { corrections } = desk.store;
  const { count, key } = await corrections.state();
  const learntFrom = `${shipped.version} ${key}`;
  const known = await corrections.layer();
  if (count === 0) {
    if (known) await corrections.dropLayer();
    return shipped;
  }
  if (known?.learntFrom === learntFrom) return taughtBy(shipped, known.layer);
  const { learnLayer } = await import('../sentiment/index.js');
  const judged = [...(await corrections.handled()), ...(await corrections.corrected())];
  const layer = withId(learnLayer(judged.map((each) => toLesson(each, shipped))));
  await corrections.keepLayer(layer, learntFrom, desk.clock());
  return taughtBy(shipped, layer);
}

/** The desk's scorer with what was learnt when it last listened: nothing is learnt now. */
export async function taughtScorer(desk: Desk): Promise<Scorer> {
  const shipped = await desk.scorer();
  const known = await desk.store.corrections.layer();
  return known ? taughtBy(shipped, known.layer) : shipped;
}

/**
 * Forgets what every correction so far taught. The corrections stay on their mentions.
 *
 * @returns how many taught something until now
 */
export function forgetCorrections(desk: Desk): Promise<number> {
  return desk.store.corrections.forget(desk.clock());
}

/** What was learnt so far, for its owner to see. */
export async function whatWasTaught(desk: Desk): Promise<Taught> {
  const { corrections } = desk.store;
  const shipped = await desk.scorer();
  const [{ count, key }, handled, known] = await Promise.all([
    corrections.state(),
    corrections.handled(),
    corrections.layer(),
  ]);
  const words = [
    ...towards(known?.layer.sentiment ?? [], SENTIMENT_LABELS),
    ...towards(known?.layer.intent ?? [], INTENTS),
    ...towards((known?.layer.habits ?? []).map(toWord), INTENTS),
  ];
  return {
    corrections: count,
    handled: handled.length,
    upToDate: known ? known.learntFrom === `${shipped.version} ${key}` : count === 0,
    words: words.toSorted((a, b) => b.weight - a.weight),
    texts: known?.layer.texts.length ?? 0,
  };
}

function taughtBy(shipped: TeachableScorer, layer: LocalLayer): Scorer {
  const { sentiment, intent, habits = [], texts } = layer;
  const learnt = sentiment.length + intent.length + habits.length + texts.length;
  return learnt === 0 ? shipped : shipped.taught(layer);
}

function withId(layer: Omit<LocalLayer, 'id'>): LocalLayer {
  const id = createHash('sha256').update(JSON.stringify(layer)).digest('hex').slice(0, 8);
  return { id, ...layer };
}

/** What is left as it was counts as right only where the scorer by itself still says so: it must not teach itself. */
function toLesson(judged: Judged, shipped: Scorer): Lesson {
  const { text, networkLanguage, correctedSentiment, correctedIntent, sentiment, intent } = judged;
  const scored = shipped.score(text, { networkLanguage });
  return {
    text,
    scored,
    sentiment: correctedSentiment ?? agreed(sentiment, scored.sentiment.label),
    intent: correctedIntent ?? agreed(intent, scored.intent),
  };
}

function toWord({ taken, ...rest }: LearntHabit): LearntWord {
  return { text: `texts taken for: ${taken}`, ...rest };
}

function agreed<Label extends SentimentLabel | Intent>(stored: Label, scored: Label): Label | null {
  return stored === scored ? stored : null;
}

function towards<Label extends SentimentLabel | Intent>(
  words: readonly LearntWord[],
  labels: readonly Label[],
): { text: string; towards: Label; weight: number; texts: number }[] {
  return words.flatMap(({ text, weights, texts }) => {
    const weight = Math.max(...weights);
    const label = labels[weights.indexOf(weight)];
    return label === undefined ? [] : [{ text, towards: label, weight, texts }];
  });
}
