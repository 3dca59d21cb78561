// Every English message. Areas are files; ids are unique over all of them and begin with their area.
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

const en = {
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

export type MessageId = keyof typeof en;

export default en;
