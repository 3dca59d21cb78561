import type { HoldHandler } from "@/lib/shortcuts";

export interface Microphone {
  isOn(): boolean;
  set(on: boolean): void;
}

/** Opens a muted microphone while held; leaves an open one alone. */
export function holdToTalk(microphone: Microphone): HoldHandler {
  let holding = false;
  return {
    down() {
      if (holding || microphone.isOn()) return;
      holding = true;
      microphone.set(true);
    },
    up() {
      if (!holding) return;
      holding = false;
      microphone.set(false);
    },
  };
}
