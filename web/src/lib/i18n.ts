// What the product says, in whose language. Catalogues are in messages/<locale>/<area>.ts: adding a message is
// adding one line to the English file; the Spanish one then does not type-check until it has it too.

import { fill, type Message, type Values } from "./icu";
import en from "./messages/en/index";
import type { MessageId } from "./messages/ids";

export type { MessageId } from "./messages/ids";

export const LOCALES = { en: "English", es: "Español" } as const;
export type Locale = keyof typeof LOCALES;
export type { Values } from "./icu";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

type Catalogue = Record<string, Message>;
const catalogues: Record<Locale, Catalogue> = { en: { ...en }, es: {} };
const listeners = new Set<() => void>();
let current: Locale = "en";

const load: Record<Exclude<Locale, "en">, () => Promise<{ default: Record<MessageId, string> }>> = {
  es: () => import("./messages/es/index"),
};

/** Adds English that came with a page. */
export function addEnglish(messages: Partial<Record<MessageId, string>>): void {
  Object.assign(catalogues.en, messages);
}

/** The text of a message in the present language. Values fill its {holes}; numbers choose its plurals. */
export function t(id: MessageId, values: Values = {}): string {
  return fill(catalogues[current][id] ?? catalogues.en[id] ?? id, values, current);
}

export function locale(): Locale {
  return current;
}

/** Calls back after the language has changed. Returns unsubscribe. */
export function onLocale(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The first of the wished languages that we speak; English when there is none. */
export function bestLocale(wishes: readonly string[]): Locale {
  for (const wish of wishes) {
    const language = wish.toLowerCase().split("-")[0] ?? "";
    if (language in LOCALES) return language as Locale;
  }
  return "en";
}

/** Switches the language, fetching its catalogue first; on failure stays with the present one and rejects. */
export async function setLocale(next: Locale): Promise<void> {
  if (next !== "en") {
    const catalogue = await load[next]();
    catalogues[next] = catalogue.default;
  }
  current = next;
  if (typeof document !== "undefined") {
    document.documentElement.lang = next;
    document.documentElement.dir = RIGHT_TO_LEFT.has(next) ? "rtl" : "ltr";
  }
  for (const listener of listeners) listener();
}

/** The person's own way of writing dates, where they read the present language: en-GB has 14:22, en-US 2:22 PM. */
function region(): string {
  return navigator.languages?.find((wish) => wish.toLowerCase().split("-")[0] === current) ?? current;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** A moment (Unix milliseconds) in words of the present language. */
export function formatDate(unixMs: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${current} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(region(), options);
    formatters.set(key, formatter);
  }
  return formatter.format(unixMs);
}

/** Ana, Bo and Chen, as the present language joins them. */
export function formatList(items: readonly string[]): string {
  return new Intl.ListFormat(current, { type: "conjunction" }).format(items);
}

/** 75 minutes as "1 h 15 min"; under a minute as "less than a minute". */
export function formatDuration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return t("time.lessThanMinute");
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t("time.minutes", { minutes });
  return minutes % 60 === 0 ? t("time.hours", { hours }) : t("time.hoursMinutes", { hours, minutes: minutes % 60 });
}
