import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "Leute",
  "people.you": "du",
  "people.list": "Leute in diesem Treffen",
  "people.sharing": "Teilt einen Bildschirm",
  "people.cameraOff": "Kamera aus",
} satisfies Translation<typeof en>;
