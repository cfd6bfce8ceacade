import { invalidRequest, type Refusal } from '../problems.js';

/** A recent-search query as a tree. */
export type SearchNode =
  | { kind: 'and' | 'or'; nodes: SearchNode[] }
  | { kind: 'not'; node: SearchNode }
  | { kind: 'words'; text: string }
  | { kind: 'hashtag'; tag: string }
  | { kind: 'handle'; handle: string }
  | { kind: 'operator'; name: string; value: string };

const MAX_LENGTH = 512;
/** Operators that can stand alone. */
const STANDALONE = ['from', 'to', 'conversation_id', 'in_reply_to_tweet_id', 'quotes_of_tweet_id', 'url'];
/** Operators that need one of those, a word, a handle or a hashtag beside them, with the values they take. */
const BESIDE: Record<string, readonly string[] | null> = {
  is: ['retweet', 'reply', 'quote', 'verified'],
  has: ['links', 'hashtags', 'mentions'],
  lang: null,
};
const TOKEN = /\s*(?:(-)?(\()|(\))|(-)?((?:[a-z_]+:)?"[^"]*"|[^\s()"]+))/gy;

interface Token {
  kind: 'open' | 'close' | 'or' | 'term';
  negated: boolean;
  text: string;
  at: number;
}

/**
 * Parses a query of X's recent search: words, "phrases", #hashtags, @handles, operators, OR, negation with -
 * and parentheses; a space means and, and binds tighter than OR.
 *
 * @throws Refusal (400) naming the position, as X does
 */
export function parseSearch(query: string): SearchNode {
  const refuse = (message: string): Refusal =>
    invalidRequest(`There were errors processing your request: ${message}`, { query: [query] });
  if ([...query].length > MAX_LENGTH) {
    throw invalidRequest(`The \`query\` query parameter value is longer than ${MAX_LENGTH} characters`, {
      query: [query],
    });
  }
  const tokens = tokenize(query, refuse);
  let next = 0;
  const tree = parseOr();
  if (next < tokens.length)
    throw refuse(`missing EOF at '${tokens[next]?.text}' (at position ${tokens[next]?.at})`);
  if (!standsAlone(tree)) {
    throw refuse('Rule must contain at least one positive, non-stopword clause (at position 1)');
  }
  return tree;

  function parseOr(): SearchNode {
    const nodes = [parseAnd()];
    while (tokens[next]?.kind === 'or') {
      next++;
      nodes.push(parseAnd());
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'or', nodes };
  }

  function parseAnd(): SearchNode {
    const nodes: SearchNode[] = [];
    for (
      let token = tokens[next];
      token && token.kind !== 'or' && token.kind !== 'close';
      token = tokens[next]
    ) {
      next++;
      if (token.kind === 'term') {
        const term = readTerm(token, refuse);
        nodes.push(token.negated ? { kind: 'not', node: term } : term);
        continue;
      }
      if (token.negated) throw refuse(`Cannot negate a group; negate its terms (at position ${token.at})`);
      nodes.push(parseOr());
      if (tokens[next]?.kind !== 'close') throw refuse(`missing ')' (at position ${query.length + 1})`);
      next++;
    }
    if (nodes.length === 0) {
      const at = tokens[next];
      throw refuse(
        at ? `no viable alternative at '${at.text}' (at position ${at.at})` : 'the query ends too early',
      );
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'and', nodes };
  }
}

function tokenize(query: string, refuse: (message: string) => Refusal): Token[] {
  const tokens: Token[] = [];
  const text = query.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw refuse(`no viable alternative at '${text.slice(from)}' (at position ${from + 1})`);
    const [whole, groupMinus, open, close, minus, term] = match;
    const at = from + whole.length - whole.trimStart().length + 1;
    const negated = Boolean(groupMinus ?? minus);
    if (open) tokens.push({ kind: 'open', negated, text: open, at });
    else if (close) tokens.push({ kind: 'close', negated, text: close, at });
    else if (term === 'OR') tokens.push({ kind: 'or', negated, text: term, at });
    else if (term?.toLowerCase() === 'or') {
      throw refuse(`Ambiguous use of ${term} as a keyword. Use a logical "OR" instead (at position ${at})`);
    } else if (term) tokens.push({ kind: 'term', negated, text: term, at });
  }
  return tokens;
}

function readTerm(token: Token, refuse: (message: string) => Refusal): SearchNode {
  const { text, at } = token;
  const operator = /^([a-z_]+):(.*)$/s.exec(text);
  if (operator && !/^https?$/.test(operator[1] ?? '')) {
    const name = operator[1] ?? '';
    const value = unquote(operator[2] ?? '');
    const allowed = BESIDE[name];
    if (!STANDALONE.includes(name) && allowed === undefined) {
      throw refuse(
        `Reference to invalid operator '${name}'. Operator is not available in current product or product packaging (at position ${at})`,
      );
    }
    const shapeIsWrong = /_id$/.test(name) ? !/^\d{1,19}$/.test(value) : value === '';
    if (
      shapeIsWrong ||
      (allowed && !allowed.includes(value)) ||
      (name === 'lang' && !/^[a-z]{2,3}$/.test(value))
    ) {
      throw refuse(`Invalid value '${value}' for operator '${name}' (at position ${at})`);
    }
    return { kind: 'operator', name, value };
  }
  if (/^@[A-Za-z0-9_]{1,15}$/.test(text)) return { kind: 'handle', handle: text.slice(1).toLowerCase() };
  if (/^#./u.test(text)) return { kind: 'hashtag', tag: text.slice(1).toLowerCase() };
  if (unquote(text).trim() === '') throw refuse(`An empty phrase (at position ${at})`);
  return { kind: 'words', text: unquote(text) };
}

/** Whether a query says positively what to look for, which `is:`, `has:`, `lang:` and negations do not. */
function standsAlone(node: SearchNode): boolean {
  if (node.kind === 'and') return node.nodes.some(standsAlone);
  if (node.kind === 'or') return node.nodes.every(standsAlone);
  if (node.kind === 'operator') return STANDALONE.includes(node.name);
  return node.kind !== 'not';
}

function unquote(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1');
}
