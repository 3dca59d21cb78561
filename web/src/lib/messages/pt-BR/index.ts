// Address: você. Brazilian spelling; Portugal reads it too, until it has one of its own.
// meeting reunião · room sala · call chamada · chat chat · people pessoas · seat lugar · guest convidado
// microphone microfone · camera câmera · speaker alto-falante · turn on, off ligar, desligar · share compartilhar
// sign in, out entrar, sair · account conta · history histórico · settings configurações
// try again tentar de novo · link link · browser navegador. Quotes “…”.
import type { MessageId } from "../ids";
import auth from "./auth";
import call from "./call";
import captions from "./captions";
import chat from "./chat";
import common from "./common";
import controls from "./controls";
import effects from "./effects";
import emoji from "./emoji";
import history from "./history";
import landing from "./landing";
import left from "./left";
import lobby from "./lobby";
import people from "./people";
import quality from "./quality";
import report from "./report";
import settings from "./settings";
import shortcuts from "./shortcuts";
import ui from "./ui";

export default {
  ...report,
  ...emoji,
  ...controls,
  ...common,
  ...ui,
  ...landing,
  ...auth,
  ...history,
  ...call,
  ...lobby,
  ...captions,
  ...chat,
  ...people,
  ...quality,
  ...left,
  ...settings,
  ...effects,
  ...shortcuts,
} satisfies Record<MessageId, string>;
