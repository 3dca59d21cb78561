// What a call fetches beside what it is made of, from its door on. One may want any of it when the network is gone, so it is not left until then.

import { emojiPicker, lightbox } from "@/features/chat/parts";
import { fetchPart } from "@/ui/lazily";
import { qualityDetails } from "./quality/details";

export const later = {
  banners: () => import("./Banners"),
  ears: () => import("./Ears"),
  chat: () => import("@/features/chat/ChatPanel"),
  people: () => import("@/features/people/PeoplePanel"),
  settings: () => import("@/features/settings/SettingsDialog"),
  more: () => import("./MoreItems"),
  strip: () => import("./reactions/ReactionStrip"),
  captions: () => import("./captions/Captions"),
  captionStrip: () => import("./captions/CaptionStrip"),
  layer: () => import("./reactions/ReactionLayer"),
  quality: qualityDetails,
  pip: () => import("./pip/PipView"),
  fileDrop: () => import("@/features/chat/FileDrop"),
  emojiPicker,
  lightbox,
  effects: async () => ({ default: (await import("@/features/devices/Effects")).Effects }),
} as const;

/** What is no component. */
export const laterStill = {
  report: () => import("@/rtc/report"),
  openPip: () => import("./pip/open"),
} as const;

/** The first seconds belong to one's own face at the door, or to those of the others. */
const CALM_MS = 4000;

/** What plays the sound: for who does not stay at the door until the rest is fetched. */
export function fetchEars(): void {
  fetchPart(later.ears).catch(() => {});
}

/** And whatever else the page knows of. Returns stop. */
export function fetchLater(...pages: Parameters<typeof fetchPart>[0][]): () => void {
  const timer = setTimeout(() => {
    const parts = [...Object.values(later), ...pages].map(fetchPart);
    const others = Object.values(laterStill).map((load) => load());
    for (const each of [...parts, ...others]) each.catch(() => {}); // whoever wants it asks again
  }, CALM_MS);
  return () => clearTimeout(timer);
}
