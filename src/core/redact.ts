/** Takes secrets out of texts meant for people, logs and error reports. */
export interface Redactor {
  /** Remembers a secret and the forms it takes on its way: URL-encoded, in a form, JSON, base64. */
  register(secret: string): void;
  /** The text with every form of every secret replaced by `[redacted]`. */
  redact(text: string): string;
}

/** Shorter strings are not secrets worth the name, and would blank out ordinary words. */
const SHORTEST = 6;

/**
 * The characters of base64 that a secret fixes wherever it stands in the encoded bytes: base64 packs three bytes
 * in four characters, so there are three ways to fall, and the characters shared with neighbours are dropped.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const first = Math.ceil((shift * 8) / 6);
    const end = Math.floor(((shift + bytes.length) * 8) / 6);
    return encoded.slice(first, end);
  });
}

/** Shorter pieces of a secret give nothing away, and may be words. */
const SHORTEST_PIECE = 16;

/**
 * What a server may repeat of a secret without the rest: the path of a webhook's address, the part of a bot's token
 * after the colon, the signature of a JWT. A host's name is none.
 */
function piecesOf(secret: string): string[] {
  const url = URL.canParse(secret) ? new URL(secret) : null;
  const path = url === null || url.host === '' ? '' : `${url.pathname}${url.search}`;
  const parts = path === '' ? secret : `${url?.username} ${url?.password} ${path}`;
  const pieces = [path, ...parts.split(/[^A-Za-z0-9+=_-]+/), ...parts.split(/[^A-Za-z0-9]+/)];
  return pieces.filter((piece) => piece.length >= SHORTEST_PIECE);
}

function formsOf(secret: string): string[] {
  const base64 = base64Forms(secret);
  // By way of UTF-8, so that a lone surrogate cannot make encodeURIComponent throw.
  const encoded = encodeURIComponent(Buffer.from(secret, 'utf8').toString('utf8'));
  return [
    secret,
    encoded,
    encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`),
    // As the body of a form has it: a space is a plus there.
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    ...base64,
    ...base64.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...piecesOf(secret),
  ].filter((form) => form.length >= SHORTEST);
}

/** A redactor that knows no secret yet. */
export function createRedactor(): Redactor {
  let forms: string[] = [];
  return {
    register(secret) {
      if (secret.length < SHORTEST) return;
      // Longest first: a secret inside another must not leave the rest of the longer one standing.
      forms = [...new Set([...forms, ...formsOf(secret)])].sort((a, b) => b.length - a.length);
    },
    redact(text) {
      return forms.reduce((clean, form) => clean.replaceAll(form, '[redacted]'), text);
    },
  };
}
