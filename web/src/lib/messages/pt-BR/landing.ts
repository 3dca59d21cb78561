import type en from "../en/landing";
import type { Translation } from "../ids";

export default {
  "landing.title": "Puxe uma cadeira",
  "landing.lead": "Comece uma reunião, compartilhe o link e converse. Sem conta e sem instalar nada.",
  "landing.start": "Começar uma reunião",
  "landing.starting": "Pondo a mesa",
  "landing.or": "ou participe de uma",
  "landing.codeLabel": "Código ou link da reunião",
  "landing.codeHint": "Cole o link que você recebeu ou digite o código.",
  "landing.join": "Participar",
  "landing.codeMissing": "Digite o código da reunião ou cole o link.",
  "landing.codeUnreadable": "Isso não parece um código nem um link de reunião.",
  "landing.illustration":
    "Uma mesa de café à luz de um abajur, vista de cima: cinco pessoas com café e uma cadeira livre",
  "landing.factsTitle": "O que esperar",
  "landing.fact1Title": "Abre no seu navegador",
  "landing.fact1": "No computador ou no celular, com ou sem conta.",
  "landing.fact2Title": "De pessoa para pessoa",
  "landing.fact2": "Em salas pequenas, som e imagem vão direto de um navegador ao outro, criptografados.",
  "landing.fact3Title": "Você encontra depois",
  "landing.fact3": "Com uma conta você guarda quem estava lá e o que foi escrito.",
  "landing.name": "Uma tertúlia é uma roda de amigos que se encontra no mesmo café para conversar.",
} satisfies Translation<typeof en>;
