/** HTML or SVG that is safe to put into a page. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Markup[];

const NAMES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template of HTML or SVG: every text put into it is escaped, in elements and in quoted attributes alike. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  const written = texts.map((text, index) => text + writtenPart(parts[index]));
  return { markup: written.join('') };
}

export const NOTHING: Markup = { markup: '' };

function writtenPart(part: Part | undefined): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (char) => NAMES[char] ?? char);
  if (typeof part === 'number') return String(Math.round(part * 10) / 10);
  return 'markup' in part ? part.markup : part.map(({ markup }) => markup).join('');
}
