import type { LANGUAGES } from './languages.js';

/**
 * What to read in place of phrases that mean something else than their words: litotes ("not bad"), exclamations that
 * open like questions («چقدر خوب»), fixed sayings. Phrases are separated by a bar; a plus between groups stands for
 * each of the one before each of the other. Readings are words that the model knows. A number stands for any number.
 */
type Idioms = Readonly<Record<string, readonly string[]>>;

const PERSIAN_IS_NOT = 'نیست|نبود|نیستش|نبودش|نیستن|نیستند|نبودن|نبودند|نبوده|نمیباشد|نمی باشد';

const VIETNAMESE_NOT = [
  'không|ko|k|khg|hông|hong|hổng|chẳng|chả|đéo|đếch|chưa|đâu có',
  'không hề|ko hề|không có|ko có|k có|không được|ko được|k được|chưa được|không thấy|ko thấy|k thấy',
].join('|');
const VIETNAMESE_NEVER = [
  'không|ko|k|khg|hông|hong|hổng|chẳng|chả|không hề|ko hề|không bị|ko bị|k bị|không có|ko có|k có|không thấy',
  'ko thấy|k thấy|không gặp|chưa bị|chưa thấy|chưa hề|chưa từng|chưa bao giờ|không bao giờ|ko bao giờ|đéo bao giờ',
].join('|');

