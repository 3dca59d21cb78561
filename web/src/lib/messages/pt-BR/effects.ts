import type en from "../en/effects";
import type { Translation } from "../ids";

export default {
  "effects.title": "Fundo e som",
  "effects.background": "Fundo",
  "effects.backgroundHint": "Feito neste computador; seu ambiente nunca sai dele. Usa um pouco da potência.",
  "effects.none": "Como é",
  "effects.blur": "Desfocado",
  "effects.image.dusk-window": "Janela ao entardecer",
  "effects.image.cafe": "Café",
  "effects.image.bookshelf": "Estante",
  "effects.image.warm-wall": "Parede acolhedora",
  "effects.own": "Sua própria imagem",
  "effects.quiet": "Tirar o ruído do meu microfone",
  "effects.quietHint": "Ventiladores, teclados e ruas. Deixe desligado para música.",
  "effects.backgroundFailed":
    "Este navegador não consegue trocar seu fundo. Para mostrar sua câmera, escolha “Como é”.",
  "effects.quietFailed": "Este navegador não consegue tirar o ruído do seu microfone.",
  "effects.slow": "Seu fundo dá muito trabalho a este computador.",
  "effects.stop": "Mostrar meu ambiente",
} satisfies Translation<typeof en>;
