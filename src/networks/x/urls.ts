import { COUNTRY_DOMAINS, GENERIC_DOMAINS } from './tlds.js';

// The grammar by which X finds links in a text, after twitter-text 3.1.0 (Copyright 2018 Twitter, Inc., Apache
// License 2.0): a test compares both.
const DIRECTIONAL = String.raw`\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069`;
const INVALID = String.raw`\uFFFE\uFEFF\uFFFF`;
const SPACES = String.raw`\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000`;
const PUNCTUATION = String.raw`!'#%&\(\)*+,\\\-./:;<=>?@\[\]^_{|}~$`;
const LATIN_ACCENTS = String.raw`\xC0-\xD6\xD8-\xF6\xF8-\xFF\u0100-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB\u0300-\u036F\u1E00-\u1EFF`;
const CYRILLIC = String.raw`\u0400-\u04FF`;

const BEFORE = `(?:[^A-Za-z0-9@＠$#＃${INVALID}]|[${DIRECTIONAL}]|^)`;
const DOMAIN_CHAR = `[^${PUNCTUATION}${SPACES}${INVALID}${DIRECTIONAL}]`;
const SUBDOMAIN = String.raw`(?:(?:${DOMAIN_CHAR}(?:[_-]|${DOMAIN_CHAR})*)?${DOMAIN_CHAR}\.)`;
const DOMAIN_NAME = String.raw`(?:(?:${DOMAIN_CHAR}(?:-|${DOMAIN_CHAR})*)?${DOMAIN_CHAR}\.)`;
const DOMAIN_END = '(?=[^0-9a-zA-Z@+-]|$)';
const TLD = `(?:(?:(?:${GENERIC_DOMAINS.join('|')})${DOMAIN_END})|(?:(?:${COUNTRY_DOMAINS.join('|')})${DOMAIN_END})|(?:xn--[-0-9a-z]+))`;
const DOMAIN = `(?:${SUBDOMAIN}*${DOMAIN_NAME}${TLD})`;

const PATH_CHAR = String.raw`[a-z${CYRILLIC}0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&${LATIN_ACCENTS}]`;
const PARENS = String.raw`\((?:${PATH_CHAR}+|(?:${PATH_CHAR}*\(${PATH_CHAR}+\)${PATH_CHAR}*))\)`;
const PATH_END = String.raw`[+\-a-z${CYRILLIC}0-9=_#/${LATIN_ACCENTS}]|(?:${PARENS})`;
// PATH_END is not grouped in the original either: its second alternative stands alone.
const PATH = `(?:(?:${PATH_CHAR}*(?:${PARENS}${PATH_CHAR}*)*${PATH_END})|(?:@${PATH_CHAR}+/))`;
const QUERY_CHAR = String.raw`[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]`;
const QUERY_END = String.raw`[a-z0-9\-_&=#/]`;
const QUERY = String.raw`\?${QUERY_CHAR}*${QUERY_END}`;

const URL_PATTERN = new RegExp(
  String.raw`(?<before>${BEFORE})(?<url>(?<protocol>https?:\/\/)?(?<domain>${DOMAIN})(?::[0-9]+)?(?<path>\/${PATH}*)?(?:${QUERY})?)`,
  'gi',
);
const ASCII_DOMAIN = new RegExp(String.raw`(?:[\-a-z0-9${LATIN_ACCENTS}]+\.)+${TLD}`, 'gi');
const SHORT_LINK = new RegExp(String.raw`^https?:\/\/t\.co\/([a-z0-9]+)(?:${QUERY})?`, 'i');

const MAX_URL = 4_096;
const MAX_LABEL = 63;
const MAX_SLUG = 40;

/** A link in a text: UTF-16 offsets, end exclusive. */
export interface Link {
  start: number;
  end: number;
}

/** The links X would find in a text, with or without a protocol, in order. */
export function findLinks(text: string): Link[] {
  if (!text.includes('.')) return [];
  return [...text.matchAll(URL_PATTERN)].flatMap((match) => {
    const { before = '', url = '', protocol, domain = '', path } = match.groups ?? {};
    const end = match.index + match[0].length;
    const start = end - url.length;
    if (!isLinkable(url, protocol ?? 'https://', domain)) return [];
    if (protocol !== undefined) return withProtocol(url, start);
    return /[-_./]$/.test(before) ? [] : withoutProtocol(domain, path !== undefined, start, end);
  });
}

function withProtocol(url: string, start: number): Link[] {
  const short = SHORT_LINK.exec(url);
  if (short === null) return [{ start, end: start + url.length }];
  return (short[1] ?? '').length > MAX_SLUG ? [] : [{ start, end: start + short[0].length }];
}

/** Without a protocol only the ASCII domains in it are links; a path belongs to the last of them. */
function withoutProtocol(domain: string, hasPath: boolean, start: number, end: number): Link[] {
  const links = [...domain.matchAll(ASCII_DOMAIN)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
  const last = links.at(-1);
  if (last !== undefined && hasPath) last.end = end;
  return links;
}

function isLinkable(url: string, protocol: string, domain: string): boolean {
  const labels = domain.split('.').map((label) => (isAscii(label) ? label : punycodeLabel(label)));
  if (labels.some((label) => label.length === 0 || label.length > MAX_LABEL)) return false;
  return protocol.length + url.length + labels.join('.').length - domain.length <= MAX_URL;
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7F]*$/.test(text);
}

/** The label in ASCII (RFC 3492); what is no host name keeps about its length, as X's grammar takes it too. */
function punycodeLabel(label: string): string {
  return URL.canParse(`https://${label}/`) ? new URL(`https://${label}/`).hostname : `xn--${label}`;
}
