import type { Post } from '../post.js';
import { hashtagsIn, linksIn } from '../text.js';
import type { World } from '../world.js';
import type { SearchNode } from './parse.js';

const TOKEN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}_\u200c]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\p{L}\p{M}\p{N}_\u200c]|$)|\p{Extended_Pictographic}/gu;

/** Words of texts, remembered: a search walks the same posts again and again. */
const wordsOfPost = new WeakMap<Post, readonly string[]>();

/** Whether a post matches a parsed search query. */
export function matchesSearch(world: World, post: Post, node: SearchNode): boolean {
  switch (node.kind) {
    case 'and':
      return node.nodes.every((child) => matchesSearch(world, post, child));
    case 'or':
      return node.nodes.some((child) => matchesSearch(world, post, child));
    case 'not':
      return !matchesSearch(world, post, node.node);
    case 'words':
      return containsRun(tokensOf(post), words(node.text));
    case 'hashtag':
      return hashtagsIn(post.text).includes(node.tag);
    case 'handle':
      return post.handles.includes(node.handle) || (post.tagsUs && isUs(world, node.handle));
    case 'operator':
      return matchesOperator(world, post, node.name, node.value);
  }
}

function matchesOperator(world: World, post: Post, name: string, value: string): boolean {
  switch (name) {
    case 'from':
      return post.author === value.replace(/^@/, '').toLowerCase();
    case 'to':
      return world.answered(post)?.handle.toLowerCase() === value.replace(/^@/, '').toLowerCase();
    case 'conversation_id':
      return post.conversationId === value;
    case 'in_reply_to_tweet_id':
      return post.replyTo === value;
    case 'quotes_of_tweet_id':
      return post.quoteOf === value;
    case 'url':
      return linksIn(world.fullText(post)).some((link) => containsRun(words(link), words(value)));
    case 'lang':
      return post.lang === value;
    case 'has':
      return has(world, post, value);
    default:
      return is(world, post, value);
  }
}

function has(world: World, post: Post, value: string): boolean {
  if (value === 'links') return linksIn(world.fullText(post)).length > 0;
  if (value === 'hashtags') return hashtagsIn(post.text).length > 0;
  return post.handles.length > 0 || post.tagsUs;
}

function is(world: World, post: Post, value: string): boolean {
  if (value === 'retweet') return post.repostOf !== null;
  if (value === 'reply') return post.replyTo !== null;
  if (value === 'quote') return post.quoteOf !== null;
  return world.people.byHandle(post.author)?.verified ?? false;
}

function isUs(world: World, handle: string): boolean {
  return world.us.handle.toLowerCase() === handle;
}

function tokensOf(post: Post): readonly string[] {
  let tokens = wordsOfPost.get(post);
  if (!tokens) {
    tokens = words(post.text);
    wordsOfPost.set(post, tokens);
  }
  return tokens;
}

/** Words as X splits them: at spaces, punctuation and symbols; scripts without spaces by character. */
function words(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(TOKEN) ?? [];
}

function containsRun(haystack: readonly string[], needle: readonly string[]): boolean {
  if (needle.length === 0) return false;
  for (let start = 0; start + needle.length <= haystack.length; start++) {
    if (needle.every((word, offset) => haystack[start + offset] === word)) return true;
  }
  return false;
}
