import type en from "../en/settings";
import type { Translation } from "../ids";

export default {
  "settings.title": "Impostazioni",
  "settings.devices": "Dispositivi",
  "settings.sounds": "Suoni",
  "settings.soundJoin": "Qualcuno entra",
  "settings.soundLeave": "Qualcuno esce",
  "settings.soundMessage": "Un nuovo messaggio",
  "settings.soundHand": "Una mano alzata",
  "settings.appearance": "Aspetto",
  "settings.shortcuts": "Scorciatoie",
  "settings.theme": "Colori",
  "settings.themeHint": "Durante una chiamata la scena resta scura; questo vale per tutto il resto.",
  "settings.textSize": "Dimensione del testo",
  "settings.textSizeHint": "Tutto cresce insieme. Lo zoom del browser si aggiunge.",
  "textSize.normal": "Normale",
  "textSize.large": "Grande",
  "textSize.larger": "Più grande",
  "settings.language": "Lingua",
  "settings.languageAuto": "Quella che chiede il browser: {name}",
  "settings.keptHere": "Resta in questo browser. Con un account ti segue negli altri.",
  "settings.keptAccount": "Segue il tuo account negli altri tuoi browser.",
  "settings.keptDevice": "Resta in questo browser, per questo dispositivo.",
  "settings.singleLetters": "Scorciatoie di una lettera",
  "settings.singleLettersHint": "Spegnile se detti, o se ti intralciano. Quelle con Ctrl o ⌘ restano.",
} satisfies Translation<typeof en>;
