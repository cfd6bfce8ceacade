import { createHash } from 'node:crypto';
import { userIdOf } from './snowflake.js';

const LINK = /https?:\/\/[^\s<>"'«»“”]*[^\s<>"'«»“”.,!?;:)\]،؛؟…]/giu;
const HANDLE = /(?<![A-Za-z0-9_!#$%&*@＠/])[@＠]([A-Za-z0-9_]{1,15})(?![A-Za-z0-9_@＠])/g;
const HASHTAG =
  /(?<![\p{L}\p{M}\p{N}_&/])#([\p{L}\p{M}\p{N}_\u200c]*[\p{L}\p{M}][\p{L}\p{M}\p{N}_\u200c]*)/gu;

/** Links of a text as its author wrote them. */
export function linksIn(text: string): string[] {
  return text.match(LINK) ?? [];
}

/** Handles a text names, lower-case, each once. */
export function handlesIn(text: string): string[] {
  const found = [...withoutLinks(text).matchAll(HANDLE)].map((match) => (match[1] ?? '').toLowerCase());
  return [...new Set(found)];
}

/** Hashtags of a text without the #, lower-case. */
export function hashtagsIn(text: string): string[] {
  return [...withoutLinks(text).matchAll(HASHTAG)].map((match) => (match[1] ?? '').toLowerCase());
}

/** Entities as X lists them: positions count code points of the text that goes with them. */
export interface Entities {
  mentions?: { start: number; end: number; username: string; id: string }[];
  urls?: { start: number; end: number; url: string; expanded_url: string; display_url: string }[];
  hashtags?: { start: number; end: number; tag: string }[];
}

/**
 * A text as X serves it: links wrapped in t.co, and & < > escaped.
 *
 * @param tagged a handle to list among the mentions even where the text does not name it
 */
export function toWire(plain: string, tagged: string | null): { text: string; entities: Entities } {
  const wrapped = new Map<string, string>();
  const text = escapeText(
    plain.replace(LINK, (link) => {
      const short = shortLink(link);
      wrapped.set(short, link);
      return short;
    }),
  );
  const entities: Entities = {};
  const urls = [...text.matchAll(LINK)].map((match) => {
    const expanded = wrapped.get(match[0]) ?? match[0];
    return {
      ...place(text, match),
      url: match[0],
      expanded_url: expanded,
      display_url: displayLink(expanded),
    };
  });
  const bare = withoutLinks(text);
  const mentions = [...bare.matchAll(HANDLE)].map((match) => {
    const username = match[1] ?? '';
    return { ...place(text, match), username, id: userIdOf(username) };
  });
  if (tagged && !mentions.some((mention) => mention.username.toLowerCase() === tagged.toLowerCase())) {
    mentions.push({ start: 0, end: 1, username: tagged, id: userIdOf(tagged) });
  }
  const hashtags = [...bare.matchAll(HASHTAG)].map((match) => ({
    ...place(text, match),
    tag: match[1] ?? '',
  }));
  if (mentions.length > 0) entities.mentions = mentions;
  if (urls.length > 0) entities.urls = urls;
  if (hashtags.length > 0) entities.hashtags = hashtags;
  return { text, entities };
}

/** X escapes these three characters in every text it serves, and no others. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text behind `escapeText`; a text without these escapes comes back as it is. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function shortLink(link: string): string {
  if (/^https?:\/\/t\.co\//i.test(link)) return link;
  const code = createHash('sha256')
    .update(link)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, '');
  return `https://t.co/${code.slice(0, 10)}`;
}

function displayLink(link: string): string {
  const bare = link.replace(/^https?:\/\/(www\.)?/i, '');
  return bare.length > 27 ? `${bare.slice(0, 26)}…` : bare;
}

/** Blanks the links, so that nothing inside them is read as a handle or hashtag; positions stay. */
function withoutLinks(text: string): string {
  return text.replace(LINK, (link) => ' '.repeat(link.length));
}

function place(text: string, match: RegExpExecArray): { start: number; end: number } {
  const start = [...text.slice(0, match.index)].length;
  return { start, end: start + [...match[0]].length };
}
