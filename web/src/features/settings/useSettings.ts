import { useStore } from "zustand";
import { type Settings, settings } from "@/stores/settings";

/** The settings, or what `select` takes of them; change them with `change` of stores/settings. */
export function useSettings(): Settings;
export function useSettings<T>(select: (settings: Settings) => T): T;
export function useSettings<T>(select?: (settings: Settings) => T) {
  return useStore(settings, select ?? ((all) => all as T));
}
