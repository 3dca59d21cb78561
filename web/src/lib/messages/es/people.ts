import type en from "../en/people";

export default {
  "people.title": "Personas",
  "people.you": "tú",
  "people.list": "Personas en esta reunión",
  "people.sharing": "Comparte su pantalla",
  "people.cameraOff": "Cámara apagada",
} satisfies Record<keyof typeof en, string>;
