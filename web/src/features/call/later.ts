// What a call fetches beside what it is made of, from its door on. One may want any of it when the network is gone, so it is not left until then.

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
  quality: () => import("./quality/QualityDetails"),
  report: () => import("@/rtc/report"),
  pip: () => import("./pip/PipView"),
  openPip: () => import("./pip/open"),
} as const;

/** The first seconds belong to one's own face at the door, or to those of the others. */
const CALM_MS = 4000;

/** Returns stop. */
export function fetchLater(): () => void {
  const timer = setTimeout(() => {
    for (const load of Object.values(later)) load().catch(() => {}); // whoever wants it asks again
  }, CALM_MS);
  return () => clearTimeout(timer);
}
