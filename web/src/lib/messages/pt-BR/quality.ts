import type en from "../en/quality";
import type { Translation } from "../ids";

export default {
  "quality.title": "Conexão com {name}",
  "quality.lossIn": "Perdido no caminho para cá",
  "quality.lossOut": "Perdido no caminho para lá",
  "quality.roundTrip": "Ida e volta",
  "quality.incoming": "Chegando",
  "quality.outgoing": "Saindo",
  "quality.picture": "Imagem",
  "quality.way": "Caminho",
  "quality.noPicture": "Nenhuma",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# quadro} other {# quadros}} por segundo",
  "quality.rule": "Boa quer dizer menos de 6 % de perda e menos de 400 ms de ida e volta.",
} satisfies Translation<typeof en>;
