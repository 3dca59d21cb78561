import type en from "../en/captions";

export default {
  "captions.title": "Napisy",
  "captions.hint": "Pokazuje na obrazie to, co ktoś tutaj na bieżąco zapisuje",
  "captions.size": "Wielkość napisów",
  "captions.write": "Pisz napisy",
  "captions.field": "Co jest mówione",
  "captions.how": "Enter: następny wiersz",
  "captions.end": "Przestań pisać napisy",
  "captions.offer": "{name} pisze napisy.",
  "captions.show": "Pokaż napisy",
} satisfies Record<keyof typeof en, string>;
