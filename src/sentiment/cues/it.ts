import type { Cues } from '../cue.js';

export const ITALIAN: Cues = {
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
};
