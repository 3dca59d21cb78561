// Address: je, jij where it stands alone.
// meeting gesprek · room ruimte · call gesprek · chat chat · people mensen · seat plaats · guest gast
// microphone microfoon · camera camera · speaker luidspreker · turn on, off aanzetten, uitzetten · share delen
// sign in, out inloggen, afmelden · account account · history geschiedenis · settings instellingen
// try again opnieuw proberen · link link · browser browser. Quotes ‘…’.
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
