import type en from "../en/people";

export default {
  "people.title": "Personas",
  "people.you": "tú",
  "people.count": "{count, plural, one {# persona} other {# personas}}",
  "people.list": "Personas en esta reunión",
  "people.sharing": "Comparte su pantalla",
  "people.cameraOff": "Cámara apagada",
  "people.invite": "Invitar a alguien",
} satisfies Record<keyof typeof en, string>;
