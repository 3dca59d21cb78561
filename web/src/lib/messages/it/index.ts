// Address: tu.
// meeting riunione · room stanza · call chiamata · chat chat · people persone · seat posto · guest ospite
// microphone microfono · camera fotocamera · speaker altoparlante · turn on, off accendi, spegni · share condividi
// sign in, out accedi, esci dall’account · account account · history cronologia · settings impostazioni
// try again riprova · link link · browser browser. Apostrophes ’, quotes «…».
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
