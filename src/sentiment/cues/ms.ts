import type { Cues } from '../cue.js';

export const MALAY: Cues = {
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
};
