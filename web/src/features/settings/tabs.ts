import type { MessageId } from "@/lib/i18n";

export type SettingsTab = "devices" | "effects" | "sounds" | "appearance" | "language" | "shortcuts";

export const TABS: Readonly<Record<SettingsTab, MessageId>> = {
  devices: "settings.devices",
  effects: "effects.title",
  sounds: "settings.sounds",
  appearance: "settings.appearance",
  language: "settings.language",
  shortcuts: "settings.shortcuts",
};

/** What needs a call, or its door: elsewhere there are no devices to choose among. */
export const NEEDS_MEDIA: ReadonlySet<SettingsTab> = new Set(["devices", "effects"]);
