import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "Zamknij",
  "ui.loading": "Wczytywanie",
  "ui.showPassword": "Pokaż hasło",
  "ui.hidePassword": "Ukryj hasło",
  "ui.capsLock": "Caps Lock jest włączony",
  "ui.dismiss": "Odrzuć",
  "ui.notifications": "Powiadomienia",
  "ui.skipToContent": "Przejdź do treści",
  "ui.retry": "Spróbuj ponownie",
  "ui.cancel": "Anuluj",
  "ui.optional": "opcjonalnie",
  "key.ctrl": "Ctrl",
  "key.shift": "Shift",
  "key.space": "Spacja",
} satisfies Translation<typeof en>;
