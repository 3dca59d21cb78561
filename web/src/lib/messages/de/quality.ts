import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "Verbindung mit {name}",
  "quality.lossIn": "Verlust auf dem Weg hierher",
  "quality.lossOut": "Verlust auf dem Weg dorthin",
  "quality.roundTrip": "Hin und zurück",
  "quality.incoming": "Kommt an",
  "quality.outgoing": "Geht hinaus",
  "quality.picture": "Bild",
  "quality.way": "Weg",
  "quality.noPicture": "Keines",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# Bild} other {# Bilder}} pro Sekunde",
  "quality.rule": "Gut heißt unter 6 % Verlust und unter 400 ms hin und zurück.",
} satisfies Translation<typeof en>;
