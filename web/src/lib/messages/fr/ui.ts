import type en from "../en/ui";
import type { Translation } from "../ids";

export default {
  "ui.close": "Fermer",
  "ui.loading": "Chargement",
  "ui.showPassword": "Afficher le mot de passe",
  "ui.hidePassword": "Masquer le mot de passe",
  "ui.capsLock": "Le verrouillage des majuscules est activé",
  "ui.dismiss": "Ignorer",
  "ui.notifications": "Notifications",
  "ui.skipToContent": "Aller au contenu",
  "ui.retry": "Réessayer",
  "ui.cancel": "Annuler",
  "ui.optional": "facultatif",
  "key.ctrl": "Ctrl",
  "key.shift": "Maj",
  "key.space": "Espace",
} satisfies Translation<typeof en>;
