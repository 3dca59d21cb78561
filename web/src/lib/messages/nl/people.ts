import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "Mensen",
  "people.you": "jij",
  "people.list": "Mensen in dit gesprek",
  "people.sharing": "Deelt een scherm",
  "people.cameraOff": "Camera uit",
} satisfies Translation<typeof en>;
