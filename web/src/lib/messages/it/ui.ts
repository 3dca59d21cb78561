import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "Chiudi",
  "ui.loading": "Caricamento",
  "ui.showPassword": "Mostra la password",
  "ui.hidePassword": "Nascondi la password",
  "ui.capsLock": "Il blocco maiuscole è attivo",
  "ui.dismiss": "Ignora",
  "ui.notifications": "Avvisi",
  "ui.skipToContent": "Vai al contenuto",
  "ui.retry": "Riprova",
  "ui.cancel": "Annulla",
  "ui.optional": "facoltativo",
  "key.ctrl": "Ctrl",
  "key.shift": "Maiusc",
  "key.space": "Spazio",
} satisfies Translation<typeof en>;
