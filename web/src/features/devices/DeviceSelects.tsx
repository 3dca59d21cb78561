import { Mic } from "lucide-react";
import type { DeviceKind } from "@/call/contract";
import { useController, useMedia } from "@/features/call/CallProvider";
import { Select } from "@/ui/Select";
import styles from "./DeviceSelects.module.css";
import { MicMeter } from "./MicMeter";
import { SpeakerTest } from "./SpeakerTest";
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
      <SpeakerTest className={styles.test} />
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
