// The English of what is not there when one comes in: panels, dialogs, and the page after the call.
import captions from "./captions";
import chat from "./chat";
import emoji from "./emoji";
import left from "./left";
import people from "./people";
import quality from "./quality";
import report from "./report";
import settings from "./settings";
import shortcuts from "./shortcuts";

export default { ...captions, ...chat, ...emoji, ...report, ...people, ...quality, ...settings, ...shortcuts, ...left };
