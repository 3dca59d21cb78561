// Every English message. Areas are files; ids are unique over all of them and begin with their area.
import auth from "./auth";
import call from "./call";
import chat from "./chat";
import common from "./common";
import history from "./history";
import landing from "./landing";
import lobby from "./lobby";
import people from "./people";
import settings from "./settings";
import shortcuts from "./shortcuts";
import ui from "./ui";

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
