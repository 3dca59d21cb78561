import type { MessageId } from "../en/index.ts";
import auth from "./auth.ts";
import call from "./call.ts";
import chat from "./chat.ts";
import common from "./common.ts";
import history from "./history.ts";
import landing from "./landing.ts";
import lobby from "./lobby.ts";
import people from "./people.ts";
import settings from "./settings.ts";
import shortcuts from "./shortcuts.ts";
import ui from "./ui.ts";

const es: Record<MessageId, string> = {
  ...common,
  ...ui,
  ...landing,
  ...auth,
  ...history,
  ...call,
  ...lobby,
  ...chat,
  ...people,
  ...settings,
  ...shortcuts,
};

export default es;
