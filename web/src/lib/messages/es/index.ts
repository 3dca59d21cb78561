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

const es: Record<MessageId, string> = {
  ...common,
  ...ui,
  ...landing,
  ...auth,
  ...history,
  ...call,
  ...controls,
  ...lobby,
  ...captions,
  ...chat,
  ...emoji,
  ...report,
  ...people,
  ...quality,
  ...left,
  ...settings,
  ...effects,
  ...shortcuts,
};

export default es;
