import type { Cues } from '../cue.js';

export const GERMAN: Cues = {
  own: 'ich|mein|meine|meinem|meiner|meinen|mir|mich|wir|uns|unser|unsere|bestellt',
  others: 'geht es noch jemandem|noch jemand',
  why: 'warum|wieso|weshalb',
  address: 'ihr|euch|euer|eure|eurem|euren|sie|ihnen',
  please: 'bitte',
  remedy: 'erstattung|geld zurück|entschädigung',
  ask: 'wie viel|wieviel|wie lange|wann|warum|wieso|weshalb|gibt es|habt ihr|haben sie|kann man|kann ich|weiß jemand|weiss jemand|was kostet|wie kann ich|wo ist|wo kann|wer kann',
  askFirst: 'wie|was|wann|wo|wer|warum|wieso|welche|welcher|welches|gibt|habt|haben|kann|könnt|ist|sind|darf',
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
};
