import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "Activer ou couper le micro",
  "shortcut.camera": "Activer ou couper la caméra",
  "shortcut.talk": "Maintenir pour parler",
  "shortcut.hand": "Lever ou baisser la main",
  "shortcut.react": "Afficher ou masquer les réactions",
  "shortcut.chat": "Ouvrir ou fermer la discussion",
  "shortcut.people": "Ouvrir ou fermer la liste des personnes",
  "shortcut.share": "Partager votre écran, ou arrêter",
  "shortcut.layout": "Changer la disposition",
  "shortcut.fullscreen": "Plein écran",
  "shortcut.leave": "Quitter la réunion",
  "shortcut.help": "Afficher ces raccourcis",
} satisfies Translation<typeof en>;
