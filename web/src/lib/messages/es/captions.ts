import type en from "../en/captions";

export default {
  "captions.title": "Subtítulos",
  "captions.hint": "Muestra sobre las imágenes lo que alguien va escribiendo aquí",
  "captions.size": "Tamaño de los subtítulos",
  "captions.write": "Escribir subtítulos",
  "captions.field": "Lo que se está diciendo",
  "captions.how": "Intro: línea siguiente",
  "captions.end": "Dejar de escribir subtítulos",
  "captions.offer": "{name} escribe subtítulos.",
  "captions.show": "Mostrar subtítulos",
} satisfies Record<keyof typeof en, string>;
