import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "Schließen",
  "ui.loading": "Lädt",
  "ui.showPassword": "Passwort zeigen",
  "ui.hidePassword": "Passwort verbergen",
  "ui.capsLock": "Die Feststelltaste ist an",
  "ui.dismiss": "Ausblenden",
  "ui.notifications": "Hinweise",
  "ui.skipToContent": "Zum Inhalt",
  "ui.retry": "Noch einmal versuchen",
  "ui.cancel": "Abbrechen",
  "ui.optional": "freiwillig",
  "key.ctrl": "Strg",
  "key.shift": "Umschalt",
  "key.space": "Leertaste",
} satisfies Translation<typeof en>;
