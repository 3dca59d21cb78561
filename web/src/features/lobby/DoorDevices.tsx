import { Mic, Video, Volume2 } from "lucide-react";
import type { DeviceKind } from "@/call/contract";
import { useController, useMedia } from "@/features/call/CallProvider";
import { SpeakerTest } from "@/features/devices/SpeakerTest";
import { chosenDevice, deviceOptions, kindName } from "@/features/devices/words";
import { MenuSelect } from "@/ui/MenuSelect";
import { useT } from "@/ui/useT";
import { DoorEffects } from "./DoorEffects";
import styles from "./Lobby.module.css";

/** Devices below the picture, and what can be tried with them. */
export function DoorDevices() {
  const t = useT();
  const canChooseSpeaker = useMedia((m) => m.canChooseSpeaker);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend
    <div className={styles.devices} role="group" aria-label={t("lobby.devices")}>
      <DeviceChoice kind="audioinput" icon={<Mic aria-hidden />} />
      <DeviceChoice kind="videoinput" icon={<Video aria-hidden />} />
      {canChooseSpeaker && <DeviceChoice kind="audiooutput" icon={<Volume2 aria-hidden />} />}
      <span className={styles.extras}>
        <SpeakerTest />
        <DoorEffects />
      </span>
    </div>
  );
}

function DeviceChoice({ kind, icon }: { readonly kind: DeviceKind; readonly icon: React.ReactNode }) {
  const call = useController();
  const media = useMedia((m) => m);
  return (
    <MenuSelect
      label={kindName(kind)}
      icon={icon}
      options={deviceOptions(media, kind)}
      value={chosenDevice(media, kind)}
      disabled={media.devices[kind].length === 0}
      onChange={(id) => void call.media.choose(kind, id)}
    />
  );
}
