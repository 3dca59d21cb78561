import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "Mikrofon ein oder aus",
  "shortcut.camera": "Kamera ein oder aus",
  "shortcut.talk": "Zum Sprechen halten",
  "shortcut.hand": "Hand heben oder senken",
  "shortcut.react": "Reaktionen zeigen oder verbergen",
  "shortcut.chat": "Chat öffnen oder schließen",
  "shortcut.people": "Liste der Leute öffnen oder schließen",
  "shortcut.share": "Bildschirm teilen oder damit aufhören",
  "shortcut.layout": "Anordnung ändern",
  "shortcut.fullscreen": "Vollbild",
  "shortcut.leave": "Treffen verlassen",
  "shortcut.help": "Diese Kürzel zeigen",
} satisfies Translation<typeof en>;
