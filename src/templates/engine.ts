import { Liquid, LiquidError, type Template as Parsed, UndefinedVariableError } from 'liquidjs';
import { EarshotError } from '../core/errors.js';
import type { TemplateVariables } from '../core/template.js';

/** Enough for any reply; a template that loops for ever ends here. */
const MOST_CHARACTERS = 20_000;
const MOST_MS = 200;

/** A template, checked and ready to be filled in. */
export interface CompiledTemplate {
  /**
   * The text for one occasion, in NFC and without space around it.
   *
   * @throws EarshotError `template-unfilled` (failed) that names what is missing or empty
   */
  render(variables: TemplateVariables): string;
}

/**
 * Compiles templates in Liquid (https://liquidjs.com): `{{ customer.first_name | default: "there" }}`,
 * `{% if customer.answered > 0 %}again {% endif %}`. Strict: a variable that is unknown or empty, and has no
 * default, refuses. Templates read no files and reach nothing but their variables.
 */
export function createTemplateEngine(): { compile(text: string): CompiledTemplate } {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    // A condition and a default may ask for what is not there: that is what they are for.
    lenientIf: true,
    ownPropertyOnly: true,
    parseLimit: MOST_CHARACTERS,
    renderLimit: MOST_MS,
    memoryLimit: 50 * MOST_CHARACTERS,
    outputEscape: (value) => {
      const text = value === null || value === undefined ? '' : String(value);
      if (text.trim() === '') throw new EmptyValue();
      return text;
    },
  });
  // Tags that read files.
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag];
  // It would pass the check for empty values by.
  liquid.registerFilter('raw', (value: unknown) => value);
  return {
    compile(text) {
      const parsed = parse(liquid, text);
      return { render: (variables) => render(liquid, parsed, variables) };
    },
  };
}

class EmptyValue extends Error {}

function parse(liquid: Liquid, text: string): Parsed[] {
  try {
    return liquid.parse(text);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new EarshotError(`The template cannot be read: ${firstLine(error)}.`, {
      code: 'template-invalid',
      kind: 'usage',
      hint: 'Variables stand in {{ }}, conditions in {% if %} … {% endif %}; see docs/templates.md.',
      cause: error,
    });
  }
}

function render(liquid: Liquid, parsed: Parsed[], variables: TemplateVariables): string {
  try {
    const text: unknown = liquid.renderSync(parsed, { ...variables });
    return String(text).normalize('NFC').trim();
  } catch (error) {
    if (!(error instanceof LiquidError)) throw error;
    throw new EarshotError(`The template cannot be filled in: ${whyUnfilled(error)}.`, {
      code: 'template-unfilled',
      hint: 'Give the value, or a default: {{ customer.first_name | default: "there" }}.',
      cause: error,
    });
  }
}

/** Which part of a template could not be filled in, in its own words. */
function whyUnfilled(error: LiquidError): string {
  const part = error.token.getText().trim();
  if (error instanceof UndefinedVariableError) {
    const name = /^undefined variable: ([^,\s]+)/u.exec(error.message)?.[1] ?? part;
    return `there is no ${name}`;
  }
  if (error.originalError instanceof EmptyValue) return `${part} is empty`;
  return `${part}: ${firstLine(error)}`;
}

function firstLine({ message }: Error): string {
  return (message.split('\n')[0] ?? '').replace(/, (file|line):.*$/u, '').replace(/\.$/u, '');
}
