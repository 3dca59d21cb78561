import type en from "../en/emoji";
import type { Translation } from "../ids";

export default {
  "emoji.search": "Buscar um emoji",
  "emoji.groups": "Tipos de emoji",
  "emoji.loading": "Buscando os emojis",
  "emoji.failed": "Não deu para buscar os emojis. Feche e tente de novo.",
  "emoji.found": "{count, plural, =0 {Nada encontrado} one {# encontrado} other {# encontrados}}",
  "emoji.recent": "Usados há pouco",
  "emoji.smileys": "Carinhas",
  "emoji.people": "Pessoas",
  "emoji.nature": "Animais e natureza",
  "emoji.food": "Comida e bebida",
  "emoji.travel": "Viagens e lugares",
  "emoji.activities": "Atividades",
  "emoji.objects": "Objetos",
  "emoji.symbols": "Símbolos",
  "emoji.flags": "Bandeiras",
} satisfies Translation<typeof en>;
