import type { Cues } from '../cue.js';

export const ENGLISH: Cues = {
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
    'worst|terrible|awful|horrible|unacceptable|disgusting|disgusted|ridiculous|disappointed|disappointing|disappointment|rude|broken|doesnt work|does not work|not working|isnt working|wont work|stopped working|still waiting|been waiting|waiting for|on hold|no response|no reply|no answer|never arrived|not arrived|hasnt arrived|never received|not received|still havent|still no|still not|cold food|was cold|stale|overpriced|rip off|ripped off|scam|scammed|poor service|bad service|terrible service|customer service|poor customer service|lost my|damaged|missing|wrong order|wrong item|late again|delayed|cancelled|canceled|charged twice|overcharged|refund|complaint|complain|faulty|defective|let down|fail|failed|failure|useless|joke|waste of|ruined|mistake|issue|issues|problem|problems|error|crashing|crashes|keeps crashing|shame on you|not happy|unhappy|frustrated|frustrating|annoyed|annoying|pissed|fed up|sick of|wtf|sucks|not worth|nobody answers|no one answers|nobody picks up|no one picks up|nobody replies|no one replies|hung up on|underwhelming|logging me out',
  thanks:
    'thank you|thanks|thx|ty|cheers|appreciate|appreciated|kudos|well done|great job|good job|love you|love your|best ever|shout out to|shoutout to|props to|big up',
  noise:
    'giveaway|retweet to win|rt to win|follow and rt|follow and retweet|follow us and|enter to win|win a free|chance to win|click here|click the link|link in bio|check out my|check my bio|check my page|follow back|followback|follow me back|follow for follow|f4f|l4l|teamfollowback|gain followers|buy followers|free followers|promo code|discount code|use code|use my code|make money|earn money|work from home|passive income|bitcoin|crypto|forex|airdrop|nft|casino|whatsapp me|dm for promo|dm for credit|collab|onlyfans|subscribe to my|now hiring|job alert|new blog post|i just entered|free trial|limited time offer|giving away|give away|rt to enter|retweet and follow|like and retweet|tag a friend|tag 3 friends|sign up now|shop now|buy now|order now|dm to order|dm to promote|dm me for|earn up to|per day from home|signals|double your|investment plan|hot singles|cheap followers|get followers|sponsored|sugar daddy|cash app|cashapp|nudes|check this out|click on my|visit my|my channel|my store|free gift card|gift cards|congratulations you|you have won|claim your',
  health:
    'food poisoning|poisoned|got sick|made me sick|made us sick|threw up|throwing up|vomiting|vomited|ambulance|allergic reaction|allergic|allergy|allergen|anaphylactic|epipen|injured|injury|burned|burnt my|choked|choking|glass in|metal in|plastic in|mold|mould|mouldy|moldy|cockroach|cockroaches|rat in|mice|maggot|maggots|salmonella|e coli|unsafe|safety hazard|fire hazard|caught fire|on fire|exploded|electric shock|bleeding|fainted|passed out|undercooked|raw chicken|asthma|gas leak|smoke|kill myself|suicide|threatened|assaulted|harassed|my insulin|wheelchair|in hospital|in the hospital|hospitalised|hospitalized|went to hospital|went to the hospital|taken to hospital|taken to the hospital',
  legal:
    'lawyer|lawyers|attorney|sue you|suing|will sue|going to sue|lawsuit|legal action|take you to court|see you in court|small claims|solicitor|ombudsman|trading standards|consumer protection|better business bureau|bbb|class action|police|report you|reported you|report this to|discrimination|discriminated|racist|racism|gdpr|data breach|my data',
  money:
    'charged twice|double charged|charged me twice|overcharged|unauthorized charge|unauthorised charge|fraud|fraudulent|stolen|stole|hacked|account hacked|identity theft|scammed|stole my',
  press:
    'journalist|reporter|newspaper|going viral|go viral|tell everyone|the media|the press|the news|tv station|watchdog|petition|boycott',
  leaving:
    'never again|last time|cancel my|cancelling my|canceling my|switching to|never buying|never ordering|never flying|never coming back|lost a customer|lost my business|taking my business|close my account|unsubscribe',
};
