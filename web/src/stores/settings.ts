// What this person set. Kept in this browser; what KEPT calls the account's also follows whoever is signed in to their
// other browsers (accountSettings.ts).

import { createStore } from "zustand/vanilla";
import { bestLocale, isLocale, type Locale } from "@/lib/locales";
import { kept, onOtherTab, readJson } from "@/lib/storage";

export type Theme = "system" | "light" | "dark";
export const TEXT_SIZES = ["normal", "large", "larger"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];
export type Sound = "join" | "leave" | "message" | "knock" | "hand";

export interface Settings {
  readonly theme: Theme;
  readonly textSize: TextSize;
  /** What somebody in the room writes along is shown over the pictures, this large. */
  readonly captions: boolean;
  readonly captionSize: TextSize;
  /** auto: as the browser asks for. */
  readonly language: Locale | "auto";
  /** Letters alone act as shortcuts (WCAG 2.2, 2.1.4). */
  readonly singleLetters: boolean;
  readonly sounds: Readonly<Record<Sound, boolean>>;
  /** One's own picture is shown to oneself; others see it either way. */
  readonly selfView: boolean;
  /** What a guest calls themselves; "" until they said it. */
  readonly guestName: string;
}

const KEY = "settings";

/** account: of the person, wherever they are · device: of this browser on this machine, like its cameras */
export const KEPT: Readonly<Record<keyof Settings, "account" | "device">> = {
  theme: "account",
  textSize: "account",
  captions: "account",
  captionSize: "account",
  language: "account",
  singleLetters: "account",
  sounds: "account",
  selfView: "device",
  guestName: "device",
};

export const DEFAULTS: Settings = {
  theme: "system",
  textSize: "normal",
  captions: false,
  captionSize: "normal",
  language: "auto",
  singleLetters: true,
  sounds: { join: true, leave: true, message: true, knock: true, hand: true },
  selfView: true,
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
    textSize: pick(raw.textSize, TEXT_SIZES, DEFAULTS.textSize),
    captions: typeof raw.captions === "boolean" ? raw.captions : DEFAULTS.captions,
    captionSize: pick(raw.captionSize, TEXT_SIZES, DEFAULTS.captionSize),
    language: isLocale(raw.language) ? raw.language : DEFAULTS.language,
    singleLetters: typeof raw.singleLetters === "boolean" ? raw.singleLetters : DEFAULTS.singleLetters,
    sounds,
    selfView: typeof raw.selfView === "boolean" ? raw.selfView : DEFAULTS.selfView,
    guestName: typeof raw.guestName === "string" ? raw.guestName.slice(0, 64) : DEFAULTS.guestName,
  };
}

const read = () => sane(readJson<Partial<Settings> | null>(kept, KEY, null) ?? {});

export const settings = createStore<Settings>(read);

const listeners = new Set<(changes: Partial<Settings>) => void>();

/** Tells of what is changed in this tab, by the person. Returns unsubscribe. */
export function onChange(listener: (changes: Partial<Settings>) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Changes some settings, here and in the other tabs, and keeps them. */
export function change(changes: Partial<Settings>): void {
  adopt(changes);
  for (const listener of listeners) listener(changes);
}

/** As `change`, of what came from elsewhere: what cannot be right becomes the default, and nobody is told. */
export function adopt(raw: Partial<Record<keyof Settings, unknown>>): void {
  settings.setState(sane({ ...settings.getState(), ...raw } as Partial<Settings>));
  kept.set(KEY, JSON.stringify(settings.getState()));
}

/** The language to speak now. */
export function wishedLocale(): Locale {
  const { language } = settings.getState();
  return language === "auto" ? bestLocale(globalThis.navigator?.languages ?? []) : language;
}

onOtherTab(KEY, () => settings.setState(read()));
