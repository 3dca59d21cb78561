import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "Verbinding met {name}",
  "quality.lossIn": "Kwijt op weg hierheen",
  "quality.lossOut": "Kwijt op weg daarheen",
  "quality.roundTrip": "Heen en terug",
  "quality.incoming": "Komt binnen",
  "quality.outgoing": "Gaat uit",
  "quality.picture": "Beeld",
  "quality.way": "Weg",
  "quality.noPicture": "Geen",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# beeld} other {# beelden}} per seconde",
  "quality.rule": "Goed betekent minder dan 6 % verlies en minder dan 400 ms heen en terug.",
} satisfies Translation<typeof en>;
