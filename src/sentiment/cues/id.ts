import type { Cues } from '../cue.js';

export const INDONESIAN: Cues = {
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
};
