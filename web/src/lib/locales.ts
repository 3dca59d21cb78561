// The languages we speak, each by its own name. Why these: the large languages of those who host for themselves, and
// one of each kind that a layout breaks on (long words, right to left, no spaces, six plurals).

export const LOCALES = {
  ar: "العربية",
  de: "Deutsch",
  en: "English",
  es: "Español",
  fr: "Français",
  it: "Italiano",
  ja: "日本語",
  nl: "Nederlands",
  pl: "Polski",
  "pt-BR": "Português (Brasil)",
} as const;

/** Not a language: English accented, stretched and from right to left, to see what a layout makes of it. */
export const PSEUDO = "ar-XB";

export type Locale = keyof typeof LOCALES | typeof PSEUDO;

export function isLocale(value: unknown): value is Locale {
  return value === PSEUDO || (typeof value === "string" && Object.hasOwn(LOCALES, value));
}

/** "pt" of "pt-BR". */
export const languageOf = (tag: string): string => tag.split("-")[0]?.toLowerCase() ?? "";

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"]);

export const directionOf = (locale: string): "ltr" | "rtl" => (RIGHT_TO_LEFT.has(languageOf(locale)) ? "rtl" : "ltr");

/** The first of the wished languages that we speak, whatever the country; English when there is none. */
export function bestLocale(wishes: readonly string[]): Locale {
  const spoken = Object.keys(LOCALES) as Locale[];
  for (const wish of wishes) {
    const found = spoken.find((locale) => languageOf(locale) === languageOf(wish));
    if (found) return found;
  }
  return "en";
}
