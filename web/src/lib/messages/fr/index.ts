// Address: vous. Sentences avoid agreeing with the reader (« avec votre compte », not « connecté »).
// meeting réunion · room salle · call appel · chat discussion · people personnes · seat place · guest invité
// microphone micro · camera caméra · speaker haut-parleur · turn on, off activer, couper · share partager
// sign in, out se connecter, se déconnecter · account compte · history historique · settings réglages
// try again réessayer · link lien · browser navigateur. Plain spaces before ; ! ? : are made unbreakable by the build.
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
