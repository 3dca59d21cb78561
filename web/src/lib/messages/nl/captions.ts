import type en from "../en/captions";

export default {
  "captions.title": "Ondertitels",
  "captions.hint": "Toont over de beelden wat iemand hier meeschrijft",
  "captions.size": "Grootte van ondertitels",
  "captions.write": "Ondertitels schrijven",
  "captions.field": "Wat er wordt gezegd",
  "captions.how": "Enter: volgende regel",
  "captions.end": "Stoppen met ondertitels schrijven",
  "captions.offer": "{name} schrijft ondertitels.",
  "captions.show": "Ondertitels tonen",
} satisfies Record<keyof typeof en, string>;
