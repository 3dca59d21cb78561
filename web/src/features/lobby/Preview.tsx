import { CameraOff, Mic, MicOff, ShieldAlert, UserRound, Video, VideoOff } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { useController, useMedia } from "@/features/call/CallProvider";
import { MicMeter } from "@/features/devices/MicMeter";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Mark } from "@/ui/Mark";
import { useT } from "@/ui/useT";
import { browserKind, FIX } from "./browser";
import styles from "./Preview.module.css";
import type { DevicesAtTheDoor } from "./useDevicesAtTheDoor";

interface PreviewProps {
  readonly door: DevicesAtTheDoor;
  /** What is written on the avatar while there is no picture. */
  readonly name: string;
}

/** How others will see you, or why they will not. */
export function Preview({ door, name }: PreviewProps) {
  const t = useT();
  const camera = useMedia((m) => m.camera);
  const cameraOn = useMedia((m) => m.cameraOn);
  const shows = cameraOn && camera === "live";
  const ready = door.step === "settled" || door.step === "without";
  return (
    <section className={styles.preview} data-theme="dark" data-state={door.step} aria-label={t("lobby.preview")}>
      {shows ? <SelfPicture /> : <Reason door={door} name={name} />}
      {door.step === "settled" && <MicTrouble door={door} beside={shows} />}
      {ready && <Toggles />}
    </section>
  );
}

function SelfPicture() {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const { media } = useController();
  useEffect(() => (video.current ? media.bind(video.current, "camera") : undefined), [media]);
  return <video ref={video} className={styles.picture} autoPlay playsInline muted aria-label={t("lobby.preview")} />;
}

/** Why there is no picture, and what to do if that is not wanted. */
function Reason({ door, name }: PreviewProps) {
  const t = useT();
  const mic = useMedia((m) => m.mic);
  const camera = useMedia((m) => m.camera);
  const cameraOn = useMedia((m) => m.cameraOn);
  switch (door.step) {
    case "looking":
      return <Words icon={<Mark size="3rem" waiting />} />;
    case "explaining":
      return (
        <Words icon={<Somebody name={name} />} title={t("lobby.explainTitle")}>
          {t("lobby.explainBody")}
        </Words>
      );
    case "asking":
      return (
        <Words icon={<Mark size="3rem" waiting />} title={t("lobby.askingTitle")}>
          {t("lobby.askingBody")}
        </Words>
      );
    case "insecure":
      return (
        <Words icon={<ShieldAlert size={36} />} title={t("lobby.insecureTitle")}>
          {t("lobby.insecureBody")}
        </Words>
      );
    case "unsupported":
      return (
        <Words icon={<CameraOff size={36} />} title={t("lobby.unsupportedTitle")}>
          {t("lobby.unsupportedBody")}
        </Words>
      );
    default:
      break;
  }
  if (camera === "asking") return <Words icon={<Mark size="3rem" waiting />} title={t("lobby.cameraStarting")} />;
  const denied = camera === "denied" || mic === "denied";
  if (denied) return <Denied door={door} mic={mic === "denied"} camera={camera === "denied"} />;
  const trouble = cameraTrouble(camera, mic);
  return (
    <Words
      icon={<Somebody name={name} />}
      title={cameraOn && trouble ? undefined : t("lobby.cameraIsOff")}
      action={
        cameraOn && trouble && camera === "busy" ? (
          <Button size="s" onClick={door.allow}>
            {t("lobby.tryAgain")}
          </Button>
        ) : null
      }
    >
      {cameraOn && trouble ? t(trouble) : null}
    </Words>
  );
}

function cameraTrouble(camera: string, mic: string) {
  if (camera === "missing") return mic === "missing" ? "lobby.missingBoth" : "lobby.missingCamera";
  if (camera === "busy") return mic === "busy" ? "lobby.busyBoth" : "lobby.busyCamera";
  return camera === "ended" ? "lobby.endedDevice" : null;
}

function Denied({ door, mic, camera }: { door: DevicesAtTheDoor; mic: boolean; camera: boolean }) {
  const t = useT();
  const title = mic && camera ? "lobby.deniedTitle" : mic ? "lobby.deniedMic" : "lobby.deniedCamera";
  return (
    <Words
      icon={<CameraOff size={32} />}
      title={t(title)}
      action={
        <Button size="s" onClick={door.allow}>
          {t("lobby.tryAgain")}
        </Button>
      }
    >
      {t("lobby.deniedBody")} {t(fixOf(door))}
    </Words>
  );
}

/** What to do about a refusal, here. */
const fixOf = ({ refusedBy }: DevicesAtTheDoor) =>
  refusedBy === "system" ? "lobby.fixSystem" : FIX[browserKind(navigator.userAgent)];

/** Why nobody would hear you, where the words about the camera (or its picture) do not say so. */
function MicTrouble({ door, beside }: { readonly door: DevicesAtTheDoor; readonly beside: boolean }) {
  const t = useT();
  const mic = useMedia((m) => m.mic);
  const camera = useMedia((m) => m.camera);
  const micOn = useMedia((m) => m.micOn);
  const told = !beside && (mic === "denied" || mic === camera);
  const words = { missing: "lobby.missingMic", busy: "lobby.busyMic", ended: "lobby.missingMic" } as const;
  if (!micOn || told || (mic !== "denied" && !(mic in words))) return null;
  return (
    <div className={styles.trouble} role="status">
      <MicOff aria-hidden size={16} />
      <span>
        {mic === "denied" ? (
          <>
            {t("lobby.deniedMic")}. {t(fixOf(door))}
          </>
        ) : (
          t(words[mic as keyof typeof words])
        )}
      </span>
      {mic !== "missing" && (
        <Button size="s" onClick={door.allow}>
          {t("lobby.tryAgain")}
        </Button>
      )}
    </div>
  );
}

function Somebody({ name }: { readonly name: string }) {
  if (name.trim() !== "") return <Avatar name={name} size="l" />;
  return (
    <span className={styles.nobody}>
      <UserRound size={28} />
    </span>
  );
}

interface WordsProps {
  readonly icon: ReactNode;
  readonly title?: string | undefined;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

function Words({ icon, title, action, children }: WordsProps) {
  return (
    <div className={styles.words} role="status">
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {title && <strong>{title}</strong>}
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

function Toggles() {
  const t = useT();
  const { media } = useController();
  const micOn = useMedia((m) => m.micOn);
  const mic = useMedia((m) => m.mic);
  const camera = useMedia((m) => m.camera);
  const cameraOn = useMedia((m) => m.cameraOn);
  const micWorks = micOn && (mic === "live" || mic === "asking");
  const cameraWorks = cameraOn && (camera === "live" || camera === "asking");
  return (
    <div className={styles.toggles}>
      <span className={styles.meter}>
        {micWorks ? <Mic aria-hidden size={16} /> : <MicOff aria-hidden size={16} />}
        <MicMeter off={!micWorks} />
      </span>
      <IconButton
        label={micWorks ? t("call.micOff") : t("call.micOn")}
        icon={micWorks ? <Mic /> : <MicOff />}
        variant={micWorks ? "stage" : "off"}
        size="l"
        shortcut="mic"
        onClick={() => void media.setMic(!micWorks)}
      />
      <IconButton
        label={cameraWorks ? t("call.cameraOff") : t("call.cameraOn")}
        icon={cameraWorks ? <Video /> : <VideoOff />}
        variant={cameraWorks ? "stage" : "off"}
        size="l"
        shortcut="camera"
        onClick={() => void media.setCamera(!cameraWorks)}
      />
      <span className={styles.balance} />
    </div>
  );
}
