import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "Microfoon aan of uit",
  "shortcut.camera": "Camera aan of uit",
  "shortcut.talk": "Ingedrukt houden om te praten",
  "shortcut.hand": "Hand opsteken of laten zakken",
  "shortcut.react": "Reacties tonen of verbergen",
  "shortcut.chat": "Chat openen of sluiten",
  "shortcut.people": "Lijst met mensen openen of sluiten",
  "shortcut.share": "Scherm delen, of stoppen",
  "shortcut.layout": "Indeling veranderen",
  "shortcut.fullscreen": "Volledig scherm",
  "shortcut.leave": "Gesprek verlaten",
  "shortcut.help": "Deze sneltoetsen tonen",
} satisfies Translation<typeof en>;
