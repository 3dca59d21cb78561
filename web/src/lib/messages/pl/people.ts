import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "Osoby",
  "people.you": "ty",
  "people.list": "Osoby na tym spotkaniu",
  "people.sharing": "Udostępnia ekran",
  "people.cameraOff": "Kamera wyłączona",
} satisfies Translation<typeof en>;
