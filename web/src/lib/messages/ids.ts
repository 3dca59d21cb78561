import type meeting from "./en/index";
import type later from "./en/later";
import type site from "./en/site";

/** Areas are files; ids are unique over all of them and begin with their area. */
export type MessageId = keyof typeof meeting | keyof typeof later | keyof typeof site;

/** What another language says for an area of the English: all of it. */
export type Translation<Area> = Readonly<Record<keyof Area, string>>;
