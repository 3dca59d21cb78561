// The English of the meeting page and of what is everywhere. The other pages bring their own: site.ts.
import call from "./call";
import chat from "./chat";
import common from "./common";
import controls from "./controls";
import lobby from "./lobby";
import people from "./people";
import settings from "./settings";
import shortcuts from "./shortcuts";
import ui from "./ui";

export default { ...common, ...ui, ...call, ...controls, ...lobby, ...chat, ...people, ...settings, ...shortcuts };
