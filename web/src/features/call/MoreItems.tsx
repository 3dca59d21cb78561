import "@/lib/i18n-later";
import {
  Captions,
  Hand,
  Keyboard,
  Link2,
  Maximize,
  PictureInPicture2,
  ScreenShare,
  Settings,
  SmilePlus,
  Users,
} from "lucide-react";
import { useStore } from "zustand";
import { change, settings } from "@/stores/settings";
import { MenuCheckbox, MenuGroup, MenuItem, MenuRadio, MenuSeparator } from "@/ui/Menu";
import { Shortcut } from "@/ui/Shortcut";
import { useT } from "@/ui/useT";
import { useCall, useMedia } from "./CallProvider";
import styles from "./ControlBar.module.css";
import type { Pip } from "./pip/documentPip";
import { type CallUi, VIEWS, viewNames } from "./ui";
import type { Orders } from "./useOrders";

export interface MoreItemsProps {
  readonly ui: CallUi;
  readonly orders: Orders;
  readonly pip: Pip;
}

/** What one reaches for now and then. */
export default function MoreItems({ ui, orders, pip }: MoreItemsProps) {
  const t = useT();
  const full = document.fullscreenElement !== null;
  const canFill = document.fullscreenEnabled;
  const selfView = useStore(settings, (s) => s.selfView);
  const captions = useStore(settings, (s) => s.captions);
  return (
    <>
      {ui.room === "narrow" && <Overflow ui={ui} orders={orders} />}
      <MenuItem icon={<Link2 />} onSelect={orders.copyLink}>
        {t("call.copyLink")}
      </MenuItem>
      <MenuItem icon={<Captions />} onSelect={() => ui.toggleStrip("captions")}>
        {t("captions.write")}
      </MenuItem>
      {pip.available && (
        <MenuItem icon={<PictureInPicture2 />} onSelect={pip.toggle} hint={pip.open ? undefined : t("call.pipHint")}>
          {pip.open ? t("call.pipEnd") : t("call.pip")}
        </MenuItem>
      )}
      {canFill && (
        <MenuItem icon={<Maximize />} onSelect={orders.toggleFullscreen}>
          <Keyed shortcut="fullscreen">{full ? t("call.exitFullscreen") : t("call.fullscreen")}</Keyed>
        </MenuItem>
      )}
      {ui.room !== "narrow" && (
        <MenuItem icon={<Keyboard />} onSelect={() => ui.openSettings("shortcuts")}>
          <Keyed shortcut="help">{t("call.shortcuts")}</Keyed>
        </MenuItem>
      )}
      {ui.room !== "wide" && (
        <MenuItem icon={<Settings />} onSelect={() => ui.openSettings("devices")}>
          {t("call.settings")}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuGroup label={t("call.layout")}>
        {VIEWS.map((view) => (
          <MenuRadio key={view} checked={ui.view === view} onSelect={() => ui.setView(view)}>
            {t(viewNames[view])}
          </MenuRadio>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuCheckbox
        checked={selfView}
        onSelect={() => change({ selfView: !selfView })}
        hint={selfView ? undefined : t("call.selfViewHint")}
      >
        {t("call.selfView")}
      </MenuCheckbox>
      <MenuCheckbox
        checked={captions}
        onSelect={() => change({ captions: !captions })}
        hint={captions ? undefined : t("captions.hint")}
      >
        {t("captions.title")}
      </MenuCheckbox>
      <MenuCheckbox checked={ui.audioOnly} onSelect={orders.toggleAudioOnly} hint={t("call.audioOnlyHint")}>
        {t("call.audioOnly")}
      </MenuCheckbox>
    </>
  );
}

/** On phones the bar holds only what one reaches for without thinking. */
function Overflow({ ui, orders }: { readonly ui: CallUi; readonly orders: Orders }) {
  const t = useT();
  const up = useCall((s) => s.peers[s.selfId ?? ""]?.state.hand ?? false);
  const count = useCall((s) => s.order.length);
  const sharing = useMedia((m) => m.sharing);
  const canShare = useMedia((m) => m.canShare);
  return (
    <>
      <MenuItem icon={<Hand />} onSelect={orders.toggleHand}>
        {up ? t("call.handDown") : t("call.handUp")}
      </MenuItem>
      <MenuItem icon={<SmilePlus />} onSelect={() => ui.toggleStrip("reactions")}>
        {t("reaction.title")}
      </MenuItem>
      <MenuItem icon={<Users />} onSelect={() => ui.toggle("people")} hint={t("call.peopleHere", { count })}>
        {t("call.people")}
      </MenuItem>
      {canShare && (
        <MenuItem icon={<ScreenShare />} onSelect={orders.toggleShare}>
          {sharing ? t("call.stopShare") : t("call.share")}
        </MenuItem>
      )}
    </>
  );
}

function Keyed({ shortcut, children }: { shortcut: "fullscreen" | "help"; children: React.ReactNode }) {
  return (
    <span className={styles.keyed}>
      <span>{children}</span>
      <span aria-hidden>
        <Shortcut id={shortcut} />
      </span>
    </span>
  );
}
