import { describe, expect, it } from 'vitest';
import { loadScorer } from '../../../src/sentiment/index.js';

const scorer = loadScorer();

describe('language', () => {
  it.each([
    ['en', 'Do you have gluten free cake today?'],
    ['fa', 'سلام، ساعت کاری شما چنده؟'],
    ['vi', 'Quán mình mở cửa mấy giờ vậy ạ?'],
    ['es', '¿A qué hora abren mañana por favor?'],
    ['fr', 'Bonjour, est-ce que vous êtes ouverts demain ?'],
    ['de', 'Habt ihr morgen auch geöffnet?'],
    ['it', 'Buongiorno, siete aperti anche domani sera?'],
    ['pt', 'Vocês têm bolo de chocolate hoje? Obrigado'],
    ['ar', 'هل عندكم توصيل الى الرياض؟'],
    ['hi', 'yeh bahut bakwas service hai bhai, kab aayega mera order'],
    ['hi', 'आपकी दुकान कब खुलेगी?'],
  ])('%s: %s', (language, text) => {
    expect(scorer.score(text).language).toBe(language);
  });

  it.each([
    ['ur', 'کیا حال ہے؟'],
    ['ur', 'یہ موبائل بہت اچھا ہے'],
    ['ur', 'مجھے آپ کی سروس پسند نہیں آئی'],
    ['ur', 'دکان کب کھلتی ہے'],
    ['ckb', 'خواردنەکە زۆر خۆش بوو'],
    ['ckb', 'کەی دەکرێنەوە؟'],
    ['ckb', 'نرخی چەندە؟'],
    ['fa', 'خانەی ما سرد بود و کسی جواب نداد'],
    ['fa', 'این ڤیدیو را دیدم و خیلی خوب بود'],
  ])('knows the neighbours of Persian by their letters, %s: %s', (language, text) => {
    expect(scorer.score(text).language).toBe(language);
  });

  it('tells Indonesian and Malay from the rest', () => {
    expect(['id', 'ms']).toContain(scorer.score('Terima kasih, makanannya enak sekali').language);
  });

  it.each(['', '😍', '12:30', 'https://example.com', 'Что это такое'])('says und for %j', (text) => {
    expect(scorer.score(text).language).toBe('und');
  });

  it.each(['worst ever', 'lol', 'Salam'])('never says Persian or Arabic of Latin letters: %s', (text) => {
    expect(['fa', 'ar']).not.toContain(scorer.score(text).language);
  });

  it.each([
    'Wat een geweldige service, het eten was heerlijk',
    'Vilken fantastisk middag, tack så mycket',
    'Bardzo dobre jedzenie, polecam wszystkim',
    'Výborné jídlo, přijdeme zase',
    'Mâncarea a fost foarte bună',
    'Nagyon finom volt az étel',
    'Ruoka oli todella hyvää, kiitos',
    'Yemekler çok güzeldi, teşekkürler',
    'Ang sarap ng pagkain, babalik ako',
    'Chakula kilikuwa kizuri sana',
  ])('names no neighbour of a language it was not taught, and claims little: %s', (text) => {
    const { language, sentiment } = scorer.score(text);
    expect(language).toBe('und');
    expect(sentiment.confidence).toBeLessThan(0.7);
  });

  it.each([
    'khana bahut accha tha, maza aa gaya',
    'abhi tak order nahi aaya, kya kar rahe ho',
    'aap log kitne baje tak khule ho',
    'paise wapas karo, yeh sab bakwas hai',
  ])('knows Hindi in Latin letters: %s', (text) => {
    expect(scorer.score(text).language).toBe('hi');
  });

  it('takes the network’s word only where the text leaves room', () => {
    expect(scorer.score('😍', { networkLanguage: 'vi' }).language).toBe('vi');
    expect(scorer.score('😍', { networkLanguage: 'pt-BR' }).language).toBe('pt');
    expect(scorer.score('😍', { networkLanguage: 'in' }).language).toBe('id');
    expect(scorer.score('😍', { networkLanguage: 'xx' }).language).toBe('und');
    expect(scorer.score('Where is my order, please?', { networkLanguage: 'vi' }).language).toBe('en');
  });
});
