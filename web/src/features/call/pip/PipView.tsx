import { Mic, MicOff, Phone, Undo2, Video, VideoOff } from "lucide-react";
import { createPortal } from "react-dom";
import type { Source } from "@/call/contract";
import { t } from "@/lib/i18n";
import { Avatar } from "@/ui/Avatar";
import { useCall, useMedia } from "../CallProvider";
import type { PlacedTile } from "../compose";
import { grid, type Rect } from "../layout";
import { Picture } from "../Picture";
import type { Orders } from "../useOrders";
import { useOwnPicture, useSize } from "../useStage";
import styles from "./Pip.module.css";

const MOST = 4;

interface PipViewProps {
  readonly window: Window;
  /** What the stage shows now: only that is sent to us. */
  readonly tiles: readonly PlacedTile[];
  readonly orders: Orders;
  readonly audioOnly: boolean;
}

/** The call in its small window: whoever matters now, and the three things one reaches for. */
export default function PipView({ window: small, tiles, orders, audioOnly }: PipViewProps) {
  const [measure, size] = useSize();
  const selfId = useCall((s) => s.selfId);
  const others = tiles.filter((tile) => tile.id !== selfId || tile.source === "screen");
  const large = others.filter((tile) => tile.role === "large");
  const shown = (large.length > 0 ? large : others.length > 0 ? others : tiles).slice(0, MOST);
  const rects = grid(shown.length, size.width, size.height, { gap: 4, widest: 16 / 9, narrowest: 0.8 });
  return createPortal(
    <div className={styles.pip} data-theme="dark">
      <div ref={measure} className={styles.stage}>
        {shown.map((tile, i) => (
          <PipTile
            key={tile.key}
            id={tile.id}
            source={tile.source}
            rect={rects[i] ?? { x: 0, y: 0, width: 0, height: 0 }}
            dark={audioOnly}
          />
        ))}
      </div>
      <Controls orders={orders} onBack={() => small.close()} />
    </div>,
    small.document.body,
  );
}

function PipTile({ id, source, rect, dark }: { id: string; source: Source; rect: Rect; dark: boolean }) {
  const peer = useCall((s) => s.peers[id]);
  const own = useOwnPicture();
  if (!peer) return null;
  const shows = !dark && (peer.isSelf ? own : peer.has[source] && (peer.protocol === 0 || peer.state[source]));
  return (
    <div
      className={styles.tile}
      data-participant={id}
      data-speaking={(source === "camera" && peer.speaking) || undefined}
      style={{ width: rect.width, height: rect.height, transform: `translate(${rect.x}px, ${rect.y}px)` }}
    >
      {source === "camera" && <Avatar name={peer.name} size="fill" />}
      {shows && <Picture id={id} source={source} mirrored={peer.isSelf} whole={source === "screen"} />}
      <bdi className={styles.name}>{peer.isSelf ? t("call.you") : peer.name}</bdi>
    </div>
  );
}

function Controls({ orders, onBack }: { orders: Orders; onBack: () => void }) {
  const micOn = useMedia((m) => m.micOn && m.mic === "live");
  const cameraOn = useMedia((m) => m.cameraOn && m.camera === "live");
  return (
    <div className={styles.controls}>
      <PipButton label={micOn ? t("call.micOff") : t("call.micOn")} off={!micOn} onClick={orders.toggleMic}>
        {micOn ? <Mic /> : <MicOff />}
      </PipButton>
      <PipButton
        label={cameraOn ? t("call.cameraOff") : t("call.cameraOn")}
        off={!cameraOn}
        onClick={orders.toggleCamera}
      >
        {cameraOn ? <Video /> : <VideoOff />}
      </PipButton>
      <PipButton label={t("call.leave")} leave onClick={orders.leave}>
        <Phone className={styles.hangUp} />
      </PipButton>
      <PipButton label={t("call.pipEnd")} onClick={onBack}>
        <Undo2 />
      </PipButton>
    </div>
  );
}

interface PipButtonProps {
  readonly label: string;
  readonly off?: boolean;
  readonly leave?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

/** Plainer than the page's: tooltips of the page would open in the page. */
function PipButton({ label, off, leave, onClick, children }: PipButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      data-off={off || undefined}
      data-leave={leave || undefined}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
