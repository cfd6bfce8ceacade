import type { Cues } from '../cue.js';

export const HINDI: Cues = {
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
  health: 'hospital|aspatal|allergy|zeher|food poisoning|ulti|cockroach|aag|khatarnak|अस्पताल|ज़हर|आग',
  legal: 'vakil|court|police|case karunga|consumer court|consumer forum|वकील|अदालत|पुलिस',
  money: 'fraud|chori|dhokha|hack|thagi|चोरी|धोखाधड़ी',
  press: 'patrakar|media|boycott',
  leaving: 'kabhi nahi|aakhri baar|last time',
};
