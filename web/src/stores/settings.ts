// What this person set on this device.

import { createStore } from "zustand/vanilla";
import { bestLocale, type Locale } from "@/lib/i18n";
import { kept, onOtherTab, readJson } from "@/lib/storage";

export type Theme = "system" | "light" | "dark";
export type Sound = "join" | "leave" | "message" | "knock" | "hand";

export interface Settings {
  readonly theme: Theme;
  /** auto: as the browser asks for. */
  readonly language: Locale | "auto";
  /** Letters alone act as shortcuts (WCAG 2.2, 2.1.4). */
  readonly singleLetters: boolean;
  readonly sounds: Readonly<Record<Sound, boolean>>;
  /** What a guest calls themselves; "" until they said it. */
  readonly guestName: string;
}

const KEY = "settings";

export const DEFAULTS: Settings = {
  theme: "system",
  language: "auto",
  singleLetters: true,
  sounds: { join: true, leave: true, message: true, knock: true, hand: true },
  guestName: "",
};

/** What was kept, with the default for whatever is missing or not what it should be. */
function sane(raw: Partial<Settings>): Settings {
  const pick = <T>(value: unknown, allowed: readonly T[], fallback: T): T =>
    allowed.includes(value as T) ? (value as T) : fallback;
  const sounds = { ...DEFAULTS.sounds };
  for (const name of Object.keys(sounds) as Sound[])
    if (typeof raw.sounds?.[name] === "boolean") sounds[name] = raw.sounds[name];
  return {
    theme: pick(raw.theme, ["system", "light", "dark"], DEFAULTS.theme),
    language: pick(raw.language, ["auto", "en", "es"], DEFAULTS.language),
    singleLetters: typeof raw.singleLetters === "boolean" ? raw.singleLetters : DEFAULTS.singleLetters,
    sounds,
    guestName: typeof raw.guestName === "string" ? raw.guestName.slice(0, 64) : DEFAULTS.guestName,
  };
}

const read = () => sane(readJson<Partial<Settings> | null>(kept, KEY, null) ?? {});

export const settings = createStore<Settings>(read);

/** Changes some settings, here and in the other tabs, and keeps them. */
export function change(changes: Partial<Settings>): void {
  settings.setState(changes);
  kept.set(KEY, JSON.stringify(settings.getState()));
}

/** The language to speak now. */
export function wishedLocale(): Locale {
  const { language } = settings.getState();
  return language === "auto" ? bestLocale(globalThis.navigator?.languages ?? []) : language;
}

onOtherTab(KEY, () => settings.setState(read()));
