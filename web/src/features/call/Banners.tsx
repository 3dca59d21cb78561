import { Headphones, MicOff, RefreshCw, ScreenShare, Users, VolumeOff, WifiOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { monotonic, now } from "@/lib/clock";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Choice } from "@/ui/Choice";
import { useT } from "@/ui/useT";
import styles from "./Banners.module.css";
import { useCall, useController, useMedia } from "./CallProvider";
import { Silence } from "./silence";
import type { CallUi } from "./ui";
import type { Orders } from "./useOrders";

/** What needs to be known now, over the top of the stage; at most a few lines, the most urgent first. */
export default function Banners({ orders, ui }: { readonly orders: Orders; readonly ui: CallUi }) {
  return (
    <div className={styles.banners}>
      <Reconnecting />
      <SoundBlocked />
      <Sharing orders={orders} />
      {ui.audioOnly && <AudioOnly orders={orders} />}
      <MutedHint orders={orders} />
      <SilentHint onChoose={() => ui.openSettings("devices")} />
      <BeyondMesh />
    </div>
  );
}

const PATIENCE_MS = 2000;

/** Only after two seconds: a short gap is nobody's business. */
function Reconnecting() {
  const t = useT();
  const since = useCall((s) => s.reconnectingSince);
  const alone = useCall((s) => s.order.length < 2);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (since === null) return setShown(false);
    const timer = setTimeout(() => setShown(true), Math.max(0, since + PATIENCE_MS - now()));
    return () => clearTimeout(timer);
  }, [since]);
  if (!shown) return null;
  const offline = navigator.onLine === false;
  return (
    <Banner icon={offline ? <WifiOff /> : <RefreshCw className={styles.turning} />}>
      {offline ? t("call.offline") : alone ? t("call.reconnectingAlone") : t("call.reconnecting")}
    </Banner>
  );
}

function SoundBlocked() {
  const t = useT();
  const call = useController();
  if (!useCall((s) => s.soundBlocked)) return null;
  return (
    <Banner
      tone="ember"
      live="alert"
      icon={<VolumeOff />}
      action={
        <Button variant="primary" size="s" onClick={() => call.resumeSound()}>
          {t("call.soundOn")}
        </Button>
      }
    >
      {t("call.soundBlocked")}
    </Banner>
  );
}

function Sharing({ orders }: { readonly orders: Orders }) {
  const t = useT();
  const { media } = useController();
  const what = useMedia((m) => m.shareFor);
  if (!useMedia((m) => m.sharing)) return null;
  return (
    <Banner
      tone="live"
      icon={<ScreenShare />}
      action={
        <>
          <Choice
            label={t("call.shareFor")}
            value={what}
            options={{ text: t("call.shareText"), motion: t("call.shareMotion") }}
            onChange={(next) => media.setShareFor(next)}
          />
          <Button variant="danger" size="s" aria-label={t("call.stopShare")} onClick={orders.toggleShare}>
            {t("call.stop")}
          </Button>
        </>
      }
    >
      {t("call.sharing")}
    </Banner>
  );
}

function AudioOnly({ orders }: { readonly orders: Orders }) {
  const t = useT();
  return (
    <Banner
      icon={<Headphones />}
      action={
        <Button variant="primary" size="s" onClick={orders.toggleAudioOnly}>
          {t("call.audioOnlyEnd")}
        </Button>
      }
    >
      {t("call.audioOnlyNow")}
    </Banner>
  );
}

const LOUD = 0.25;
const LOUD_TICKS = 8;
const SHOWN_MS = 6000;

/** Says so once somebody clearly talks into a muted microphone; not again before it was opened. */
function MutedHint({ orders }: { readonly orders: Orders }) {
  const t = useT();
  const { media } = useController();
  const muted = useMedia((m) => !m.micOn && m.mic === "live");
  const [talking, setTalking] = useState(false);
  const told = useRef(false);
  useEffect(() => {
    if (!muted) {
      told.current = false;
      return setTalking(false);
    }
    let loud = 0;
    let timer: ReturnType<typeof setTimeout>;
    const stop = media.onLevel((level) => {
      loud = level > LOUD ? loud + 1 : Math.max(0, loud - 0.5);
      if (loud < LOUD_TICKS || told.current) return;
      told.current = true;
      setTalking(true);
      timer = setTimeout(() => setTalking(false), SHOWN_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [muted, media]);
  if (!talking) return null;
  return (
    <Banner
      icon={<MicOff />}
      action={
        <Button variant="primary" size="s" aria-label={t("call.micOn")} onClick={orders.toggleMic}>
          {t("call.unmute")}
        </Button>
      }
    >
      {t("call.mutedHint")}
    </Banner>
  );
}

/** Says so once when an open microphone gives nothing at all for long, while there is somebody to hear it. */
function SilentHint({ onChoose }: { readonly onChoose: () => void }) {
  const t = useT();
  const { media } = useController();
  const open = useMedia((m) => m.micOn && m.mic === "live");
  const device = useMedia((m) => m.selected.audioinput);
  const heard = useCall((s) => s.order.length > 1);
  const [silent, setSilent] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another device is another chance
  useEffect(() => {
    if (!open || !heard) return setSilent(false);
    const silence = new Silence(monotonic());
    const stop = media.onLevel((level) => {
      const now = silence.hear(level, monotonic());
      if (now !== null) setSilent(now);
    });
    return stop;
  }, [open, heard, device, media]);
  if (!silent) return null;
  return (
    <Banner
      icon={<MicOff />}
      action={
        <Button variant="primary" size="s" onClick={onChoose}>
          {t("call.silentChoose")}
        </Button>
      }
    >
      {t("call.silentHint")}
    </Banner>
  );
}

/** A mesh carries only so many; who is beyond it is told, and so are those inside. */
function BeyondMesh() {
  const t = useT();
  const mesh = useCall((s) => s.topology.mode === "mesh");
  const limit = useCall((s) => s.topology.meshLimit);
  const self = useCall((s) => s.peers[s.selfId ?? ""]?.linked ?? true);
  const beyond = useCall((s) => s.order.filter((id) => s.peers[id]?.linked === false).length);
  const [closed, setClosed] = useState(0);
  if (!mesh || beyond === 0 || (self && beyond <= closed)) return null;
  return (
    <Banner
      icon={<Users />}
      action={
        self && (
          <Button size="s" variant="ghost" onClick={() => setClosed(beyond)}>
            {t("ui.dismiss")}
          </Button>
        )
      }
    >
      {self ? t("call.beyondOthers", { count: beyond, limit }) : t("call.beyondSelf", { limit })}
    </Banner>
  );
}
