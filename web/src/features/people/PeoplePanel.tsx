import "@/lib/i18n-later";
import { Hand, Link2, Mic, MicOff, ScreenShare, Video, VideoOff, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Peer } from "@/call/contract";
import { selectHands } from "@/call/selectors";
import { useCall } from "@/features/call/CallProvider";
import { QualityMark } from "@/features/call/quality/QualityMark";
import { handText, isMuted } from "@/features/call/tileWords";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { Panel } from "@/ui/Panel";
import { useT } from "@/ui/useT";
import styles from "./PeoplePanel.module.css";

interface PeoplePanelProps {
  readonly onClose: () => void;
  readonly onCopyLink: () => void;
}

/** Everyone who is here, oneself first, then hands, then as they came. */
export default function PeoplePanel({ onClose, onCopyLink }: PeoplePanelProps) {
  const t = useT();
  const people = useCall(useShallow((s) => s.order.map((id) => s.peers[id]).filter((p) => p !== undefined)));
  const rank = (peer: Peer) => (peer.isSelf ? -1 : peer.handPlace || Number.MAX_SAFE_INTEGER);
  const sorted = people.toSorted((a, b) => rank(a) - rank(b));
  return (
    <Panel
      title={t("people.title")}
      onClose={onClose}
      extra={<span className={styles.count}>{people.length}</span>}
      footer={
        <Button wide icon={<Link2 />} onClick={onCopyLink}>
          {t("call.copyLink")}
        </Button>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={styles.list} aria-label={t("people.list")} tabIndex={0}>
        {sorted.map((peer) => (
          <Person key={peer.id} peer={peer} />
        ))}
      </ul>
    </Panel>
  );
}

function Person({ peer }: { readonly peer: Peer }) {
  const t = useT();
  const muted = isMuted(peer);
  return (
    <li className={styles.person} data-speaking={peer.speaking || undefined}>
      <Avatar name={peer.name} size="m" />
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{peer.name}</bdi>
          {peer.isSelf && <span className={styles.you}> ({t("people.you")})</span>}
        </span>
        {peer.away && <span className={styles.state}>{t("call.tileAway")}</span>}
        {!peer.away && !peer.linked && <span className={styles.state}>{t("call.tileBeyond")}</span>}
      </span>
      <span className={styles.marks}>
        {!peer.isSelf && <QualityMark peer={peer} />}
        {peer.handPlace > 0 && <RaisedHand place={peer.handPlace} />}
        {peer.state.screen && <Sign icon={<ScreenShare />} label={t("people.sharing")} tone="live" />}
        {peer.away && <Sign icon={<WifiOff />} label={t("call.tileAway")} />}
        {peer.protocol !== 0 &&
          (peer.state.camera ? (
            <Video aria-hidden />
          ) : (
            <Sign icon={<VideoOff />} label={t("people.cameraOff")} tone="off" />
          ))}
        {muted === false && <Mic aria-hidden />}
        {muted === true && <Sign icon={<MicOff />} label={t("call.muted")} tone="off" />}
      </span>
    </li>
  );
}

function RaisedHand({ place }: { readonly place: number }) {
  const queue = useCall(selectHands) > 1;
  return (
    <Sign
      icon={
        <>
          {queue && place}
          <Hand />
        </>
      }
      label={handText(place, queue)}
      tone="hand"
    />
  );
}

function Sign({ icon, label, tone }: { icon: ReactNode; label: string; tone?: "hand" | "live" | "off" }) {
  return (
    <span role="img" aria-label={label} title={label} className={styles.sign} data-tone={tone}>
      {icon}
    </span>
  );
}
