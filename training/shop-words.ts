import type { LANGUAGES } from '../src/sentiment/languages.js';

/**
 * Words in which customers praise and blame shops, for the languages whose labelled tweets are few or about
 * politics: our own list, no source’s. Words that are common English in another sense (legal, gut, male) are left
 * out, because all languages share one lexicon. By valence, in fifths: -4 awful, -2 bad, 2 good, 4 excellent.
 */
export const SHOP_WORDS: Readonly<
  Partial<Record<(typeof LANGUAGES)[number], Readonly<Record<number, string>>>>
> = {
  es: {
    [-4]: 'pésimo pésima pesimo pesima horrible fatal asco asqueroso asquerosa vergüenza estafa estafadores odio nefasto',
    [-2]: 'malo mala mal peor sucio sucia lento lenta frío fría grosero grosera maleducado decepción decepcionado decepcionada roto rota retraso triste enfadado queja',
    2: 'bueno buena bien bonito bonita amable amables contento contenta feliz rica gracias recomendable mejor',
    4: 'excelente genial delicioso deliciosa buenísimo buenísima riquísimo maravilloso maravillosa perfecto perfecta encanta encantó espectacular increíble felicidades',
  },
  fr: {
    [-4]: 'horrible honteux honte inadmissible inacceptable scandaleux catastrophique catastrophe dégueulasse dégoûtant arnaque pire lamentable',
    [-2]: 'mauvais mauvaise nul nulle déçu déçue décevant décevante lente froid froide désagréable impoli triste retard cassé marre énervé',
    2: 'bon bonne bien contente heureux heureuse gentil gentille sympa joli agréable merci meilleur',
    4: 'excellent excellente délicieux délicieuse parfait parfaite génial géniale superbe magnifique adore bravo merveilleux félicitations',
  },
  de: {
    [-4]: 'furchtbar schrecklich ekelhaft eklig widerlich scheiße katastrophe unverschämt frechheit grauenhaft miserabel betrug abzocke hasse',
    [-2]: 'schlecht schlechte schlechter schlechtes langsam lauwarm kalt unfreundlich dreckig schmutzig teuer kaputt enttäuscht enttäuschend enttäuschung traurig schade nervt verspätung',
    2: 'gute guter gutes schön schöne nett freundlich freundliche zufrieden glücklich danke freue gern besser',
    4: 'ausgezeichnet hervorragend lecker köstlich perfekt super wunderbar großartig fantastisch klasse liebe begeistert genial',
  },
  it: {
    [-4]: 'pessimo pessima pessimi orribile schifo schifoso vergogna vergognoso truffa disgustoso peggiore odio terribile',
    [-2]: 'brutto brutta cattivo cattiva peggio lento lenta freddo fredda sporco sporca scortese maleducato deluso delusa delusione triste ritardo rotto',
    2: 'buono buona bene bello bella gentile gentili contento contenta felice grazie carino carina meglio',
    4: 'ottimo ottima eccellente buonissimo buonissima squisito squisita perfetto perfetta fantastico fantastica meraviglioso meravigliosa splendido adoro complimenti bravissimi',
  },
  pt: {
    [-4]: 'péssimo péssima pessimo pessima horrível nojento nojo vergonha lixo odeio golpe terrível absurdo',
    [-2]: 'ruim mau pior sujo suja lento lenta frio fria grosso grosseiro decepção decepcionado decepcionada triste atraso quebrado chato chata',
    2: 'bom boa bem bonito bonita gentil feliz contente obrigado obrigada gostoso gostosa melhor',
    4: 'ótimo ótima excelente maravilhoso maravilhosa perfeito perfeita delicioso deliciosa adorei amei amo incrível parabéns sensacional',
  },
  ar: {
    [-4]: 'سيء سيئ سيئة مقرف زفت فاشل فاشلة أسوأ اسوأ قذر وسخ نصابين نصب حقير كارثة',
    [-2]: 'بطيء بطيئة بارد باردة حزين غالي خراب خربان متأخر مشكلة زعلان خايس تعبان',
    2: 'جيد جيدة حلو حلوة جميل جميلة سعيد شكرا مشكورين مبروك احسن افضل طيب',
    4: 'ممتاز ممتازة رائع رائعة روعة لذيذ لذيذة أحب احب تحفة خرافي',
  },
  hi: {
    [-4]: 'bakwas ghatiya wahiyat घटिया बकवास',
    [-2]: 'bekar bekaar kharab bura buri ganda gussa dukh dhokha बेकार खराब बुरा',
    2: 'accha acha achha acchi khush shukriya dhanyavad अच्छा अच्छी धन्यवाद',
    4: 'badhiya zabardast lajawab mast swadisht shandaar बढ़िया शानदार',
  },
  id: {
    [-4]: 'kecewa mengecewakan penipu penipuan benci',
    [-2]: 'buruk jelek parah lambat lelet kotor rusak payah sedih marah basi zonk',
    2: 'bagus ramah suka senang nyaman terimakasih makasih',
    4: 'enak lezat mantap puas keren hebat recommended',
  },
  ms: {
    [-4]: 'teruk mengecewakan penipu menyampah',
    [-2]: 'lembab rosak busuk kotor lambat sedih marah serik',
    2: 'suka gembira cantik baik puas',
    4: 'sedap terbaik mantap hebat',
  },
};
