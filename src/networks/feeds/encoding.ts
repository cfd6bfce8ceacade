/** How much of a document is looked at for its declaration. */
const HEAD = 1_024;

/**
 * A document as text. UTF-8 is tried first whatever is claimed: text in another encoding is hardly ever valid UTF-8,
 * and servers name encodings that their documents are not in. Then its byte order mark's, the one the server names,
 * the one it declares itself (RFC 7303), and windows-1252, which fits everything.
 *
 * @param contentType the server's Content-Type, or null
 * @see https://encoding.spec.whatwg.org for the names
 */
export function decodeDocument(body: Uint8Array, contentType: string | null): string {
  const utf8 = decodeAs('utf-8', body);
  if (utf8 !== null && !OTHERWISE.test(utf8)) return utf8;
  const head = new TextDecoder('latin1').decode(body.subarray(0, HEAD));
  const candidates = [
    markOf(body),
    /;\s*charset\s*=\s*"?([\w:.+-]+)/i.exec(contentType ?? '')?.[1],
    /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([\w:.+-]+)["']/i.exec(head)?.[1],
  ];
  for (const encoding of candidates) {
    const text = encoding === undefined ? null : decodeAs(encoding, body);
    if (text !== null) return text;
  }
  return new TextDecoder('windows-1252').decode(body);
}

/** Signs of encodings that pass for UTF-8: the zeros of UTF-16, the escapes of ISO-2022. */
const OTHERWISE = /[\0\x1b]/;

function markOf([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

/** Null where the encoding is unknown, or the bytes are not of it. */
function decodeAs(encoding: string, body: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body);
  } catch {
    return null;
  }
}
