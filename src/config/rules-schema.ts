import * as z from 'zod';
import { MENTION_KINDS } from '../core/mention.js';
import { INTENTS, SENTIMENT_LABELS } from '../core/sentiment.js';
import { duration, language, text } from './fields.js';
import { choice, strict } from './wording.js';

const few = <Item extends z.ZodType>(item: Item, description: string) =>
  z.array(item).min(1).optional().describe(description);
const flag = (description: string) => z.boolean().optional().describe(description);
const word = z.string().trim().min(1);
const score = (description: string) => z.number().min(-1).max(1).optional().describe(description);
const points = (least: number, description: string) =>
  z.number().int().min(least).max(100).optional().describe(description);

const facts = {
  network: few(word, 'On any of these networks'),
  account: few(word, 'On any of these accounts, by id'),
  kind: few(choice(MENTION_KINDS, 'a kind of mention'), 'Of any of these kinds'),
  language: few(language, 'In any of these languages'),
  sentiment: few(choice(SENTIMENT_LABELS, 'a sentiment'), 'Of any of these sentiments'),
  intent: few(choice(INTENTS, 'an intent'), 'Wanting any of these'),
  watch: few(word, 'Matching any of these watches'),
  author: few(word, 'By any of these handles'),
  words: few(word, 'With any of these words or phrases'),
  private: flag('Private messages, or only public ones'),
  needsReply: flag('Needing a reply, or not'),
  urgent: flag('With a threat to health or of a lawsuit and the like, or without'),
  scoreBelow: score('Sadder than this, from -1 to 1'),
  scoreAbove: score('Happier than this, from -1 to 1'),
  priorityFrom: points(0, 'Of this priority or more, before any rule'),
  followersFrom: z.number().int().min(0).optional().describe('By somebody with so many followers or more'),
};

/** One level of all, any and not says what a shop needs, and stays readable. */
const part = strict(facts);
const condition = strict({
  ...facts,
  all: few(part, 'Where all of these hold'),
  any: few(part, 'Where any of these holds'),
  not: part.optional().describe('Where this does not hold'),
});

const action = strict({
  tags: few(word, 'Tags to add'),
  priority: points(0, 'The priority it gets, whatever was worked out'),
  raise: points(-100, 'Points to add to its priority, or to take off'),
  needsReply: flag('Whether it needs a reply'),
  ignore: flag('true: put it aside'),
  snooze: duration('Put it off for so long').optional(),
  template: text('The saved reply to offer').optional(),
  alert: flag('true: alert the owner'),
}).refine((given) => Object.keys(given).length > 0, { error: 'does nothing. Say what the rule shall do.' });

/** One rule as the configuration writes it. */
export const ruleSchema = strict({
  name: text('What commands and reports call this rule'),
  when: condition.describe('What a mention must be like; all that is given must hold'),
  // biome-ignore lint/suspicious/noThenProperty: the word people expect after "when"; never awaited.
  then: action.describe('What to do with it'),
});

const FIRST_ANSWER_TIMES = ['closed', 'always'] as const;

/** One first answer as the configuration writes it. */
export const firstAnswerSchema = strict({
  accounts: z.array(word).min(1).describe('The accounts that give it, by id'),
  template: text('The saved reply to give'),
  when: choice(FIRST_ANSWER_TIMES, 'a time')
    .default('closed')
    .describe('Only while the business is closed, or always'),
  public: z
    .boolean()
    .default(false)
    .describe('true: answer public mentions too, and not only private messages'),
});
