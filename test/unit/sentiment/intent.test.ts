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
    ['noise', 'RT @bigshop: Everything half price this weekend'],
    ['noise', 'Earn up to $500 per day from home, DM me for details https://spam.example'],
    ['noise', 'Cafe Nar to Open Fifth Branch in Leipzig - Morning News https://news.example/1'],
    ['noise', 'vay nhanh trong ngày, giải ngân liền, ib em'],
    ['noise', 'فالو کن بک میدم پیجم رو ببین'],
    ['noise', 'Sigue y da RT para participar en el sorteo https://spam.example'],
    ['noise', 'Concours ! Abonne toi et RT et follow pour gagner https://spam.example'],
    ['noise', 'Gewinnspiel! Folgt mir und gewinne ein Handy https://spam.example'],
    ['noise', 'تداول وارباح يومية للتواصل واتس'],
    ['noise', 'slot gacor maxwin hari ini klik link'],
    ['request', 'Quiero reservar una mesa para dos mañana'],
    ['request', 'Je voudrais réserver une table pour ce soir, svp'],
    ['request', 'Ich möchte für heute Abend einen Tisch reservieren'],
    ['request', 'Vorrei prenotare un tavolo per due'],
    ['request', 'Gostaria de fazer uma reserva para sábado'],
    ['request', 'ممكن احجز طاولة لو سمحت'],
    ['request', 'tolong hubungi saya, mau pesan dua kopi'],
    ['question', '¿A qué hora abren el domingo?'],
    ['question', 'Combien coûte le grand café ?'],
    ['question', 'Wann macht ihr am Sonntag auf?'],
    ['question', 'Quanto custa o café grande?'],
    ['question', 'بكم القهوة الكبيرة؟'],
    ['question', 'jam berapa buka hari minggu?'],
    ['complaint', 'Mi pedido nunca llegó y nadie contesta, pésimo servicio'],
    ['complaint', "Toujours pas livré, c'est inadmissible"],
    ['complaint', 'Immer noch nicht geliefert, schlechter Service'],
    ['complaint', 'Ancora niente, il corriere è in ritardo, che vergogna'],
    ['complaint', 'Meu pedido não chegou, que descaso'],
    ['complaint', 'الطلب ما وصل، خدمة سيئة جدا'],
    ['complaint', 'pesanan belum sampai, kecewa banget'],
    ['complaint', 'Thanks for the heads up about the 2 hour delay, worst airline ever'],
    ['complaint', 'I want my money back'],
    ['complaint', 'پولم رو پس بدید'],
    ['complaint', 'برنامتون باز نمیشه'],
    ['complaint', 'đặt từ trưa mà đợi mãi chưa có món'],
    ['praise', 'nhân viên tư vấn nhiệt tình, rất hài lòng'],
    ['praise', 'nhân viên hỗ trợ nhanh, dễ thương ghê'],
    ['request', 'tư vấn giúp mình với ạ'],
    ['question', 'chỗ để xe có mất phí ko ad'],
    ['question', 'đơn của em đâu rồi shop'],
    ['praise', 'Lúc nào cũng ngon, yêu quán'],
    ['praise', 'What a lovely place'],
    ['other', 'nội dung không có gì đặc biệt'],
    ['other', 'از صبح تا شب صحبت می کند'],
  ])('%s: %s', (intent, text) => {
    expect(scorer.score(text).intent).toBe(intent);
  });

  it('hears what is said among others without taking it for a word to the business', () => {
    const post = { kind: 'post' as const };
    expect(scorer.score('buồn quá, thi trượt rồi', post).needsReply).toBe(false);
    expect(scorer.score('máy này pin ra sao các bác?', post)).toMatchObject({
      intent: 'question',
      needsReply: false,
      reasons: ['asks other customers'],
    });
    expect(scorer.score('mua được 2 tháng đã hỏng màn hình, tệ', post)).toMatchObject({
      intent: 'complaint',
      needsReply: true,
    });
    expect(scorer.score('shop ơi pin dùng được mấy tiếng?', post)).toMatchObject({
      intent: 'question',
      needsReply: true,
    });
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

  it('takes nobody for tagged where the account has no handle', () => {
    const { reasons } = scorer.score('When do you open? Write to me@home.example', { ownHandles: ['', '@'] });
    expect(reasons).toEqual(['asks a question']);
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

  it.each([
    'chuột không dây này bấm hơi cứng',
    'mẫu này cháy hàng rồi hả shop',
    'bưu kiện giao trễ hai ngày, chán',
    'mạng bị gián đoạn từ sáng, tệ quá',
    'quán ở gần bệnh viện phải không ạ',
    'phụ kiện hơi đắt, không thích',
    'trước giờ không bao giờ trễ mà hôm nay trễ, chán',
    'قیمت سوخت چنده؟',
    'کلینیک شما نزدیک بیمارستان امامه؟',
    'Is the café near a hospital?',
  ])('hears no alarm in a word that means something else: %s', (text) => {
    expect(scorer.score(text).urgency).toEqual([]);
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
