import type en from "../en/captions";

export default {
  "captions.title": "Untertitel",
  "captions.hint": "Zeigt über den Bildern, was jemand hier mitschreibt",
  "captions.size": "Größe der Untertitel",
  "captions.write": "Untertitel schreiben",
  "captions.field": "Was gerade gesagt wird",
  "captions.how": "Eingabetaste: nächste Zeile",
  "captions.end": "Keine Untertitel mehr schreiben",
  "captions.offer": "{name} schreibt Untertitel.",
  "captions.show": "Untertitel zeigen",
} satisfies Record<keyof typeof en, string>;
