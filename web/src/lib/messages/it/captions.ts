import type en from "../en/captions";

export default {
  "captions.title": "Sottotitoli",
  "captions.hint": "Mostra sulle immagini ciò che qualcuno qui scrive man mano",
  "captions.size": "Dimensione dei sottotitoli",
  "captions.write": "Scrivi sottotitoli",
  "captions.field": "Ciò che si sta dicendo",
  "captions.how": "Invio: riga successiva",
  "captions.end": "Smetti di scrivere sottotitoli",
  "captions.offer": "{name} scrive sottotitoli.",
  "captions.show": "Mostra sottotitoli",
} satisfies Record<keyof typeof en, string>;
