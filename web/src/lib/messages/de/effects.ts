import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "Hintergrund und Ton",
  "effects.background": "Hintergrund",
  "effects.backgroundHint": "Das macht dieser Rechner; dein Zimmer verlässt ihn nie. Es kostet etwas Leistung.",
  "effects.none": "So wie er ist",
  "effects.blur": "Unscharf",
  "effects.image.dusk-window": "Fenster in der Dämmerung",
  "effects.image.cafe": "Café",
  "effects.image.bookshelf": "Bücherregal",
  "effects.image.warm-wall": "Warme Wand",
  "effects.own": "Dein eigenes Bild",
  "effects.quiet": "Geräusche aus meinem Mikrofon nehmen",
  "effects.quietHint": "Lüfter, Tastaturen und Straßen. Für Musik besser aus.",
  "effects.backgroundFailed":
    "Dieser Browser kann deinen Hintergrund nicht ersetzen. Um deine Kamera zu zeigen, wähle „So wie er ist“.",
  "effects.quietFailed": "Dieser Browser kann keine Geräusche aus deinem Mikrofon nehmen.",
  "effects.slow": "Dein Hintergrund macht diesem Rechner viel Arbeit.",
  "effects.stop": "Mein Zimmer zeigen",
} satisfies Translation<typeof en>;
