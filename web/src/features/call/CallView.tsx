import { Suspense, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { t } from "@/lib/i18n";
import { settings } from "@/stores/settings";
import { lazily } from "@/ui/lazily";
import { useToasts } from "@/ui/Toast";
import { useShortcuts } from "@/ui/useShortcuts";
import { Alone } from "./Alone";
import styles from "./Call.module.css";
import { useCall, useController } from "./CallProvider";
import { ControlBar } from "./ControlBar";
import { holdToTalk } from "./holdToTalk";
import { later } from "./later";
import type { Pip } from "./pip/documentPip";
import { usePip } from "./pip/usePip";
import { Stage } from "./Stage";
import { type CallUi, useCallUi, viewNames } from "./ui";
import { useAutoHide } from "./useAutoHide";
import { useCallWindow } from "./useCallWindow";
import { useQuery } from "./useMedium";
import { useNotices } from "./useNotices";
import { type Orders, useOrders } from "./useOrders";
import { useSize, useStage } from "./useStage";

const Banners = lazily(later.banners);
const Captions = lazily(later.captions);
const Ears = lazily(later.ears);
const ChatPanel = lazily(later.chat);
const FileDrop = lazily(later.fileDrop);
const PeoplePanel = lazily(later.people);
const PipView = lazily(later.pip);
const ReactionLayer = lazily(later.layer);
const SettingsDialog = lazily(later.settings);

/** The call: a dark stage, the controls below it, panels beside it. */
export function CallView() {
  const root = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLElement>(null);
  const phase = useCall((s) => s.phase);
  const title = useCall((s) => s.title || s.room);
  const ui = useCallUi();
  const orders = useOrders(ui);
  const pip = usePip();
  const touch = useQuery("(pointer: coarse)");
  const unread = useCall((s) => s.unread);
  useAutoHide(root, bar, touch && ui.panel !== null, unread);
  useCallWindow();
  useNotices();
  useCallShortcuts(ui, orders);
  return (
    <div ref={root} className={styles.call} data-theme="dark" data-phase={phase} data-panel={ui.panel ?? undefined}>
      <main className={styles.main} aria-label={t("call.main")}>
        <h1 className={styles.title}>{title}</h1>
        <StageArea ui={ui} orders={orders} pip={pip} />
        <Suspense fallback={null}>
          {ui.panel === "chat" && <ChatPanel onClose={ui.closePanel} />}
          {ui.panel === "people" && <PeoplePanel onClose={ui.closePanel} onCopyLink={orders.copyLink} />}
        </Suspense>
      </main>
      <ControlBar ref={bar} ui={ui} orders={orders} pip={pip} />
      <Suspense fallback={null}>
        <Ears />
      </Suspense>
      <Suspense fallback={null}>
        <FileDrop show={ui.show} />
      </Suspense>
      <Suspense fallback={null}>
        {ui.settings && <SettingsDialog tab={ui.settings} onClose={ui.closeSettings} />}
      </Suspense>
    </div>
  );
}

/** Apart from the rest of the page, because it renders whenever somebody begins to speak. */
function StageArea({ ui, orders, pip }: { readonly ui: CallUi; readonly orders: Orders; readonly pip: Pip }) {
  const [measure, size] = useSize();
  const stage = useStage(size, ui.view, ui.pinned);
  return (
    <Stage
      stage={stage}
      size={size}
      measure={measure}
      pinned={ui.pinned}
      onPin={ui.pin}
      audioOnly={ui.audioOnly}
      elsewhere={pip.open}
    >
      <Suspense fallback={null}>
        <ReactionLayer />
      </Suspense>
      <Suspense fallback={null}>
        <Captions lifted={ui.strip !== null} />
      </Suspense>
      {stage.kind === "alone" && <Alone onCopy={orders.copyLink} />}
      <Suspense fallback={null}>
        <Banners orders={orders} ui={ui} />
      </Suspense>
      <Suspense fallback={null}>
        {pip.window && <PipView window={pip.window} tiles={stage.tiles} orders={orders} audioOnly={ui.audioOnly} />}
      </Suspense>
    </Stage>
  );
}

function useCallShortcuts(ui: CallUi, orders: Orders): void {
  const { media } = useController();
  const toasts = useToasts();
  const singleLetters = useStore(settings, (s) => s.singleLetters);
  const talk = useMemo(
    () => holdToTalk({ isOn: () => media.store.getState().micOn, set: (on) => void media.setMic(on) }),
    [media],
  );
  useShortcuts(
    {
      mic: orders.toggleMic,
      camera: orders.toggleCamera,
      talk,
      hand: orders.toggleHand,
      react: () => ui.toggleStrip("reactions"),
      chat: () => ui.toggle("chat"),
      people: () => ui.toggle("people"),
      share: orders.toggleShare,
      layout: () => toasts.show({ text: t("call.layoutNow", { name: t(viewNames[ui.nextView()]) }), key: "layout" }),
      fullscreen: orders.toggleFullscreen,
      leave: orders.leave,
      help: () => ui.openSettings("shortcuts"),
    },
    singleLetters,
  );
}
