import type { MessageId } from "../ids";
import auth from "./auth";
import call from "./call";
import chat from "./chat";
import common from "./common";
import controls from "./controls";
import history from "./history";
import landing from "./landing";
import lobby from "./lobby";
import people from "./people";
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
  ...chat,
  ...people,
  ...settings,
  ...shortcuts,
};

export default es;
