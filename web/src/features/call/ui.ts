import { useMemo, useState } from "react";
import type { SettingsTab } from "@/features/settings/tabs";
import type { MessageId } from "@/lib/i18n";
import type { TileKey, View } from "./compose";
import { useRoom } from "./useMedium";

export type PanelName = "chat" | "people";
/** What opens above the controls. */
export type StripName = "reactions" | "captions";

/** What the page itself remembers: which panel is open, how tiles are laid out, who is pinned. */
export interface CallUi {
  readonly room: "narrow" | "middle" | "wide";
  readonly panel: PanelName | null;
  readonly settings: SettingsTab | null;
  readonly strip: StripName | null;
  /** No pictures: neither others' nor one's own. */
  readonly audioOnly: boolean;
  readonly view: View;
  readonly pinned: TileKey | null;
  toggle(panel: PanelName): void;
  show(panel: PanelName): void;
  closePanel(): void;
  openSettings(tab: SettingsTab): void;
  closeSettings(): void;
  toggleStrip(name: StripName): void;
  closeStrip(): void;
  setAudioOnly(on: boolean): void;
  setView(view: View): void;
  nextView(): View;
  pin(key: TileKey | null): void;
}

export const VIEWS: readonly View[] = ["auto", "tiles", "spotlight"];
export const viewNames: Readonly<Record<View, MessageId>> = {
  auto: "call.layoutAuto",
  tiles: "call.layoutTiles",
  spotlight: "call.layoutSpotlight",
};

export function useCallUi(): CallUi {
  const room = useRoom();
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [settings, setSettings] = useState<SettingsTab | null>(null);
  const [strip, setStrip] = useState<StripName | null>(null);
  const [audioOnly, setAudioOnly] = useState(false);
  const [view, setView] = useState<View>("auto");
  const [pinned, setPinned] = useState<TileKey | null>(null);
  return useMemo(
    () => ({
      room,
      panel,
      settings,
      strip,
      audioOnly,
      view,
      pinned,
      toggle: (name) => setPanel((open) => (open === name ? null : name)),
      show: setPanel,
      closePanel: () => setPanel(null),
      openSettings: setSettings,
      closeSettings: () => setSettings(null),
      toggleStrip: (name) => setStrip((open) => (open === name ? null : name)),
      closeStrip: () => setStrip(null),
      setAudioOnly,
      setView,
      nextView: () => {
        const next = VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] as View;
        setView(next);
        return next;
      },
      pin: setPinned,
    }),
    [room, panel, settings, strip, audioOnly, view, pinned],
  );
}
