// What the product says, in whose language. Catalogues are in messages/<locale>/<area>.ts: adding a message is
// adding one line to the English file; the others do not type-check until they have it too.

import { fill, type Message, type Values } from "./icu";
import { directionOf, type Locale, languageOf, PSEUDO } from "./locales";
import en from "./messages/en/index";
import type { MessageId } from "./messages/ids";

export type { Values } from "./icu";
export { LOCALES, type Locale } from "./locales";
export type { MessageId } from "./messages/ids";

type Catalogue = Partial<Record<string, Message>>;
const english: Catalogue = { ...en };
const listeners = new Set<() => void>();
let current: Locale = "en";
let catalogue = english;
let disguise = (message: Message) => message;
let regionOf: string | null = null;

const load: Record<Exclude<Locale, "en" | typeof PSEUDO>, () => Promise<{ default: Catalogue }>> = {
  ar: () => import("./messages/ar/index"),
  de: () => import("./messages/de/index"),
  es: () => import("./messages/es/index"),
  fr: () => import("./messages/fr/index"),
  it: () => import("./messages/it/index"),
  ja: () => import("./messages/ja/index"),
  nl: () => import("./messages/nl/index"),
  pl: () => import("./messages/pl/index"),
  "pt-BR": () => import("./messages/pt-BR/index"),
};

/** Adds English that came with a page. */
export function addEnglish(messages: Partial<Record<MessageId, string>>): void {
  Object.assign(english, messages);
}

/** The text of a message in the present language. Values fill its {holes}; numbers choose its plurals. */
export function t(id: MessageId, values: Values = {}): string {
  return fill(disguise(catalogue[id] ?? english[id] ?? id), values, region());
}

export function locale(): Locale {
  return current;
}

/** Calls back after the language has changed. Returns unsubscribe. */
export function onLocale(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const plain = (message: Message) => message;
let wanted: Locale = current;

/** Switches the language, fetching its catalogue first; on failure stays with the present one and rejects. */
export async function setLocale(next: Locale): Promise<void> {
  wanted = next;
  const isPseudo = next === PSEUDO;
  const nextDisguise = isPseudo ? (await import("./pseudo")).disguise : plain;
  const nextCatalogue = isPseudo || next === "en" ? english : (await load[next]()).default;
  if (wanted !== next) return; // another one was wished for meanwhile
  [current, catalogue, disguise, regionOf] = [next, nextCatalogue, nextDisguise, null];
  if (typeof document !== "undefined") {
    document.documentElement.lang = next;
    document.documentElement.dir = directionOf(next);
  }
  for (const listener of listeners) listener();
}

/** The person's own way of writing the present language: en-GB has 14:22, en-US 2:22 PM. */
function region(): string {
  regionOf ??= navigator.languages?.find((wish) => languageOf(wish) === languageOf(current)) ?? current;
  return regionOf;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment (Unix milliseconds) in words of the present language. */
export function formatDate(unixMs: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${region()} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(region(), options);
    formatters.set(key, formatter);
  }
  return formatter.format(unixMs);
}

/** A number as the present language writes it: 0.97 as "97 %". */
export function formatNumber(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(region(), options).format(value);
}

/** Ana, Bo and Chen, as the present language joins them. */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(region(), { type: "conjunction" }).format(items);
}

/** 75 minutes as "1 h 15 min"; under a minute as "less than a minute". */
export function formatDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return t("time.lessThanMinute");
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t("time.minutes", { minutes });
  return minutes % 60 === 0 ? t("time.hours", { hours }) : t("time.hoursMinutes", { hours, minutes: minutes % 60 });
}
