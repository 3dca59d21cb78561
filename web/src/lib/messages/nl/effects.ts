import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "Achtergrond en geluid",
  "effects.background": "Achtergrond",
  "effects.backgroundHint": "Dat doet deze computer; je kamer komt er nooit uit. Het kost wat rekenkracht.",
  "effects.none": "Zoals het is",
  "effects.blur": "Vervaagd",
  "effects.image.dusk-window": "Raam in de schemering",
  "effects.image.cafe": "Café",
  "effects.image.bookshelf": "Boekenkast",
  "effects.image.warm-wall": "Warme muur",
  "effects.own": "Je eigen afbeelding",
  "effects.quiet": "Haal ruis uit mijn microfoon",
  "effects.quietHint": "Ventilatoren, toetsenborden en straten. Laat uit voor muziek.",
  "effects.backgroundFailed":
    "Deze browser kan je achtergrond niet vervangen. Kies ‘Zoals het is’ om je camera te tonen.",
  "effects.quietFailed": "Deze browser kan geen ruis uit je microfoon halen.",
  "effects.slow": "Je achtergrond is veel werk voor deze computer.",
  "effects.stop": "Mijn kamer tonen",
} satisfies Translation<typeof en>;
