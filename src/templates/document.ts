import { EarshotError } from '../core/errors.js';
import type { TemplateVariant } from '../core/template.js';

/** A wording as it is written, before the desk has kept it. */
export type WrittenVariant = Omit<TemplateVariant, 'id'>;

const HEADING = /^---(?<tags>.*)$/u;
const LANGUAGE = /^[a-z]{2,3}$/u;

/**
 * All wordings of a template as one text to edit: each under a line of its own, `--- fa mastodon`, which names its
 * language and network, or `---` where it serves any.
 */
export function writeDocument(variants: readonly WrittenVariant[]): string {
  return variants
    .map(
      ({ language, network, text }) => `${['---', language, network].filter(Boolean).join(' ')}\n${text}\n`,
    )
    .join('\n');
}

/**
 * Reads what `writeDocument` writes, as a person left it. Text before the first heading is a wording for any.
 *
 * @param networks the ids a heading may name
 * @throws EarshotError `template-document` (usage) with the line that cannot be read
 */
export function readDocument(document: string, networks: readonly string[]): WrittenVariant[] {
  const sections: { tags: Omit<WrittenVariant, 'text'>; lines: string[] }[] = [
    { tags: { language: null, network: null }, lines: [] },
  ];
  for (const [index, line] of document.split(/\r?\n/u).entries()) {
    const tags = HEADING.exec(line)?.groups?.tags;
    if (tags === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ tags: readTags(tags, index + 1, networks), lines: [] });
  }
  const variants = sections.map(({ tags, lines }) => ({ ...tags, text: lines.join('\n').trim() }));
  return variants.filter(({ text }) => text !== '');
}

function readTags(tags: string, line: number, networks: readonly string[]): Omit<WrittenVariant, 'text'> {
  const words = tags.split(/[\s,]+/u).filter((word) => word !== '');
  const network = words.find((word) => networks.includes(word)) ?? null;
  const [language = null, ...rest] = words.filter((word) => word !== network);
  if ((language === null || LANGUAGE.test(language)) && rest.length === 0) return { language, network };
  throw new EarshotError(`Line ${line}: '---${tags}' names no language and network.`, {
    code: 'template-document',
    kind: 'usage',
    hint: `Write such as '--- fa', '--- en mastodon' or '---'. Networks: ${networks.join(', ')}.`,
  });
}
