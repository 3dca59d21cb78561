import type en from "../en/captions";

export default {
  "captions.title": "Legendas",
  "captions.hint": "Mostra sobre as imagens o que alguém aqui vai escrevendo",
  "captions.size": "Tamanho das legendas",
  "captions.write": "Escrever legendas",
  "captions.field": "O que está sendo dito",
  "captions.how": "Enter: próxima linha",
  "captions.end": "Parar de escrever legendas",
  "captions.offer": "{name} escreve legendas.",
  "captions.show": "Mostrar legendas",
} satisfies Record<keyof typeof en, string>;
