import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "Sluiten",
  "ui.loading": "Laden",
  "ui.showPassword": "Wachtwoord tonen",
  "ui.hidePassword": "Wachtwoord verbergen",
  "ui.capsLock": "Caps Lock staat aan",
  "ui.dismiss": "Wegklikken",
  "ui.notifications": "Meldingen",
  "ui.skipToContent": "Naar de inhoud",
  "ui.retry": "Opnieuw proberen",
  "ui.cancel": "Annuleren",
  "ui.optional": "niet verplicht",
  "key.ctrl": "Ctrl",
  "key.shift": "Shift",
  "key.space": "Spatie",
} satisfies Translation<typeof en>;