export const IDIOMS: Readonly<Partial<Record<(typeof LANGUAGES)[number], Idioms>>> = {
  en: {
    good: [
      'not + bad|too bad|that bad|so bad|half bad|bad at all',
      'no complaint|no complaints|nothing to complain about|cant complain|cannot complain|cant really complain',
    ],
    love: [
      'cant fault|cannot fault|couldnt fault|cant go wrong with|cant go wrong|cant get enough of|cant get enough',
      'nothing but + good things|good things to say|praise|love',
    ],
    okay: ['no problem|no problems|no issue|no issues'],
    'always good': [
      'never had + a problem|any problem|any problems|problems|an issue|any issues|issues|any trouble',
    ],
    'always great': [
      'never + disappoint|disappoints|disappointed|disappointing|been disappointed|lets me down|let me down|let us down',
    ],
    always: ['never fail to|never fails to|never failed to'],
    'very happy': [
      'couldnt be|could not be|cant be|couldnt have been + happier|more happy|more pleased|more satisfied',
    ],
    perfect: [
      'couldnt|could not + be better|have been better|ask for more|ask for better|have asked for more',
      'doesnt get better than this|doesnt get any better',
    ],
    'highly recommend': [
      'cant|cannot + recommend it enough|recommend them enough|recommend this enough|recommend you enough',
      'cant|cannot + recommend this place enough|recommend highly enough',
    ],
    dislike: ['wouldnt recommend|would not recommend|dont recommend|do not recommend|wont be recommending'],
    'the best': ['second to none|to die for'],
    'not good': ['could be better|could have been better|couldve been better|ive seen better|ive had better'],
    bad: ['leaves + a lot to be desired|much to be desired|something to be desired'],
  },
  fa: {
    'بد بود': [
      `خوب|جالب|مناسب|خوشمزه|باکیفیت|با کیفیت|قشنگ|راضی کننده|رضایت بخش|تازه|تمیز|سالم + ${PERSIAN_IS_NOT}`,
      'خوشم + نیومد|نیامد|نمیاد',
      'دوست نداشتم|دوست ندارم|نپسندیدم',
      'راضی + نیستم|نبودم|نیستیم|نبودیم|نیست|نبود|نشدم|نشدیم',
      'ارزش خرید|ارزش خریدن|ارزش این قیمت رو|ارزشش رو + نداره|ندارد|نداشت',
    ],
    'متوسط بود': [`بد|بدک|عالی + ${PERSIAN_IS_NOT}`],
    'خوب است': [`گرون|گران|خراب|ضعیف|کثیف|کند|افتضاح + ${PERSIAN_IS_NOT}`],
    'راضی هستم': ['پشیمون|پشیمان|ناراضی + نیستم|نیستیم|نبودم|نشدم|نشدیم|نمیشید|نمیشین|نخواهید شد'],
    'ضعیف بود': ['میتونست|می تونست|میتوانست|می توانست + بهتر باشه|بهتر باشد|خیلی بهتر باشه|بهتر از این باشه'],
    'خوب بود': ['ارزش خرید + داره|دارد|بالا'],
    'خیلی خوب': ['چقدر|چقد|چه قدر|چه + خوب|خوبه|خوشمزه|خوشمزه بود|عالی|قشنگ|قشنگه|زیبا|زیباست|خوشگل'],
    'خیلی بد': ['چقدر|چقد|چه قدر + بد|بده|بد بود|افتضاح|زشت|زشته|بی ادب'],
  },
  vi: {
    tệ: [
      `${VIETNAMESE_NOT} + ngon|ngon lắm|đẹp|đẹp lắm|tốt|tốt lắm|ổn|ổn lắm|hài lòng|ưng|ưng ý|ưng lắm|thích|thích lắm`,
      `${VIETNAMESE_NOT} + chất lượng|đáng tiền|đáng đồng tiền|xịn|bền|sạch|sạch sẽ|vừa ý|như ý|như mong đợi|hợp lý`,
      `${VIETNAMESE_NOT} + nhiệt tình|thân thiện|dễ thương|thoải mái|chuyên nghiệp|lịch sự|hấp dẫn|thú vị|rõ ràng`,
    ],
    ổn: [
      `${VIETNAMESE_NEVER} + tệ|tệ lắm|dở|xấu|chậm|trễ|lỗi|lỗi gì|hư|hỏng|hư hỏng|chê|kém|đắt|mắc|thất vọng|bẩn|dơ`,
      `${VIETNAMESE_NEVER} + tệ chút nào|tệ tí nào|kém chút nào|dở chút nào|thất vọng chút nào|hôi|chán|ngán|khó chịu|kích ứng|dị ứng|vấn đề gì|lag|giật|bị lỗi|bị hư`,
      'không|ko|k|chẳng|chả + có gì để phàn nàn|có gì phải phàn nàn',
    ],
    'luôn hài lòng': [
      `${VIETNAMESE_NEVER} + thất vọng về|làm mình thất vọng|làm em thất vọng|làm tôi thất vọng|làm tui thất vọng`,
      `${VIETNAMESE_NEVER} + làm tao thất vọng`,
    ],
    'tuyệt vời': [
      'không|ko|k|chẳng|chả + có gì để chê|có gì phải chê|còn gì để chê|chê vào đâu được|chê vào đâu đc|chê vào đâu dc',
      'miễn chê|khỏi chê|hết chỗ chê',
    ],
    luôn: ['lúc nào|khi nào|bao giờ + cũng'],
    đều: ['cái gì|gì|món gì|món nào|cái nào|ai|chỗ nào|ở đâu|đâu + cũng'],
    vẫn: ['sao|thế nào|kiểu gì|bao nhiêu|bao lâu|làm gì + cũng'],
    quá: ['gì đâu á|gì đâu luôn'],
    giờ: ['7 + giờ|h|g + kém'],
    'bán chạy': ['cháy hàng|cháy size|cháy vé'],
    'tỏ ra giỏi': ['tỏ ra nguy hiểm|tỏ vẻ nguy hiểm|đừng tỏ ra nguy hiểm'],
    'cười quá': ['cười đau bụng|cười đau cả bụng'],
    tiền: ['nhân dân tệ|tiền tệ|ngoại tệ|100 tệ'],
  },
};

/** Every phrase of a pattern: 'a|b + c|d' is 'a c', 'a d', 'b c' and 'b d'. */
export function phrasesOfPattern(pattern: string): string[] {
  const [first = [], ...rest] = pattern.split(' + ').map((group) => group.split('|'));
  return rest.reduce(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => `${head} ${tail}`)),
    first,
  );
}
