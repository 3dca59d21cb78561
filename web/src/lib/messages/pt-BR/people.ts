import type en from "../en/people";
import type { Translation } from "../ids";

export default {
  "people.title": "Pessoas",
  "people.you": "você",
  "people.list": "Pessoas nesta reunião",
  "people.sharing": "Compartilhando a tela",
  "people.cameraOff": "Câmera desligada",
} satisfies Translation<typeof en>;
