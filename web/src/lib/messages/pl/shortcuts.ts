import type en from "../en/shortcuts";
import type { Translation } from "../ids";

export default {
  "shortcut.mic": "Włącz lub wyłącz mikrofon",
  "shortcut.camera": "Włącz lub wyłącz kamerę",
  "shortcut.talk": "Przytrzymaj, aby mówić",
  "shortcut.hand": "Podnieś lub opuść rękę",
  "shortcut.react": "Pokaż lub ukryj reakcje",
  "shortcut.chat": "Otwórz lub zamknij czat",
  "shortcut.people": "Otwórz lub zamknij listę osób",
  "shortcut.share": "Udostępnij ekran lub przestań",
  "shortcut.layout": "Zmień układ",
  "shortcut.fullscreen": "Pełny ekran",
  "shortcut.leave": "Wyjdź ze spotkania",
  "shortcut.help": "Pokaż te skróty",
} satisfies Translation<typeof en>;
