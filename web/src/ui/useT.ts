import { useSyncExternalStore } from "react";
import { locale, onLocale, t } from "@/lib/i18n";

/** `t`, and a new rendering when the language changes. */
export function useT(): typeof t {
  useSyncExternalStore(onLocale, locale);
  return t;
}
