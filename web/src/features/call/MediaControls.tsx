import { Mic, MicOff, ScreenShare, ScreenShareOff, SwitchCamera, Video, VideoOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { DeviceMenu } from "@/features/devices/DeviceMenu";
import { chosenDevice, troubleWith } from "@/features/devices/words";
import { Badge } from "@/ui/Badge";
import { IconButton } from "@/ui/IconButton";
import { levelOn } from "@/ui/level";
import { useT } from "@/ui/useT";
import { useController, useMedia } from "./CallProvider";
import styles from "./ControlBar.module.css";
import { useQuery } from "./useMedium";
import type { Orders } from "./useOrders";

const warning = <Badge tone="danger">!</Badge>;

export function MicControl({ orders, menu }: { readonly orders: Orders; readonly menu: boolean }) {
  const t = useT();
  const on = useMedia((m) => m.micOn && m.mic !== "denied" && m.mic !== "missing" && m.mic !== "busy");
  const trouble = useMedia((m) => troubleWith("mic", m.mic));
  return (
    <div className={styles.split}>
      <IconButton
        label={on ? t("call.micOff") : t("call.micOn")}
        icon={
          <>
            {on && <MicGlow />}
            {on ? <Mic /> : <MicOff />}
          </>
        }
        variant={on ? "stage" : "off"}
        size="l"
        shortcut="mic"
        badge={trouble ? warning : undefined}
        className={styles.main}
        onClick={orders.toggleMic}
      />
      {menu && (
        <DeviceMenu label={t("call.micMenu")} kinds={["audioinput", "audiooutput"]} className={styles.chevron} />
      )}
    </div>
  );
}

/** The button fills with one's own voice. */
function MicGlow() {
  const glow = useRef<HTMLSpanElement>(null);
  const { media } = useController();
  useEffect(() => media.onLevel(levelOn(glow)), [media]);
  return <span ref={glow} className={styles.glow} aria-hidden />;
}

export function CameraControl({ orders, menu }: { readonly orders: Orders; readonly menu: boolean }) {
  const t = useT();
  const on = useMedia((m) => m.cameraOn && m.camera !== "denied" && m.camera !== "missing" && m.camera !== "busy");
  const trouble = useMedia((m) => troubleWith("camera", m.camera));
  return (
    <div className={styles.split}>
      <IconButton
        label={on ? t("call.cameraOff") : t("call.cameraOn")}
        icon={on ? <Video /> : <VideoOff />}
        variant={on ? "stage" : "off"}
        size="l"
        shortcut="camera"
        badge={trouble ? warning : undefined}
        className={styles.main}
        onClick={orders.toggleCamera}
      />
      {menu && <DeviceMenu label={t("call.cameraMenu")} kinds={["videoinput"]} className={styles.chevron} />}
    </div>
  );
}

export function ShareControl({ orders }: { readonly orders: Orders }) {
  const t = useT();
  const sharing = useMedia((m) => m.sharing);
  if (!useMedia((m) => m.canShare)) return null;
  return (
    <IconButton
      label={sharing ? t("call.stopShare") : t("call.share")}
      icon={sharing ? <ScreenShareOff /> : <ScreenShare />}
      variant={sharing ? "off" : "stage"}
      size="l"
      shortcut="share"
      onClick={orders.toggleShare}
    />
  );
}

/** Phones have a camera on each side. */
export function FlipCamera() {
  const t = useT();
  const call = useController();
  const coarse = useQuery("(pointer: coarse)");
  const cameras = useMedia((m) => m.devices.videoinput);
  const chosen = useMedia((m) => chosenDevice(m, "videoinput"));
  const live = useMedia((m) => m.camera === "live");
  if (!coarse || !live || cameras.length < 2) return null;
  const at = cameras.findIndex((camera) => camera.id === chosen);
  const next = cameras[(at + 1) % cameras.length];
  return (
    <IconButton
      label={t("call.flipCamera")}
      icon={<SwitchCamera />}
      variant="stage"
      className={styles.flip}
      onClick={() => next && void call.media.choose("videoinput", next.id)}
    />
  );
}
