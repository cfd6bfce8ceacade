import { EarshotError } from '../core/errors.js';
import { safeText } from './sanitise.js';
import type { Streams } from './streams.js';

interface Question {
  message: string;
  /** What a script gives instead: `--yes`, `--handle NAME`. */
  instead: string;
}

/** Questions to a person at the terminal. */
export interface Prompts {
  /** Whether anybody can be asked. */
  readonly possible: boolean;
  confirm(question: Question & { default?: boolean }): Promise<boolean>;
  /** @param question.validate what is wrong with an answer, or null */
  input(
    question: Question & { default?: string; validate?: (text: string) => string | null },
  ): Promise<string>;
  /** An answer that is not shown while it is typed. */
  password(question: Question & { validate?: (text: string) => string | null }): Promise<string>;
  /** A longer text, written in the editor that VISUAL or EDITOR names. */
  editor(question: Question & { default: string }): Promise<string>;
  select<Value extends string>(
    question: Question & {
      choices: readonly { value: Value; name: string; description?: string }[];
      default?: Value;
    },
  ): Promise<Value>;
}

/**
 * Questions asked at the terminal, on stderr, so that stdout stays clean.
 *
 * Every method throws EarshotError `no-input` (usage) where nobody can be asked, naming the flag to give instead,
 * and `interrupted` when Ctrl-C is the answer.
 *
 * @param allowed false for `--no-input`
 */
export function createPrompts(streams: Streams, allowed: boolean): Prompts {
  const possible = allowed && streams.stdin.isTTY && streams.stderr.isTTY;

  async function open(question: Question) {
    if (!possible) throw nobodyToAsk(question, allowed);
    const { default: inquirer } = await import('inquirer');
    return inquirer.createPromptModule({ input: streams.stdin.raw, output: streams.stderr.raw });
  }

  return {
    possible,
    async confirm(question) {
      const prompt = await open(question);
      const { message, default: preset = false } = question;
      return answerOf(
        prompt([{ type: 'confirm', name: 'answer', message: safeText(message), default: preset }]),
      );
    },
    async input(question) {
      const prompt = await open(question);
      const { message, default: preset } = question;
      const validate = validator(question.validate);
      const base = { type: 'input', name: 'answer', message: safeText(message), validate } as const;
      return answerOf(prompt([preset === undefined ? base : { ...base, default: preset }]));
    },
    async password(question) {
      const prompt = await open(question);
      const validate = validator(question.validate);
      const message = safeText(question.message);
      return answerOf(prompt([{ type: 'password', name: 'answer', message, mask: '*', validate }]));
    },
    async editor(question) {
      const prompt = await open(question);
      const { default: preset } = question;
      const message = safeText(question.message);
      const base = {
        type: 'editor',
        name: 'answer',
        message,
        default: preset,
        waitForUserInput: false,
      } as const;
      return answerOf(prompt([{ ...base, postfix: '.txt' }]));
    },
    async select(question) {
      const prompt = await open(question);
      const { message, choices, default: preset } = question;
      const base = { type: 'select', name: 'answer', message: safeText(message), choices } as const;
      const answer: unknown = await answerOf(
        prompt([preset === undefined ? base : { ...base, default: preset }]),
      );
      for (const { value } of choices) if (value === answer) return value;
      throw interruption();
    },
  };
}

async function answerOf<Value>(asked: Promise<{ answer: Value }>): Promise<Value> {
  try {
    return (await asked).answer;
  } catch (error) {
    throw inOurTerms(error);
  }
}

function validator(validate: ((text: string) => string | null) | undefined) {
  return (text: string) => validate?.(text) ?? true;
}

function nobodyToAsk({ message, instead }: Question, allowed: boolean): EarshotError {
  const why = allowed ? 'there is no terminal to ask at' : '--no-input forbids to ask';
  return new EarshotError(`This needs an answer ("${message}"), and ${why}.`, {
    code: 'no-input',
    kind: 'usage',
    hint: `Give ${instead}.`,
  });
}

/** Ctrl-C and a terminal that went away, in our terms; anything else as it is. */
export function inOurTerms(error: unknown): unknown {
  return error instanceof Error && STOPPED.has(error.name) ? interruption() : error;
}

const STOPPED = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

function interruption(): EarshotError {
  return new EarshotError('Interrupted.', { code: 'interrupted', kind: 'interrupted' });
}
