import { Hand, MicOff, Pin, PinOff } from "lucide-react";
import { memo, type ReactNode, useEffect, useRef } from "react";
import type { Peer, Source } from "@/call/contract";
import { selectHands } from "@/call/selectors";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/Avatar";
import { levelOn } from "@/ui/level";
import { VisuallyHidden } from "@/ui/VisuallyHidden";
import { useCall, useController } from "./CallProvider";
import type { Role, TileKey } from "./compose";
import type { Rect } from "./layout";
import { Picture } from "./Picture";
import { QualityMark } from "./quality/QualityMark";
import styles from "./Tile.module.css";
import { handText, isMuted, tileName } from "./tileWords";
import { useGlide } from "./useGlide";
import { useOwnPicture } from "./useStage";

export interface TileProps {
  readonly id: string;
  readonly source: Source;
  readonly role: Role;
  readonly rect: Rect;
  /** Move to a new place over 200 ms, or be there at once. */
  readonly glide: boolean;
  readonly pinned: boolean;
  /** Shows no picture, whatever there is. */
  readonly dark: boolean;
  readonly onPin: ((key: TileKey | null) => void) | null;
  readonly children?: ReactNode;
}

/** One person, or one person's screen. Renders when that person changes, never per frame or level. */
export const Tile = memo(function Tile(props: TileProps) {
  const peer = useCall((s) => s.peers[props.id]);
  return peer ? <PeerTile {...props} peer={peer} /> : null;
});

function PeerTile({ peer, source, role, rect, glide, pinned, dark, onPin, children }: TileProps & { peer: Peer }) {
  const box = useRef<HTMLElement>(null);
  useGlide(box, rect, glide);
  const ownPicture = useOwnPicture();
  const shows = !dark && (source === "camera" && peer.isSelf ? ownPicture : hasPicture(peer, source));
  const camera = source === "camera";
  const muted = isMuted(peer);
  const size = Math.min(rect.width, rect.height);
  return (
    <article
      ref={box}
      className={styles.tile}
      aria-label={tileName(peer, source)}
      data-participant={peer.id}
      data-source={source}
      data-link={peer.isSelf ? "self" : peer.link}
      data-muted={muted === null ? "unknown" : String(muted)}
      data-video={shows}
      data-role={role}
      data-self={peer.isSelf || undefined}
      data-speaking={(camera && peer.speaking && !peer.away) || undefined}
      data-away={peer.away || undefined}
      data-small={size < 130 || undefined}
      style={{ width: rect.width, height: rect.height, transform: `translate(${rect.x}px, ${rect.y}px)` }}
    >
      {camera && <Avatar name={peer.name} size="fill" />}
      {shows && <Picture id={peer.id} source={source} mirrored={peer.isSelf && camera} whole={!camera} />}
      {!peer.isSelf && <LinkState peer={peer} size={size} />}
      <TileLabel peer={peer} source={source} muted={muted === true} size={size} />
      <div className={styles.marks}>
        {onPin && (
          <PinButton
            name={tileName(peer, source)}
            pinned={pinned}
            onPin={(on) => onPin(on ? `${peer.id}:${source}` : null)}
          />
        )}
        {!peer.isSelf && <QualityMark peer={peer} />}
        {camera && peer.handPlace > 0 && <HandMark place={peer.handPlace} />}
      </div>
      {children}
    </article>
  );
}

/** While a link heals, the last picture stays. */
function hasPicture(peer: Peer, source: Source): boolean {
  if (peer.protocol === 0) return peer.has[source];
  return peer.state[source] && peer.has[source];
}

function TileLabel({ peer, source, muted, size }: { peer: Peer; source: Source; muted: boolean; size: number }) {
  return (
    <div className={styles.label} data-tiny={size < 90 || undefined}>
      {source === "camera" && muted && (
        <span role="img" aria-label={t("call.muted")} className={styles.muted}>
          <MicOff aria-hidden size={14} />
        </span>
      )}
      {source === "camera" && !muted && (peer.isSelf || peer.link === "connected") && (
        <LevelBars id={peer.id} self={peer.isSelf} />
      )}
      <bdi className={styles.name}>
        {source === "screen" ? t("call.tileScreen", { name: peer.name }) : peer.isSelf ? t("call.you") : peer.name}
      </bdi>
    </div>
  );
}

/** Three bars that follow the voice; moved by style, not by React. */
function LevelBars({ id, self }: { id: string; self: boolean }) {
  const bars = useRef<HTMLSpanElement>(null);
  const call = useController();
  useEffect(() => (self ? call.media.onLevel(levelOn(bars)) : call.onLevel(id, levelOn(bars))), [call, id, self]);
  return (
    <span ref={bars} className={styles.level} aria-hidden>
      <i />
      <i />
      <i />
    </span>
  );
}

function LinkState({ peer, size }: { peer: Peer; size: number }) {
  const text = linkText(peer);
  if (text === null) return null;
  const failed = peer.link === "failed" && !peer.away;
  return (
    <div className={styles.link}>
      <span>
        {!failed && peer.linked && <i className={styles.spinner} aria-hidden />}
        {size >= 110 || failed ? text : <VisuallyHidden>{text}</VisuallyHidden>}
      </span>
      {failed && size >= 200 && <small>{t("call.tileFailedHint")}</small>}
    </div>
  );
}

/** What to say about the way to this person; null when all is well. */
function linkText(peer: Peer): string | null {
  if (peer.away) return t("call.tileAway");
  if (!peer.linked) return t("call.tileBeyond");
  switch (peer.link) {
    case "connecting":
      return t("call.tileConnecting");
    case "interrupted":
      return t("call.tileInterrupted");
    case "failed":
      return t("call.tileFailed", { name: peer.name });
    default:
      return null;
  }
}

/** With its place once there is more than one hand to choose from. */
function HandMark({ place }: { place: number }) {
  const queue = useCall(selectHands) > 1;
  return (
    <span className={styles.hand} role="img" aria-label={handText(place, queue)}>
      <Hand aria-hidden size={18} />
      {queue && <b aria-hidden>{place}</b>}
    </span>
  );
}

function PinButton({ name, pinned, onPin }: { name: string; pinned: boolean; onPin: (on: boolean) => void }) {
  const label = pinned ? t("call.unpin", { name }) : t("call.pin", { name });
  return (
    <button
      type="button"
      className={styles.pin}
      data-pinned={pinned || undefined}
      aria-label={label}
      title={label}
      onClick={() => onPin(!pinned)}
    >
      {pinned ? <PinOff aria-hidden size={16} /> : <Pin aria-hidden size={16} />}
    </button>
  );
}
