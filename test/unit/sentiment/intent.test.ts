import { describe, expect, it } from 'vitest';
import { loadScorer } from '../../../src/sentiment/index.js';

const scorer = loadScorer();

describe('intent', () => {
  it.each([
    ['question', 'What time do you open on Sunday?'],
    ['question', 'how much is the large latte'],
    ['question', 'قیمت این محصول چنده'],
    ['question', 'ارسال به شیراز دارید؟'],
    ['question', 'Cái này bao nhiêu tiền vậy shop'],
    ['question', 'còn hàng không ạ'],
    ['question', '¿Tienen mesas para mañana?'],
    ['request', 'Please call me back about my booking'],
    ['request', 'Cho mình đặt bàn 4 người tối nay nhé'],
    ['request', 'لطفا لیست قیمت رو بفرستید'],
    ['complaint', 'My order still has not arrived and nobody answers. Terrible!'],
    ['complaint', 'Giao hàng quá chậm, shop không trả lời tin nhắn, quá thất vọng'],
    ['complaint', 'سرعت اینترنت افتضاحه، خسته شدیم'],
    ['praise', 'Thank you so much, the cake was amazing!'],
    ['praise', 'Món ăn rất ngon, phục vụ tuyệt vời, cảm ơn quán'],
    ['praise', 'مرسی خیلی عالی بود'],
    ['noise', 'GIVEAWAY! Follow and RT to win a free iPhone https://spam.example'],
    ['noise', 'Kiếm tiền online việc nhẹ lương cao, kết bạn zalo ngay'],
    ['noise', 'به پیج ما سر بزنید قرعه کشی داریم فالو کنید'],
  ])('%s: %s', (intent, text) => {
    expect(scorer.score(text).intent).toBe(intent);
  });

  it('takes a repost for noise whatever it says', () => {
    const understood = scorer.score('Where is my order?', { kind: 'repost' });
    expect(understood).toMatchObject({ intent: 'noise', needsReply: false, reasons: ['only a repost'] });
  });
});

describe('needs reply', () => {
  it('gives reasons a person reads', () => {
    const { needsReply, reasons } = scorer.score('@Cafe when do you open tomorrow?', {
      ownHandles: ['cafe'],
    });
    expect(needsReply).toBe(true);
    expect(reasons).toEqual(['asks a question', 'tagged you']);
  });

  it('is no for what asks for nothing', () => {
    expect(scorer.score('Walking past the café on the corner').needsReply).toBe(false);
  });

  it('is yes in private', () => {
    const { needsReply, reasons } = scorer.score('hello', { kind: 'message', private: true });
    expect(needsReply).toBe(true);
    expect(reasons).toContain('wrote to you in private');
  });
});

describe('urgency', () => {
  it.each([
    ['possible injury or illness', 'We all got food poisoning from your chicken, terrible'],
    ['possible injury or illness', 'Ăn xong bị ngộ độc phải nhập viện, quá tệ'],
    ['possible injury or illness', 'غذا فاسد بود مسموم شدیم، افتضاح'],
    ['legal threat', 'This is unacceptable, you will hear from my lawyer'],
    ['possible fraud or theft', 'You charged me twice and nobody answers, awful'],
    ['about to leave', 'Worst airline, never again'],
  ])('%s: %s', (reason, text) => {
    const { urgency, reasons } = scorer.score(text);
    expect(urgency).toContain(reason);
    expect(reasons).toContain(reason);
  });

  it('finds none in praise', () => {
    expect(scorer.score('Your chicken is to die for, I love it! Thank you!').urgency).toEqual([]);
  });
});

describe('a complaint put as a question', () => {
  it.each([
    'Why is my flight delayed again and nobody tells us anything?',
    'چرا سرعت اینترنت افتضاحه؟ خسته شدیم',
    'Sao giao hàng chậm quá vậy, shop làm ăn kiểu gì tệ thế?',
  ])('stays a complaint: %s', (text) => {
    expect(scorer.score(text)).toMatchObject({ intent: 'complaint', needsReply: true });
  });
});
