import { Annotations } from '../src/sentiment/annotations.js';
import type { Lexicon } from '../src/sentiment/lexicon.js';
import { META_VALUES, metaValues } from '../src/sentiment/meta-values.js';
import { TokenRows } from '../src/sentiment/token-rows.js';
import type { Document, Vocabulary } from './corpus.js';
import { type Complaint, type Example, readTsv } from './data.js';

/** The tasks the network learns at once; only the first is asked for when it ships. */
export const HEADS = { sentiment: 3, emoji: 20, complaint: 2, polarity: 2 } as const;
const HEAD = { sentiment: 0, emoji: 1, complaint: 2, polarity: 3 };

/** How much the emoji a tweet carried counts beside its sentiment. */
const EMOJI_WEIGHT = 0.3;
const COMPLAINT_WEIGHT = 1;
const POLARITY_WEIGHT = 0.2;

/** One text in the shape the network reads, and what it should answer. */
export interface Lesson {
  document: Document;
  meta: Float32Array;
  language: number;
  head: number;
  label: number;
  weight: number;
  twoClass: boolean;
}

/** Turns texts into lessons, adding their tokens to a vocabulary. */
export class LessonBook {
  readonly lessons: Lesson[] = [];
  readonly #vocabulary: Vocabulary;
  readonly #rows = new TokenRows();
  readonly #annotations: Annotations;

  constructor(vocabulary: Vocabulary, lexicon: Lexicon) {
    this.#vocabulary = vocabulary;
    this.#annotations = new Annotations(lexicon);
  }

  addExamples(examples: readonly Example[]): void {
    for (const { text, language, label, weight, twoClass } of examples)
      this.#add(text, { language, head: HEAD.sentiment, label, weight, twoClass });
  }

  /** English tweets, labelled with the emoji each carried: the twenty of the distant file. */
  addEmoji(folder: string): void {
    const labels = new Map<string, number>();
    const add = (text: string, label: number) =>
      this.#add(text, { language: 0, head: HEAD.emoji, label, weight: EMOJI_WEIGHT, twoClass: false });
    for (const { label, text } of readTsv(`${folder}/sentiment/en.emoji.distant.tsv`)) {
      if (!labels.has(label)) labels.set(label, labels.size);
      add(text, labels.get(label)!);
    }
    for (const { label, text } of readTsv(`${folder}/unlabelled/en.tweeteval_other_tasks.tsv`)) {
      const known = labels.get(label.replace(/^emoji:/, ''));
      if (known !== undefined) add(text, known);
    }
  }

  /** English tweets, labelled by the emoticon each carried (Go et al. 2009). */
  addPolarity(folder: string): void {
    for (const { label, text } of readTsv(`${folder}/unlabelled/en.sentiment140_100k.tsv`))
      this.#add(text, {
        language: 0,
        head: HEAD.polarity,
        label: label === 'negative' ? 0 : 1,
        weight: POLARITY_WEIGHT,
        twoClass: false,
      });
  }

  addComplaints(complaints: readonly Complaint[]): void {
    for (const { text, complaint } of complaints)
      this.#add(text, {
        language: 0,
        head: HEAD.complaint,
        label: complaint ? 1 : 0,
        weight: COMPLAINT_WEIGHT,
        twoClass: false,
      });
  }

  #add(text: string, rest: Omit<Lesson, 'document' | 'meta'>): void {
    const { document, tokens } = this.#vocabulary.read(text);
    const meta = new Float32Array(META_VALUES);
    this.#rows.read(tokens);
    this.#annotations.read(tokens, this.#rows, rest.language);
    metaValues(tokens, this.#annotations, meta, 0);
    this.lessons.push({ document, meta, ...rest });
  }
}
