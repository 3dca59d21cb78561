import { playSound } from "@/features/call/sounds";
import type { MessageId } from "@/lib/i18n";
import { change, type Sound } from "@/stores/settings";
import { Toggle } from "@/ui/Toggle";
import { useT } from "@/ui/useT";
import { useSettings } from "./useSettings";

const SOUNDS: Partial<Record<Sound, MessageId>> = {
  join: "settings.soundJoin",
  leave: "settings.soundLeave",
  message: "settings.soundMessage",
  hand: "settings.soundHand",
};

export function Sounds() {
  const t = useT();
  const sounds = useSettings((s) => s.sounds);
  return (
    <div>
      {(Object.entries(SOUNDS) as [Sound, MessageId][]).map(([sound, label]) => (
        <Toggle
          key={sound}
          label={t(label)}
          checked={sounds[sound]}
          onChange={(on) => {
            change({ sounds: { ...sounds, [sound]: on } });
            if (on) playSound(sound);
          }}
        />
      ))}
    </div>
  );
}
