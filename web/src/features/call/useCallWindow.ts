import { useEffect } from "react";
import { useCall, useController, useMedia } from "./CallProvider";
import { callTitle } from "./title";

/** What a call means for the window around it: title, close warning, a screen that stays on, media keys. */
export function useCallWindow(): void {
  useTitleOfCall();
  useCloseWarning();
  useWakeLock();
  useMediaKeys();
}

function useTitleOfCall(): void {
  const room = useCall((s) => s.title || s.room);
  const unread = useCall((s) => s.unread);
  const micLive = useMedia((m) => m.micOn && m.mic === "live");
  useEffect(() => {
    document.title = callTitle({ room, unread, micLive });
  }, [room, unread, micLive]);
}

function useCloseWarning(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
}

/** A screen that sleeps ends the picture; browsers drop the lock whenever the tab is hidden, so it is asked for anew. */
function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const hold = async () => {
      if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
      try {
        lock = await navigator.wakeLock.request("screen");
        if (over) await lock.release();
      } catch {
        // low battery, or not allowed here: the call goes on without
      }
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      over = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release().catch(() => undefined);
    };
  }, []);
}

type Action = MediaSessionAction | "togglemicrophone" | "togglecamera" | "hangup";

/** Keys of headsets and the browser's own picture-in-picture window (W3C Media Session). */
function useMediaKeys(): void {
  const call = useController();
  const micOn = useMedia((m) => m.micOn);
  const cameraOn = useMedia((m) => m.cameraOn);
  useEffect(() => {
    const { media } = call;
    const actions: [Action, () => void][] = [
      ["togglemicrophone", () => void media.setMic(!media.store.getState().micOn)],
      ["togglecamera", () => void media.setCamera(!media.store.getState().cameraOn)],
      ["hangup", () => call.leave()],
    ];
    for (const [action, run] of actions) handle(action, run);
    return () => {
      for (const [action] of actions) handle(action, null);
    };
  }, [call]);
  useEffect(() => {
    const session = navigator.mediaSession as MediaSession | undefined;
    try {
      void session?.setMicrophoneActive?.(micOn);
      void session?.setCameraActive?.(cameraOn);
    } catch {
      // a browser that knows the method and not the state
    }
  }, [micOn, cameraOn]);
}

function handle(action: Action, run: (() => void) | null): void {
  try {
    navigator.mediaSession?.setActionHandler(action as MediaSessionAction, run);
  } catch {
    // an action this browser does not know
  }
}
