import { useEffect } from "react";
import { type Sound, settings } from "@/stores/settings";
import { useController } from "./CallProvider";
import { playSound } from "./sounds";

/** In a larger room people come and go all the time. */
const QUIET_FROM = 12;

/** The sounds of the room, as far as this person wants them. */
export function useSounds(): void {
  const call = useController();
  useEffect(() => {
    const play = (sound: Sound) => {
      if (settings.getState().sounds[sound]) playSound(sound);
    };
    const small = () => call.store.getState().order.length < QUIET_FROM;
    const notices = call.onNotice((notice) => {
      if (notice.kind === "peer-joined" && small()) play("join");
      else if (notice.kind === "peer-left" && small()) play("leave");
      else if (notice.kind === "chat") play("message");
    });
    const hands = call.store.subscribe((now, before) => {
      if (now.peers === before.peers) return;
      const raised = Object.values(now.peers).some(
        (p) => !p.isSelf && p.state.hand && before.peers[p.id]?.state.hand === false,
      );
      if (raised) play("hand");
    });
    return () => {
      notices();
      hands();
    };
  }, [call]);
}
