import type { LANGUAGES } from './languages.js';

/** What a word or phrase can be a sign of. Each is one bit. */
export const CUE = {
  /** A question, wherever it stands. */
  ask: 1,
  /** A question when a sentence begins with it. */
  askFirst: 2,
  /** A question when a sentence ends with it. */
  askLast: 4,
  request: 8,
  complaint: 16,
  thanks: 32,
  noise: 64,
  health: 128,
  legal: 256,
  money: 512,
  press: 1024,
  leaving: 2048,
  /** Asks for the reason of something: where it went wrong, that is a complaint. */
  why: 4096,
  /** Speaks to somebody: "you", "shop". */
  address: 8192,
  /** Politeness that comes with requests, and with much else. */
  please: 16384,
  /** A demand that something be made good. */
  remedy: 32768,
  /** Tells of one's own case: "I ordered", "my parcel". */
  own: 65536,
  /** Asks other customers, not the business: "has anyone", "các bác". */
  others: 131072,
} as const;

type Cues = Partial<Record<keyof typeof CUE, string>>;

/** Words and phrases in ordinary spelling, separated by a bar; the tokeniser folds them as it folds texts. */
export const CUES: Readonly<Record<(typeof LANGUAGES)[number], Cues>> = {
  en: {
    own: 'i|im|ive|my|mine|we|our|us|me|ours',
    others: 'does anyone|anyone else|has anyone|anybody know|you guys think|fellow',
    why: 'why|how come',
    address: 'you|your|yours|youre|u|ur|yall|guys',
    please: 'please|pls|plz|prettyplease|pretty please',
    remedy: 'refund me|my money back|compensation|compensate|reimburse|make this right|fix this',
    ask: 'how much|how long|how many|how do i|how can i|how do you|what time|what is the|whats the|when will|when do you|when are you|when does|where can|where is|where are|is there|are there|are you open|do you have|do you sell|do you offer|do you do|does anyone|anyone know|any idea|any chance|any update|any news|is it possible|wondering if|can i|can we|could i|may i|do i need|should i|which one|who do i|can anyone|let me know if|is this true|why is|why are|why did|why do|why does|why cant|why wont',
    askFirst:
      'how|what|whats|when|where|wheres|who|which|why|is|are|does|do|did|can|could|will|would|has|have|any|was|were|am',
    request:
      'would be great if|would be nice if|trying to request|any chance you|any way to|anyway to|just sent|sent it|i sent|dmed you|just dmed|sent you a dm|sent a dm|hook me up|i would love to|id love to|wish you would|hope you can|please start|any way you can|way to get|pls help|plz help|please call|please contact|please dm|please fix|please add|please let me know|please advise|please cancel|please change|please check|can you please|could you please|can you|could you|can someone|could someone|would you|i need help|need help|need some help|need assistance|help me|i need to|we need to|i would like to|id like to|i want to order|i want to book|want to book|like to order|like to book|make a reservation|book a table|place an order|trying to book|trying to reach|dm me|call me back|email me|get in touch|need a refund|want a refund|want my money back|please refund|send me|looking for a|interested in|price list|how to order|follow so i can dm|follow me so i can dm|please follow',
    complaint:
      'worst|terrible|awful|horrible|unacceptable|disgusting|disgusted|ridiculous|disappointed|disappointing|disappointment|rude|broken|doesnt work|does not work|not working|isnt working|wont work|stopped working|still waiting|been waiting|waiting for|on hold|no response|no reply|no answer|never arrived|not arrived|hasnt arrived|never received|not received|still havent|still no|still not|cold food|was cold|stale|overpriced|rip off|ripped off|scam|scammed|poor service|bad service|terrible service|customer service|poor customer service|lost my|damaged|missing|wrong order|wrong item|late again|delayed|cancelled|canceled|charged twice|overcharged|refund|complaint|complain|faulty|defective|let down|fail|failed|failure|useless|joke|waste of|ruined|mistake|issue|issues|problem|problems|error|crashing|crashes|keeps crashing|shame on you|not happy|unhappy|frustrated|frustrating|annoyed|annoying|pissed|fed up|sick of|wtf|sucks',
    thanks:
      'thank you|thanks|thx|ty|cheers|appreciate|appreciated|kudos|well done|great job|good job|love you|love your|best ever|shout out to|shoutout to|props to|big up',
    noise:
      'giveaway|retweet to win|rt to win|follow and rt|follow and retweet|follow us and|enter to win|win a free|chance to win|click here|click the link|link in bio|check out my|check my bio|check my page|follow back|followback|follow me back|follow for follow|f4f|l4l|teamfollowback|gain followers|buy followers|free followers|promo code|discount code|use code|use my code|make money|earn money|work from home|passive income|bitcoin|crypto|forex|airdrop|nft|casino|whatsapp me|dm for promo|dm for credit|collab|onlyfans|subscribe to my|now hiring|job alert|new blog post|i just entered|free trial|limited time offer|giving away|give away|rt to enter|retweet and follow|like and retweet|tag a friend|tag 3 friends|sign up now|shop now|buy now|order now|dm to order|dm to promote|dm me for|earn up to|per day from home|signals|double your|investment plan|hot singles|cheap followers|get followers|sponsored|sugar daddy|cash app|cashapp|nudes|check this out|click on my|visit my|my channel|my store|free gift card|gift cards|congratulations you|you have won|claim your',
    health:
      'food poisoning|poisoned|got sick|made me sick|made us sick|threw up|throwing up|vomiting|vomited|hospital|ambulance|allergic reaction|allergic|allergy|allergen|anaphylactic|epipen|injured|injury|burned|burnt my|choked|choking|glass in|metal in|plastic in|mold|mould|mouldy|moldy|cockroach|cockroaches|rat in|mice|maggot|maggots|salmonella|e coli|unsafe|safety hazard|fire hazard|caught fire|on fire|exploded|electric shock|bleeding|fainted|passed out|undercooked|raw chicken|asthma|gas leak|smoke|kill myself|suicide|threatened|assaulted|harassed|my insulin|wheelchair',
    legal:
      'lawyer|lawyers|attorney|sue you|suing|will sue|going to sue|lawsuit|legal action|take you to court|see you in court|small claims|solicitor|ombudsman|trading standards|consumer protection|better business bureau|bbb|class action|police|report you|reported you|report this to|discrimination|discriminated|racist|racism|gdpr|data breach|my data',
    money:
      'charged twice|double charged|charged me twice|overcharged|unauthorized charge|unauthorised charge|fraud|fraudulent|stolen|stole|hacked|account hacked|identity theft|scammed|stole my',
    press:
      'journalist|reporter|newspaper|going viral|go viral|tell everyone|the media|the press|the news|tv station|watchdog|petition|boycott',
    leaving:
      'never again|last time|cancel my|cancelling my|canceling my|switching to|never buying|never ordering|never flying|never coming back|lost a customer|lost my business|taking my business|close my account|unsubscribe',
  },
  fa: {
    own: 'من|ما|منم|برام|برامون|خریدم|گرفتم|سفارش دادم|دارم|داریم|ندارم|نداریم|مون|منو|مارو|ماها|شهر ما|منطقه ما|پولم',
    others: 'بچه ها|دوستان|کسی میدونه|کسی هست|رفقا',
    why: 'چرا|واسه چی|برای چی|چرا که',
    address:
      'شما|شماها|تو|اقای|آقای|جناب|خانم|وزیر|مهندس|دکتر|ادمین|سلام|داداش|لطفا|کنید|کنین|بدید|بدین|دارید|دارین|هستید|هستین|نمیکنید|نمیدید|میکنید|میدید|کردید|کردین|بفرمایید|خواهشا|میکنی|می کنی|نمیکنی|کردی|نکردی|کن|نکن|بده|بزن|بیا|برو|بری|داری|نداری|هستی|نیستی|میدی|نمیدی|میگی|گفتی|خودت|حاجی|جان|دادا|وزیرم|دکترجان|مسئولین|مسئولان|بردارید|بذارید|بزارید|باشید|باشین|نیستید|نکنید|ندارید|ندارین|گفتید|گفتین|دادید|دادین|ندادید',
    please: 'لطفا|لطفاً|خواهشا|خواهش میکنم|خواهش می کنم|بی زحمت',
    remedy: 'پولم رو پس|پول ما رو پس|خسارت|جبران',
    ask: 'چرا|چطور|چطوره|چجوری|چجوریه|ساعت کاری|آدرستون|کجایید|کجاس|چطوری|چگونه|کجا|کجاست|چند|چنده|چقدر|چقد|چه قدر|قیمتش|قیمت چنده|کدوم|کدام|آیا|ایا|کی میاد|چه ساعتی|چه موقع|کی باز|تا کی|از کجا|میشه|می شه|میشود|می شود|میتونم|می تونم|می توانم|امکانش هست|امکان داره|دارید|دارین|هست یا نه|موجود هست|موجوده|چیه|چیست|چیکار|چکار|چه کار|کسی میدونه|کسی می دونه|ارسال دارید|هنوز هست',
    askFirst: 'آیا|ایا|چرا|چطور|کی|کجا|چند|چه|مگه|مگر',
    request:
      'دریابید|دریاب|کاش|کاشکی|ای کاش|احتیاج داریم|احتیاج دارم|نیاز داریم|نیاز دارم|تمدید کنید|تمدید کنین|حمایت کنید|کمک کنین|عنایت کنید|دستور بدید|زحمت بکشید|ببرید بالا|ببر بالا|بدید|خواهشمندیم|خواهشمندم|تقاضا دارم|خواهشا|خواهش میکنم|خواهش می کنم|کمک کنید|کمکم کنید|راهنمایی کنید|راهنمایی می خوام|راهنمایی میخوام|پیگیری کنید|رسیدگی کنید|رسیدگی کنین|درست کنید|درستش کنید|حلش کنید|جواب بدید|جواب بدین|پاسخ بدید|پاسخگو باشید|تماس بگیرید|زنگ بزنید|رزرو|سفارش بدم|سفارش دارم|میخوام سفارش|می خوام سفارش|دایرکت|لیست قیمت|بفرستید|ارسال کنید|اضافه کنید|یه فکری|یک فکری|فکری به حال|فکری بکنید|کاری کنید|یه کاری|یک کاری|میخواستم|می خواستم|درخواست دارم|تو رو خدا',
    complaint:
      'متاسفانه|متأسفانه|افتضاح|افتضاحه|بد بود|خیلی بد|بدترین|ضعیف|داغون|خراب|خرابه|خراب شده|خراب شد|قطع|قطعه|قطع میشه|کار نمیکنه|کار نمی کنه|نمیشه|وصل نمیشه|نرسید|نرسیده|نیومد|نیومده|سرد بود|یخ بود|بی کیفیت|کیفیت پایین|گرون|گرونه|کلاهبرداری|کلاهبردار|دزدی|دزد|دروغ|مشکل|مشکل داره|مشکل دارم|اعتراض|شکایت|ناراضی|راضی نبودم|راضی نیستم|پشیمون|پشیمان|پشیمونم|تاخیر|دیر|دیر رسید|دیر اومد|ضعیفه|بدرد نمیخوره|به درد نمیخوره|به درد نمی خوره|خسته شدیم|خسته شدم|کند|کنده|سرعت پایین|پینگ|بی ادب|جواب نمیدید|جواب نمیدین|جواب نمیدن|پاسخگو نیستید|پاسخ نمیدید|اشتباه|خجالت بکشید|مرجوع|پولم|هدر',
    thanks:
      'ممنون|ممنونم|مرسی|سپاس|سپاسگزارم|سپاسگذارم|تشکر|متشکرم|دستتون درد نکنه|دستت درد نکنه|دمتون گرم|دمت گرم|خسته نباشید|عالی بود|عالیه|عالی|خداقوت|خدا قوت|احسنت|آفرین|افرین',
    noise:
      'فالو کنید|فالو کن|بک میدم|فالو بک|قرعه کشی|جایزه بگیر|پیج ما|به پیج ما|به پیج من|کانال ما|عضو شوید|عضو کانال|لینک در بیو|لینک بیو|فروش فالوور|افزایش فالوور|فالوور|کسب درآمد|درآمد میلیونی|درآمد دلاری|ارز دیجیتال|بیت کوین|کد تخفیف|شرط بندی|تبلیغات|تبادل|سایت ما|فیلتر شکن|صیغه|شماره خاله|فالوبک|بک میدیم|پیجم|پیج من|پیجمون|کانالم|لینک کانال|تلگرام ما|عضو بشید|عضو شید|جوین|تخفیف ویژه|ثبت نام کنید و|سرمایه گذاری|سود روزانه|ترید|فارکس|کازینو|انفجار|ضریب|بونوس|وام فوری|لاغری تضمینی|همسریابی|دوست یابی|فیلترشکن|کانفیگ|وی پی ان',
    health:
      'مسموم|مسمومیت|مسموم شدم|مسموم شدیم|حالم بد شد|حالمون بد شد|بیمارستان|اورژانس|آمبولانس|حساسیت|آلرژی|شیشه تو|سوسک|مو تو غذا|کپک|کپک زده|آتش|آتیش|سوخت|سوختم|زخمی|آسیب|برق گرفت|منفجر|خطرناک|استفراغ|تهوع|خودکشی|فاسد|گندیده|تاریخ گذشته',
    legal:
      'شکایت میکنم|شکایت می کنم|شکایت کنم|شکایت خواهم|وکیل|دادگاه|قانونی|پلیس|پلیس فتا|تعزیرات|بازرسی|دادسرا|سازمان حمایت|اتحادیه|دیوان عدالت',
    money:
      'کلاهبرداری|کلاهبردار|هک شد|هک شده|دزدیدن|دزدیدند|دزدی|پولم رو|پول منو|دوبار کم شد|از حسابم|برگشت نخورده|برداشت شده',
    press: 'خبرنگار|روزنامه|رسانه|صدا و سیما|کمپین|تحریم|وایرال|بیست و سی',
    leaving:
      'دیگه نمیخرم|دیگه نمی خرم|دیگه سفارش|آخرین بار|اخرین بار|دیگه هیچوقت|دیگه هرگز|لغو اشتراک|حذف اکانت|دیگه خرید نمیکنم',
  },
  vi: {
    own: 'mình mua|em mua|tôi mua|mới mua|mua về|mua được|đơn hàng|mình đặt|em đặt|tôi đặt|nhận hàng|nhận được hàng|máy mình|máy em|máy tôi|của mình|của em|của tôi|mình dùng|em dùng|mình bị|em bị|tôi bị|nhà mình',
    others: 'các bác|mấy bác|các bạn|mọi người|bác nào|ai có|anh em|các thím|mấy bạn',
    why: 'tại sao|tai sao|vì sao|sao lại|sao k|sao ko|sao không|sao mà',
    address:
      'shop|quán|ad|add|admin|ad ơi|tiệm|cửa hàng|nhà hàng|chủ quán|nhân viên|bên mình|bên bạn|bạn ơi|anh chị ơi|shop ơi|hãng|công ty|bên shop',
    please: 'vui lòng|làm ơn|xin hãy',
    remedy: 'đền|bồi thường|hoàn tiền|trả lại tiền|đổi trả',
    ask: 'bao nhiêu|bao nhieu|bn|bnhiu|bao nhiu|bao giờ|bao gio|bao lâu|khi nào|khi nao|lúc nào|mấy giờ|may gio|ở đâu|o dau|chỗ nào|cho nao|tại sao|tai sao|vì sao|sao lại|sao k|sao ko|thế nào|the nao|như thế nào|như nào|làm sao|lam sao|phải không|phải ko|đúng không|được không|dc không|đc không|dc ko|đc ko|đc k|dc k|được ko|có không|có ko|có ship|có bán|còn hàng|còn không|còn ko|còn size|còn bàn|hay không|chưa ạ|không ạ|ko ạ|k ạ|không vậy|ai biết|cho hỏi|cho mình hỏi|cho em hỏi|mình hỏi|giá sao|giá bao|giá nhiêu|nhiêu tiền|nhiu tiền|là gì|la gi|cái gì|có gì|gì vậy|nào vậy|có được|hỏi xíu',
    askFirst: 'sao|tại sao|vì sao|ai|đâu|bao giờ|mấy|có phải',
    askLast: 'không|khong|ko|k|hông|hong|hem|chưa|chua|hả|nhỉ|vậy|à|ạ nhỉ|sao|gì|đâu|nào|thế|z|v|hở',
    request:
      'giúp mình|giúp em|giúp với|giúp tôi|giúp mik|hỗ trợ|ho tro|tư vấn|tu van|báo giá|ib|inbox|nhắn tin cho|liên hệ|gọi lại|gọi cho|đặt bàn|dat ban|đặt hàng|đặt trước|đặt phòng|cho mình đặt|cho em đặt|cho mình xin|cho em xin|cho xin|xin giá|xin địa chỉ|xin menu|xin link|muốn đặt|muốn mua|muốn hỏi|cần mua|cần hỗ trợ|gửi cho|gửi lại|đổi trả|đổi hàng|đổi size|hoàn tiền|trả lại tiền|mong shop|mong quán|mong thầy|mong cô|mong nhà trường|đề nghị|phản hồi giúp|check giúp|kiểm tra giúp|lấy cho|rep tin nhắn|trả lời tin nhắn|nên có thêm|cần thêm|cần có thêm|nên thêm',
    complaint:
      'tệ|quá tệ|rất tệ|tệ quá|dở|quá dở|chán|quá chán|thất vọng|that vong|kém|quá kém|chất lượng kém|không tốt|ko tốt|không hài lòng|ko hài lòng|không được|ko dùng được|không dùng được|không hoạt động|ko hoạt động|hỏng|bị hỏng|bị lỗi|lỗi|hư|bị hư|bể|vỡ|rách|bẩn|giao sai|giao nhầm|giao thiếu|thiếu hàng|sai màu|sai size|giao chậm|giao hàng chậm|chậm|quá lâu|chờ lâu|đợi lâu|chưa nhận được|chưa nhận|không nhận được|không trả lời|ko trả lời|không rep|ko rep|không phản hồi|thái độ|mất dạy|bất lịch sự|lừa đảo|lừa|hàng giả|hàng fake|hàng nhái|không giống|ko giống|không như hình|k giống|đắt|mắc quá|quá đắt|bực|bực mình|tức|phí tiền|tốn tiền|mất tiền|khiếu nại|phàn nàn|đừng mua|không nên mua|ko nên mua|hôi|nguội|dở tệ|dỡ|rác|bùng|khó hiểu|không đúng',
    thanks:
      'cảm ơn|cám ơn|cam on|cảm ơn shop|thanks|thank|tks|tuyệt vời|tuyệt|rất hài lòng|hài lòng|ưng|rất ưng|ưng ý|yêu quán|yêu shop|sẽ ủng hộ|ủng hộ shop|chúc shop|10 điểm|xuất sắc|đỉnh',
    noise:
      'follow chéo|theo dõi chéo|sub chéo|tương tác chéo|kiếm tiền|kiếm tiền online|việc nhẹ lương cao|tuyển cộng tác viên|tuyển ctv|cộng tác viên|làm thêm tại nhà|tăng follow|tăng like|vay tiền|vay nhanh|cho vay|lô đề|cá cược|nhà cái|casino|nổ hũ|mã giảm giá|minigame|giveaway|bán sỉ|link bio|zalo|kết bạn zalo|mua acc|bán acc|bitcoin|forex|đầu tư sinh lời|ib em|inbox em|ib mình|inbox mình|sỉ lẻ|tuyển sỉ|nhận order|vay vốn|hỗ trợ vay|giải ngân|lãi suất|cho vay nóng|xóc đĩa|tài xỉu|bắn cá|kèo|soi cầu|hack like|sub kênh|đăng ký kênh|link ở bio|link ở cmt|chốt đơn ngay|sale sốc|tặng quà|trúng thưởng|bốc thăm|share bài|tag bạn bè|sim số đẹp|thuốc giảm cân|tăng cân|trị mụn|cam kết khỏi',
    health:
      'ngộ độc|ngo doc|đau bụng|tiêu chảy|nôn|bị nôn|buồn nôn|nhập viện|bệnh viện|cấp cứu|dị ứng|di ung|gián|con gián|con ruồi|có ruồi|chuột|sâu trong|có sâu|tóc trong|mảnh thủy tinh|mảnh kính|mốc|bị mốc|ôi thiu|thiu|hết hạn|hết date|quá hạn|cháy|bốc cháy|phát nổ|bị nổ|bị bỏng|bỏng|chảy máu|bị thương|tai nạn|nguy hiểm|kích ứng|nổi mẩn|tự tử|giật điện|rò điện',
    legal:
      'kiện|khởi kiện|luật sư|ra tòa|tòa án|pháp luật|công an|báo công an|trình báo|quản lý thị trường|bảo vệ người tiêu dùng|tố cáo|cơ quan chức năng|thanh tra',
    money:
      'lừa đảo|bị lừa|trừ tiền|bị trừ tiền|trừ tiền hai lần|bị hack|mất tài khoản|ăn cắp|mất cắp|chiếm đoạt',
    press: 'phóng viên|nhà báo|lên báo|báo chí|bóc phốt|phốt|tẩy chay|đăng lên mạng|đăng group|truyền hình',
    leaving:
      'không bao giờ|ko bao giờ|lần cuối|lần đầu cũng là lần cuối|không quay lại|ko quay lại|không mua nữa|ko mua nữa|hủy đơn|huỷ đơn|cạch|cạch mặt|xóa tài khoản',
  },
  es: {
    own: 'mi|mis|me|mío|nos|nuestro|nuestra|compré|pedí',
    others: 'alguien más|a alguien',
    why: 'por qué|porque no|por que',
    address: 'ustedes|usted|vosotros|os|su|sus|tienen|vuestro|vuestra',
    please: 'por favor|porfa|porfavor',
    remedy: 'reembolso|compensación|devuélvanme|indemnización',
    ask: 'cuánto cuesta|cuanto cuesta|cuánto|cuanto vale|a qué hora|a que hora|dónde|cuándo|cómo|por qué|hay alguna|tienen|alguien sabe|se puede|puedo|qué precio|cuál',
    askFirst:
      'qué|que|cómo|como|cuándo|cuando|dónde|donde|cuál|cual|quién|por qué|cuánto|cuanto|hay|tienen|alguien|puedo',
    request:
      'necesito|ayuda|ayúdenme|me pueden|me podéis|podrían|pueden ayudarme|quiero reservar|reservar|quisiera|me gustaría|hacer un pedido|llámenme|contáctenme|devolver|reembolso',
    complaint:
      'pésimo|pesimo|horrible|terrible|vergüenza|fatal|malo|mal servicio|no funciona|roto|queja|reclamo|reclamación|estafa|esperando|nunca llegó|no llega|no ha llegado|decepción|decepcionado|asco|peor|tarde|retraso|frío|problema',
    thanks: 'gracias|muchas gracias|felicidades|enhorabuena|excelente|genial',
    noise:
      'sorteo|sígueme|sigueme y te sigo|te sigo|gana dinero|participa y gana|código de descuento|bitcoin|cripto|sigue y da rt|da rt|link en bio|enlace en bio|préstamos|trabaja desde casa|casino|apuestas|seguidores gratis|sigo de vuelta',
    health:
      'intoxicación|intoxicado|alergia|alérgico|hospital|ambulancia|herido|cucaracha|moho|vomitar|incendio|peligroso|suicidio',
    legal: 'abogado|demanda|denuncia|denunciar|demandar|juicio|tribunal|policía|consumo|profeco',
    money: 'estafa|fraude|robo|robado|hackeado|cobrado dos veces|cobro doble',
    press: 'periodista|prensa|boicot|viral',
    leaving: 'nunca más|nunca mas|última vez|cancelar mi|darme de baja|me doy de baja',
  },
  fr: {
    own: 'je|j ai|mon|ma|mes|nous|notre|commandé',
    others: 'quelqu un d autre',
    why: 'pourquoi',
    address: 'vous|votre|vos|tu',
    please: 'svp|stp|s il vous plaît|s il vous plait',
    remedy: 'remboursez|remboursement|dédommagement',
    ask: 'combien|à quelle heure|a quelle heure|est ce que|où est|quand est|pourquoi|avez vous|y a t il|quel est|quelle est|quels sont|quelles sont|comment faire|puis je|est il possible|quelqu un sait',
    askFirst: 'comment|quand|où|ou|qui|quel|quelle|quels|pourquoi|combien|est|avez|y',
    request:
      'j aimerais|je voudrais|pouvez vous|pourriez vous|besoin d aide|aidez moi|réserver|réservation|commander|rappeler|rappelez moi|remboursement|remboursez',
    complaint:
      'nul|honte|honteux|inadmissible|inacceptable|déçu|déçue|pire|catastrophe|scandaleux|arnaque|en panne|ne marche pas|ne fonctionne pas|marche pas|toujours pas|retard|réclamation|plainte|problème|marre|ras le bol|froid|jamais reçu',
    thanks: 'merci|merci beaucoup|bravo|félicitations|génial|super service',
    noise:
      'concours|jeu concours|gagner de l argent|code promo|follow back|abonne toi|abonnez vous|bitcoin|crypto|lien en bio|rt et follow|tirage au sort|casino|prêt rapide|travail à domicile',
    health:
      'intoxication|intoxiqué|allergie|allergique|hôpital|ambulance|blessé|cafard|moisi|vomi|vomir|incendie|dangereux|suicide',
    legal: 'avocat|plainte|porter plainte|tribunal|procès|justice|police|dgccrf|ufc que choisir',
    money: 'arnaque|fraude|volé|piraté|débité deux fois|prélevé deux fois|escroc|escroquerie',
    press: 'journaliste|presse|boycott|60 millions',
    leaving: 'plus jamais|dernière fois|résilier|je résilie|désabonner',
  },
  de: {
    own: 'ich|mein|meine|meinem|meiner|meinen|mir|mich|wir|uns|unser|unsere|bestellt',
    others: 'geht es noch jemandem|noch jemand',
    why: 'warum|wieso|weshalb',
    address: 'ihr|euch|euer|eure|eurem|euren|sie|ihnen',
    please: 'bitte',
    remedy: 'erstattung|geld zurück|entschädigung',
    ask: 'wie viel|wieviel|wie lange|wann|warum|wieso|weshalb|gibt es|habt ihr|haben sie|kann man|kann ich|weiß jemand|weiss jemand|was kostet|wie kann ich|wo ist|wo kann|wer kann',
    askFirst:
      'wie|was|wann|wo|wer|warum|wieso|welche|welcher|welches|gibt|habt|haben|kann|könnt|ist|sind|darf',
    request:
      'hilfe|brauche hilfe|könnt ihr|können sie|könnten sie|ich möchte|ich würde gerne|reservieren|bestellen|zurückrufen|rückruf|meldet euch|erstattung|geld zurück',
    complaint:
      'schlecht|schlechter service|scheiße|scheiss|mist|furchtbar|schrecklich|enttäuscht|enttäuschend|unverschämt|frechheit|kaputt|funktioniert nicht|geht nicht|immer noch nicht|verspätung|beschwerde|problem|nervt|warte|kalt|betrug|abzocke|katastrophe|unfreundlich',
    thanks: 'danke|vielen dank|dankeschön|super service|toll|klasse|großartig',
    noise:
      'gewinnspiel|gewinne|folge mir|geld verdienen|rabattcode|gutscheincode|bitcoin|krypto|link in bio|folgt mir|verlosung|casino|schnell reich|abonniert',
    health:
      'vergiftung|lebensmittelvergiftung|allergie|allergisch|krankenhaus|krankenwagen|notarzt|verletzt|kakerlake|schimmel|erbrochen|brand|feuer|gefährlich|selbstmord',
    legal: 'anwalt|klage|verklagen|anzeige|gericht|polizei|verbraucherschutz|verbraucherzentrale|rechtlich',
    money: 'betrug|abzocke|gestohlen|gehackt|doppelt abgebucht|zweimal abgebucht',
    press: 'journalist|presse|boykott|shitstorm',
    leaving: 'nie wieder|nie mehr|letztes mal|kündigen|kündigung|kündige',
  },
  it: {
    own: 'mio|mia|miei|mie|mi|ci|nostro|ho ordinato|ho comprato',
    others: 'qualcun altro',
    why: 'perché|perche|come mai',
    address: 'voi|vi|vostro|vostra|vostri|vostre',
    please: 'per favore|perfavore|per piacere',
    remedy: 'rimborso|risarcimento',
    ask: 'quanto costa|quanto|a che ora|dove|perché|perche|come posso|si può|posso|avete|c è|qualcuno sa|quando',
    askFirst: 'come|quando|dove|chi|quale|quanto|perché|che|cosa|avete|posso|si',
    request:
      'aiuto|ho bisogno|potete|potreste|vorrei|prenotare|prenotazione|ordinare|contattatemi|richiamare|rimborso',
    complaint:
      'pessimo|pessima|schifo|vergogna|vergognoso|orribile|deluso|delusa|delusione|non funziona|rotto|guasto|in ritardo|ritardo|mai arrivato|reclamo|lamentela|problema|truffa|peggiore|peggio|scandalo|freddo',
    thanks: 'grazie|grazie mille|complimenti|ottimo|fantastico|bravissimi',
    noise:
      'concorso|vinci|seguimi|guadagna|codice sconto|bitcoin|cripto|link in bio|iscriviti|scommesse|casino|guadagni|lavora da casa',
    health:
      'intossicazione|allergia|allergico|ospedale|ambulanza|ferito|scarafaggio|muffa|vomito|incendio|pericoloso|suicidio',
    legal: 'avvocato|denuncia|denunciare|causa|tribunale|polizia|carabinieri|codacons|altroconsumo',
    money: 'truffa|frode|rubato|hackerato|addebito doppio|addebitato due volte',
    press: 'giornalista|stampa|boicottaggio',
    leaving: 'mai più|ultima volta|disdetta|disdire',
  },
  pt: {
    own: 'meu|minha|meus|minhas|eu|nós|nosso|comprei|pedi',
    others: 'mais alguém|alguém mais',
    why: 'por que|porque não|porque nao|pq',
    address: 'vocês|voces|vcs|vc|você',
    please: 'por favor|pfv|pf|pfvr',
    remedy: 'reembolso|estorno|indenização|ressarcimento',
    ask: 'quanto custa|quanto|que horas|onde|por que|porque não|como faço|posso|vocês têm|vcs têm|vcs tem|tem como|alguém sabe|quando|qual o|qual é',
    askFirst: 'como|quando|onde|quem|qual|quanto|por|que|vocês|tem|posso|alguém',
    request:
      'preciso de ajuda|ajuda|me ajuda|me ajudem|podem|poderiam|gostaria|quero reservar|reservar|reserva|pedido|quero pedir|encomendar|me chama|me liga|reembolso|estorno',
    complaint:
      'péssimo|pessimo|péssima|horrível|vergonha|lixo|ruim|decepcionado|decepcionada|decepção|não funciona|nao funciona|quebrado|atraso|atrasado|atrasada|nunca chegou|não chegou|reclamação|reclamar|problema|golpe|pior|absurdo|descaso|frio',
    thanks: 'obrigado|obrigada|parabéns|parabens|ótimo|excelente|valeu',
    noise:
      'sorteio|segue de volta|sdv|ganhe dinheiro|cupom|bitcoin|cripto|troco likes|link na bio|renda extra|trabalhe em casa|aposta|apostas|cassino|siga e|rt e siga|empréstimo',
    health:
      'intoxicação|intoxicado|alergia|alérgico|hospital|ambulância|ferido|barata|mofo|vomitar|vomitei|incêndio|perigoso|suicídio',
    legal: 'advogado|processo|processar|processar vocês|procon|justiça|tribunal|polícia|denúncia|denunciar',
    money: 'golpe|fraude|roubado|roubo|hackeado|cobrado duas vezes|cobraram duas vezes',
    press: 'jornalista|imprensa|boicote|viralizar|reclame aqui',
    leaving: 'nunca mais|última vez|cancelar minha|cancelar meu',
  },
  ar: {
    own: 'انا|أنا|عندي|طلبي|طلبت|اشتريت|حسابي|نحن|لي',
    others: 'احد جرب|حد جرب|يا جماعة',
    why: 'ليش|ليه|لماذا|لم لا|علاش',
    address: 'انتم|أنتم|انتو|عندكم|معكم|منكم|لكم|حضرتكم|خدمتكم|حسابكم',
    please: 'لو سمحت|لو سمحتم|من فضلك|من فضلكم|رجاء',
    remedy: 'تعويض|استرجاع|رجعوا فلوسي',
    ask: 'كم السعر|كم سعر|بكم|بكام|كم|متى|امتى|أين|اين|وين|فين|كيف|ازاي|ليش|ليه|لماذا|هل|ممكن اعرف|عندكم|شلون|مين|ما هو|ما هي',
    askFirst: 'هل|كم|متى|أين|كيف|لماذا|من|ما|ماذا|ايش|شو|وش|ليش|ليه',
    request:
      'ارجو|أرجو|نرجو|ممكن|أريد|اريد|ابغى|ابي|عايز|حجز|احجز|أحجز|طلب|اطلب|مساعدة|ساعدوني|تواصلوا|تواصل معي|استرجاع',
    complaint:
      'سيء|سيئة|سيئ|اسوأ|أسوأ|زفت|فاشل|فاشلة|خايس|مشكلة|شكوى|لا يعمل|ما يشتغل|لم يصل|ما وصل|تأخير|متأخر|نصب|احتيال|حرام عليكم|للاسف|للأسف|خراب|بارد|مقرف',
    thanks: 'شكرا|شكراً|مشكور|مشكورين|يعطيكم العافية|ممتاز|رائع|تسلم|تسلمون',
    noise:
      'مسابقة|اربح|تابعني|فولو|زيادة متابعين|كود خصم|بيتكوين|رقم واتساب|للتواصل واتس|شيخ روحاني|سحب على|رتويت|فولو باك|ارباح يومية|تداول|قرض|قروض|كازينو|رابط في البايو|جلب الحبيب|متجر',
    health: 'تسمم|حساسية|مستشفى|المستشفى|إسعاف|اسعاف|إصابة|صرصور|عفن|حريق|خطر|انتحار|تقيؤ',
    legal: 'محامي|محكمة|المحكمة|قضية|الشرطة|شرطة|حماية المستهلك|بلاغ|وزارة التجارة',
    money: 'نصب|احتيال|سرقة|سرقوا|نصابين|اختراق|تهكر|خصم مرتين',
    press: 'صحفي|الصحافة|مقاطعة|الاعلام|الإعلام',
    leaving: 'آخر مرة|اخر مرة|لن أعود|ما عاد|إلغاء اشتراك',
  },
  hi: {
    own: 'mera|meri|mere|mujhe|maine|hum|hamara|मेरा|मेरी|मुझे|मैंने',
    others: 'kisi ko',
    why: 'kyun|kyu|kyon|क्यों',
    address: 'aap|aapka|aapki|aapko|आप|आपका|आपकी',
    please: 'please|plz|pls|kripya|कृपया',
    remedy: 'refund|paise wapas|पैसे वापस',
    ask: 'kitna|kitne|kitne ka|kab|kahan|kaha|kaise|kaisa|kyun|kyu|kyon|kya|kaun|kab tak|price kya|कितना|कितने|कब|कहाँ|कैसे|क्यों|क्या|कौन',
    askFirst: 'kya|kab|kaise|kyun|kahan|how|what|when|why|क्या|कब|कैसे|क्यों',
    request: 'madad|help|chahiye|mujhe chahiye|order karna|book karna|call karo|refund|मदद|चाहिए',
    complaint:
      'bakwas|ghatiya|bekar|kharab|worst|fraud|dhokha|problem|nahi mila|late|complaint|घटिया|बकवास|खराब|बेकार|धोखा|समस्या|शिकायत',
    thanks: 'dhanyavad|dhanyawad|shukriya|thank|thanks|thank you|badhiya|धन्यवाद|शुक्रिया',
    noise:
      'follow back|giveaway|paise kamao|bitcoin|crypto|promo code|ghar baithe|link in bio|loan|satta|subscribe karo|free recharge|lottery',
    health: 'hospital|aspatal|allergy|zeher|food poisoning|ultI|cockroach|aag|khatarnak|अस्पताल|ज़हर|आग',
    legal: 'vakil|court|police|case karunga|consumer court|consumer forum|वकील|अदालत|पुलिस',
    money: 'fraud|chori|dhokha|hack|thagi|चोरी|धोखाधड़ी',
    press: 'patrakar|media|boycott',
    leaving: 'kabhi nahi|aakhri baar|last time',
  },
  id: {
    own: 'saya|aku|gue|gw|pesanan saya|punya saya|kami',
    others: 'ada yang|gais|guys ada',
    why: 'kenapa|knp|mengapa|kok',
    address: 'kak|min|gan|mimin|admin|kalian|anda',
    please: 'tolong|tlg|mohon',
    remedy: 'refund|ganti rugi|pengembalian|uang kembali',
    ask: 'berapa|brp|brapa|kapan|kpn|dimana|di mana|gimana|bagaimana|kenapa|knp|mengapa|apakah|apa bisa|bisa gak|bisa ga|bisakah|ada gak|ada ga|ada stok|masih ada|jam berapa|ready kak|siapa|kok bisa',
    askFirst: 'apakah|apa|kapan|dimana|berapa|bagaimana|gimana|kenapa|siapa|mana|ada|kok',
    request:
      'minta|bantu|bantuan|butuh bantuan|mau pesan|mau order|pesan|reservasi|booking|hubungi|dm saya|cek dm|balas dm|refund|pengembalian|minta info',
    complaint:
      'kecewa|mengecewakan|parah|buruk|jelek|lambat|lama banget|lelet|rusak|error|gagal|komplain|keluhan|tidak sampai|belum sampai|belum datang|belum terima|nipu|penipu|penipuan|bohong|payah|mahal|dingin|masalah|basi|kotor|zonk',
    thanks: 'terima kasih|terimakasih|makasih|mksh|thanks|mantap|keren|recommended',
    noise:
      'giveaway|follow balik|folback|follback|jasa followers|pinjaman|slot|gacor|judi|bitcoin|kode promo|cek bio|link di bio|open reseller|reseller|endorse|pulsa gratis|pinjol|dana cepat|cuan|maxwin|rtp|klik link|follow dan rt',
    health:
      'keracunan|alergi|rumah sakit|ambulans|kecoa|kecoak|belatung|jamur|muntah|kebakaran|luka|bahaya|berbahaya|bunuh diri|kadaluarsa',
    legal: 'pengacara|gugat|tuntut|pengadilan|polisi|lapor polisi|ylki|somasi|jalur hukum',
    money: 'penipuan|penipu|dicuri|dibobol|diretas|kena hack|saldo hilang|terpotong dua kali',
    press: 'wartawan|media|boikot|viral|viralkan',
    leaving: 'gak akan lagi|terakhir kali|kapok|uninstall|pindah ke|berhenti langganan',
  },
  ms: {
    own: 'saya|aku|sy|kami|barang saya',
    others: 'ada sesiapa|korang ada',
    why: 'kenapa|knp|mengapa|kenapa tak',
    address: 'admin|min|awak|korang|tuan|puan|anda',
    please: 'tolong|mohon',
    remedy: 'refund|ganti rugi|bayaran balik',
    ask: 'berapa|brp|bila|bila nak|di mana|dimana|dekat mana|kat mana|macam mana|mcm mana|camne|kenapa|knp|mengapa|adakah|boleh ke|ada lagi|ada tak|ada x|pukul berapa|siapa|kenapa tak',
    askFirst: 'adakah|apa|bila|berapa|bagaimana|kenapa|siapa|mana|boleh|ada',
    request:
      'minta|bantu|bantuan|nak order|nak tempah|tempah|tempahan|nak beli|hubungi|pm saya|dm saya|refund|bayaran balik|minta info|nak tanya',
    complaint:
      'kecewa|mengecewakan|teruk|buruk|lambat|lembab|rosak|gagal|aduan|komplen|tak sampai|belum sampai|tak dapat|penipu|tipu|scam|mahal|sejuk|masalah|basi|kotor|menyampah|bengang',
    thanks: 'terima kasih|tq|tqvm|thanks|terbaik|mantap|syukur',
    noise:
      'giveaway|follow balik|folback|pinjaman|slot|judi|bitcoin|kod promo|link di bio|jana pendapatan|pinjaman peribadi|ejen|dropship|klik link|follow dan rt|kerja dari rumah|untung',
    health:
      'keracunan|alahan|alergi|hospital|ambulans|lipas|ulat|kulat|muntah|kebakaran|cedera|bahaya|bunuh diri|tamat tempoh',
    legal: 'peguam|saman|mahkamah|polis|lapor polis|tribunal pengguna|tribunal|kpdn',
    money: 'penipuan|penipu|scammer|dicuri|digodam|kena hack|kena scam|potong dua kali',
    press: 'wartawan|media|boikot|viral|viralkan',
    leaving: 'tak akan lagi|last time|kali terakhir|serik|berhenti langganan',
  },
};
