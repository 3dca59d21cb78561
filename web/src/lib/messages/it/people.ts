import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "Persone",
  "people.you": "tu",
  "people.list": "Persone in questa riunione",
  "people.sharing": "Condivide lo schermo",
  "people.cameraOff": "Fotocamera spenta",
} satisfies Translation<typeof en>;
