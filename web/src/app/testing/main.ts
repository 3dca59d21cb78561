// Every page and state of the product by name, without a server: /gallery.html?scene=home-full; without a name,
// the list of them. Development and tests only: what ships never leads here.
//
//   theme=dark|light   lang=es   rtl   still: pictures and levels stand still, for comparing

import { siteScenes } from "./site";
import { makeWorld } from "./world";

const name = new URLSearchParams(location.search).get("scene") ?? "";
const { signedIn = name.endsWith("-account"), answers = {} } = siteScenes[name] ?? {};

// before anything of the product is loaded: it looks around as soon as it is
makeWorld({ signedIn, answers });
await import("./gallery");
