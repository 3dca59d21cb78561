// Address: du.
// meeting Treffen · room Raum · call Anruf · chat Chat · people Leute, Personen where counted · seat Platz · guest Gast
// microphone Mikrofon · camera Kamera · speaker Lautsprecher · turn on, off einschalten, ausschalten · share teilen
// sign in, out anmelden, abmelden · account Konto · history Verlauf · settings Einstellungen
// try again noch einmal versuchen · link Link · browser Browser · computer Rechner. Quotes „…“.
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
