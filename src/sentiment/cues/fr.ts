import type { Cues } from '../cue.js';

export const FRENCH: Cues = {
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
  press: 'journaliste|presse|boycott|60 millions de consommateurs',
  leaving: 'plus jamais|dernière fois|résilier|je résilie|désabonner',
};
