import type { WireMessage, WireTweet } from './schema.js';

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** Undoes X's escaping, which covers `&`, `<` and `>` only. */
function unescapeText(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);
}

type Linked = { url: string; expanded_url?: string | undefined };

/** The text as its author wrote it: unescaped, whole where it is longer than 280, its t.co links expanded. */
export function plainText(post: WireTweet | WireMessage): string {
  const note = 'note_tweet' in post ? post.note_tweet : undefined;
  const text = note?.text ?? post.text ?? '';
  const urls = (note === undefined ? post.entities?.urls : note.entities?.urls) ?? [];
  return expandLinks(unescapeText(text), urls);
}

function expandLinks(text: string, urls: readonly Linked[]): string {
  // Longest first: one short link may be the beginning of another.
  const known = urls.filter(({ url, expanded_url }) => url !== '' && expanded_url !== undefined);
  known.sort((a, b) => b.url.length - a.url.length);
  const replacement = new Map(known.map(({ url, expanded_url }) => [url, expanded_url ?? url]));
  if (replacement.size === 0) return text;
  const pattern = new RegExp([...replacement.keys()].map(escapeRegExp).join('|'), 'g');
  return text.replace(pattern, (url) => replacement.get(url) ?? url);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
