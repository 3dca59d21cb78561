import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "Accendi o spegni il microfono",
  "shortcut.camera": "Accendi o spegni la fotocamera",
  "shortcut.talk": "Tieni premuto per parlare",
  "shortcut.hand": "Alza o abbassa la mano",
  "shortcut.react": "Mostra o nascondi le reazioni",
  "shortcut.chat": "Apri o chiudi la chat",
  "shortcut.people": "Apri o chiudi l’elenco delle persone",
  "shortcut.share": "Condividi lo schermo, o smetti",
  "shortcut.layout": "Cambia la disposizione",
  "shortcut.fullscreen": "Schermo intero",
  "shortcut.leave": "Lascia la riunione",
  "shortcut.help": "Mostra queste scorciatoie",
} satisfies Translation<typeof en>;
