// The emoji in the present language: data that the build cut to what the picker needs (tools/emoji-data.ts).

import { locale } from "@/lib/i18n";
import type { Emoji } from "./emoji";

type Catalogue = { readonly default: readonly (readonly Emoji[])[] };

const catalogues: Readonly<Record<string, () => Promise<Catalogue>>> = {
  de: () => import("virtual:emoji/de"),
  en: () => import("virtual:emoji/en"),
  es: () => import("virtual:emoji/es"),
  fr: () => import("virtual:emoji/fr"),
  it: () => import("virtual:emoji/it"),
  ja: () => import("virtual:emoji/ja"),
  nl: () => import("virtual:emoji/nl"),
  pl: () => import("virtual:emoji/pl"),
  "pt-BR": () => import("virtual:emoji/pt"),
};

/** English where there are no names in the present language. */
export async function loadEmoji(): Promise<readonly (readonly Emoji[])[]> {
  const load = catalogues[locale()] ?? catalogues.en;
  return load ? (await load()).default : [];
}
