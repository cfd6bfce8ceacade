import { DAY } from '../src/core/clock.js';
import type { InboundMention } from '../src/core/mention.js';
import { seededRandom, weighted } from './random.js';

// Talk to a café in three languages: common words often, thousands of rarer ones seldom, as in real talk.

const COMMON: Record<string, string[]> = {
  en: 'the coffee was cold and they never answered my message about order please help thanks love this place staff so rude today great service waiting for an hour where is open tomorrow best cake in town refund card menu gluten free table booking late delivery amazing really not good'.split(
    ' ',
  ),
  fa: 'سلام قهوه سرد بود و کسی جواب نداد لطفا کمک کنید ممنون عالی خیلی بد سفارش من نرسید کجا هستید ساعت کاری فردا باز می‌کنید بهترین کیک شهر پول منو پس بدید منتظر بودم کارکنان بی‌ادب خوشمزه'.split(
    ' ',
  ),
  vi: 'cà phê nguội quá không ai trả lời tin nhắn cho hỏi quán mở cửa mấy giờ ngày mai cảm ơn rất ngon phục vụ tệ đơn hàng của tôi chưa tới hoàn tiền bánh tuyệt vời nhân viên thái độ đợi lâu giao trễ'.split(
    ' ',
  ),
};
const LANGUAGES = [
  ['en', 62],
  ['fa', 22],
  ['vi', 16],
] as const;
const RARE_WORDS = 20_000;

const SYLLABLES = 'ba co du fe gi ho ja ke lu mi no pa qui re so ta ur vi wo xa ye zu ble chi dra fro'.split(
  ' ',
);

/** The n-th rare word, of syllables as real words are: 1 is the least rare. */
export function rareWord(n: number): string {
  let word = '';
  // A prime apart, so that neighbours in rarity are none in the alphabet.
  for (let left = (n * 7_919) % 456_976; word.length < 4 || left > 0; left = Math.floor(left / 26)) {
    word += SYLLABLES[left % 26];
  }
  return word;
}

export interface TalkOptions {
  seed: number;
  count: number;
  authors: number;
  /** ms UTC of the newest mention; the others lie before it. */
  newest: number;
  days: number;
}

/** Between one and a hundred thousand, and one more or so every week. */
function followersOf(author: number, daysAgo: number): number {
  return Math.floor(10 ** (((author * 7_919) % 1_000) / 200)) + 1_000 - Math.floor(daysAgo / 7);
}

/** Mentions of X's shape, newest first, the same for the same options. */
export function* talk({ seed, count, authors, newest, days }: TalkOptions): Generator<InboundMention> {
  const random = seededRandom(seed);
  const word = (language: string) => {
    const common = COMMON[language] ?? [];
    if (random() < 0.8) return common[Math.floor(common.length * random() ** 1.5)] ?? '';
    // Zipf: the n-th word comes about 1/n as often as the first.
    return rareWord(Math.floor(RARE_WORDS ** random()));
  };
  for (let index = 0; index < count; index++) {
    const language = weighted(random, LANGUAGES);
    const length = 6 + Math.floor(random() * 24);
    const author = Math.floor(authors * random() ** 2);
    const id = String(1_900_000_000_000_000_000n - BigInt(index) * 4_096n);
    const inThread = random() < 0.3;
    const createdAt = newest - Math.floor((index / count) * days * DAY);
    yield {
      nativeId: id,
      versionId: id,
      kind: inThread ? 'reply' : 'mention',
      private: false,
      author: {
        nativeId: String(10_000_000 + author),
        handle: `customer_${author}`,
        name: `Customer ${author}`,
        followers: followersOf(author, (newest - createdAt) / DAY),
        verified: author % 50 === 0,
        url: `https://x.com/customer_${author}`,
      },
      text: `@cafenar ${Array.from({ length }, () => word(language)).join(' ')}${random() < 0.3 ? '!' : ''}`,
      createdAt,
      editedAt: null,
      networkLanguage: language,
      url: `https://x.com/customer_${author}/status/${id}`,
      threadNativeId: inThread ? String(BigInt(id) - 4_096n) : id,
      replyToNativeId: inThread ? String(BigInt(id) - 4_096n) : null,
      metrics: {
        likes: Math.floor(random() * 20),
        reposts: random() < 0.05 ? Math.floor(random() * 60) : 0,
        replies: Math.floor(random() * 3),
        quotes: 0,
        views: Math.floor(random() * 5_000),
      },
      reply: { allowed: true },
    };
  }
}
