import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "Personnes",
  "people.you": "vous",
  "people.list": "Personnes dans cette réunion",
  "people.sharing": "Partage son écran",
  "people.cameraOff": "Caméra coupée",
} satisfies Translation<typeof en>;
