// Address: ty, and no past tense of the second person: it would have to know who reads. Names stand after a colon or as
// the subject of the present tense, so that they need no ending.
// meeting spotkanie · room sala · call rozmowa · chat czat · people osoby · seat miejsce · guest gość
// microphone mikrofon · camera kamera · speaker głośnik · turn on, off włącz, wyłącz · share udostępnij
// sign in, out zaloguj się, wyloguj się · account konto · history historia · settings ustawienia
// try again spróbuj ponownie · link link · browser przeglądarka. Quotes „…”.
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
