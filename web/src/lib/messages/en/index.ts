// The English of the meeting page and of what is everywhere. What opens on a click brings its own (later.ts), and so do
// the other pages (site.ts).
import call from "./call";
import common from "./common";
import controls from "./controls";
import effects from "./effects";
import lobby from "./lobby";
import ui from "./ui";

export default { ...common, ...ui, ...call, ...controls, ...effects, ...lobby };
