import { Hand, MessageSquareText, Phone, Settings, SmilePlus, Users } from "lucide-react";
import { type Ref, Suspense } from "react";
import { selectHands } from "@/call/selectors";
import { CountBadge } from "@/ui/Badge";
import { IconButton } from "@/ui/IconButton";
import { lazily } from "@/ui/lazily";
import { useT } from "@/ui/useT";
import { VisuallyHidden } from "@/ui/VisuallyHidden";
import { useCall } from "./CallProvider";
import styles from "./ControlBar.module.css";
import { later } from "./later";
import { CameraControl, FlipCamera, MicControl, ShareControl } from "./MediaControls";
import { MoreMenu } from "./MoreMenu";
import type { Pip } from "./pip/documentPip";
import type { CallUi } from "./ui";
import { useQuery } from "./useMedium";
import type { Orders } from "./useOrders";

const ReactionStrip = lazily(later.strip);
const CaptionStrip = lazily(later.captionStrip);

interface ControlBarProps {
  readonly ref: Ref<HTMLElement>;
  readonly ui: CallUi;
  readonly orders: Orders;
  readonly pip: Pip;
}

export function ControlBar({ ref, ui, orders, pip }: ControlBarProps) {
  const t = useT();
  const title = useCall((s) => s.title || s.room);
  const narrow = ui.room === "narrow";
  const touch = useQuery("(pointer: coarse)");
  return (
    <nav ref={ref} className={styles.bar} data-room={ui.room} aria-label={t("call.controls")}>
      <Suspense fallback={null}>
        {ui.strip === "reactions" && <ReactionStrip onClose={ui.closeStrip} />}
        {ui.strip === "captions" && <CaptionStrip onClose={ui.closeStrip} />}
      </Suspense>
      {ui.room === "wide" && (
        <div className={styles.start}>
          <span className={styles.title} title={title}>
            {title}
          </span>
        </div>
      )}
      <div className={styles.middle}>
        <MicControl orders={orders} menu={!narrow} />
        <CameraControl orders={orders} menu={!narrow && !touch} />
        <FlipCamera />
        {!narrow && <ShareControl orders={orders} />}
        {!narrow && <HandControl orders={orders} />}
        {!narrow && <ReactControl ui={ui} />}
        {ui.room !== "wide" && <ChatControl ui={ui} />}
        {ui.room === "middle" && <PeopleControl ui={ui} />}
        <MoreMenu ui={ui} orders={orders} pip={pip} />
        <IconButton
          label={t("call.leave")}
          icon={<Phone className={styles.hangUp} />}
          variant="danger"
          size="l"
          shortcut="leave"
          className={styles.leave}
          onClick={orders.leave}
        />
      </div>
      {ui.room === "wide" && (
        <div className={styles.end}>
          <PeopleControl ui={ui} />
          <ChatControl ui={ui} />
          <IconButton
            label={t("call.settings")}
            icon={<Settings />}
            variant="stage"
            size="l"
            aria-haspopup="dialog"
            onClick={() => ui.openSettings("devices")}
          />
        </div>
      )}
    </nav>
  );
}

function HandControl({ orders }: { readonly orders: Orders }) {
  const t = useT();
  const up = useCall((s) => s.peers[s.selfId ?? ""]?.state.hand ?? false);
  return (
    <IconButton
      label={up ? t("call.handDown") : t("call.handUp")}
      icon={<Hand />}
      variant="stage"
      size="l"
      shortcut="hand"
      className={up ? styles.handUp : undefined}
      onClick={orders.toggleHand}
    />
  );
}

function ReactControl({ ui }: { readonly ui: CallUi }) {
  const t = useT();
  return (
    <IconButton
      label={t("reaction.title")}
      icon={<SmilePlus />}
      variant="stage"
      size="l"
      shortcut="react"
      pressed={ui.strip === "reactions"}
      onClick={() => ui.toggleStrip("reactions")}
    />
  );
}

function ChatControl({ ui }: { readonly ui: CallUi }) {
  const t = useT();
  const unread = useCall((s) => s.unread);
  const open = ui.panel === "chat";
  const shown = open ? 0 : unread;
  return (
    <IconButton
      label={shown > 0 ? t("call.chatUnread", { count: shown > 99 ? "99+" : shown }) : t("call.chat")}
      icon={<MessageSquareText />}
      variant="stage"
      size="l"
      shortcut="chat"
      pressed={open}
      badge={shown > 0 ? <CountBadge count={shown} /> : undefined}
      onClick={() => ui.toggle("chat")}
    />
  );
}

function PeopleControl({ ui }: { readonly ui: CallUi }) {
  const t = useT();
  const count = useCall((s) => s.order.length);
  const hands = useCall(selectHands);
  return (
    <>
      <IconButton
        label={t("call.people")}
        icon={<Users />}
        variant="stage"
        size="l"
        shortcut="people"
        pressed={ui.panel === "people"}
        aria-describedby="call-people"
        badge={
          hands > 0 ? (
            <span className={styles.hands} data-count={hands}>
              <Hand aria-hidden size={12} />
            </span>
          ) : (
            count > 1 && <span className={styles.count} data-count={count} />
          )
        }
        onClick={() => ui.toggle("people")}
      />
      <VisuallyHidden id="call-people">
        {t("call.peopleHere", { count })}
        {hands > 0 && `, ${t("call.handsUp", { count: hands })}`}
      </VisuallyHidden>
    </>
  );
}
