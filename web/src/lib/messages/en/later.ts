// The English of what is not there when one comes in: panels, dialogs, and the page after the call.
import chat from "./chat";
import left from "./left";
import people from "./people";
import quality from "./quality";
import settings from "./settings";
import shortcuts from "./shortcuts";

export default { ...chat, ...people, ...quality, ...settings, ...shortcuts, ...left };
