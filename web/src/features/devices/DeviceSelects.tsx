import { Mic, Video, Volume2 } from "lucide-react";
import { useState } from "react";
import type { DeviceKind } from "@/call/contract";
import { useController, useMedia } from "@/features/call/CallProvider";
import { t } from "@/lib/i18n";
import { Button } from "@/ui/Button";
import { Select } from "@/ui/Select";
import styles from "./DeviceSelects.module.css";
import { MicMeter } from "./MicMeter";
import { chosenDevice, deviceOptions, kindName } from "./words";

/** Every device in words, with a meter for the microphone and a sound for the speaker. */
export function DeviceSelects({ meter = true }: { readonly meter?: boolean }) {
  const media = useMedia((m) => m);
  return (
    <div className={styles.devices}>
      <DeviceSelect kind="audioinput" />
      {meter && (
        <div className={styles.level}>
          <Mic aria-hidden size={16} />
          <MicMeter off={!media.micOn || media.mic !== "live"} />
        </div>
      )}
      <DeviceSelect kind="videoinput" />
      {media.canChooseSpeaker && <DeviceSelect kind="audiooutput" />}
      <SpeakerTest />
    </div>
  );
}

function DeviceSelect({ kind }: { readonly kind: DeviceKind }) {
  const media = useMedia((m) => m);
  const call = useController();
  const options = deviceOptions(media, kind);
  return (
    <Select
      label={kindName(kind)}
      options={options}
      value={chosenDevice(media, kind)}
      disabled={media.devices[kind].length === 0}
      onChange={(id) => void call.media.choose(kind, id)}
    />
  );
}

/** A sound on the chosen speaker. */
export function SpeakerTest() {
  const { media } = useController();
  const [playing, setPlaying] = useState(false);
  const play = async () => {
    setPlaying(true);
    await media.testSpeaker();
    setPlaying(false);
  };
  return (
    <Button
      size="s"
      icon={<Volume2 aria-hidden />}
      className={styles.test}
      aria-disabled={playing || undefined}
      onClick={playing ? undefined : () => void play()}
    >
      {playing ? t("lobby.testing") : t("lobby.testSpeaker")}
    </Button>
  );
}

export const deviceIcons = { audioinput: Mic, videoinput: Video, audiooutput: Volume2 } as const;
