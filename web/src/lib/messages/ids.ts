import type meeting from "./en/index";
import type site from "./en/site";

/** Areas are files; ids are unique over all of them and begin with their area. */
export type MessageId = keyof typeof meeting | keyof typeof site;
