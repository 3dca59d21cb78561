import { useCallback, useEffect, useRef } from "react";
import { useController } from "./CallProvider";
import type { CallUi } from "./ui";

/**
 * Sound only: the own camera and screen stop here, and the stage looks at nobody (so nobody sends us a picture).
 * Whoever turns a camera on or shares again means pictures, and ends it. Returns the toggle.
 */
export function useAudioOnly(ui: CallUi): () => void {
  const { media } = useController();
  const { audioOnly, setAudioOnly } = ui;
  const cameraWasOn = useRef(false);
  useEffect(() => {
    if (!audioOnly) return;
    return media.store.subscribe(({ cameraOn, sharing }) => {
      if (cameraOn || sharing) setAudioOnly(false);
    });
  }, [audioOnly, media, setAudioOnly]);
  return useCallback(() => {
    if (audioOnly) {
      setAudioOnly(false);
      if (cameraWasOn.current) void media.setCamera(true);
      return;
    }
    cameraWasOn.current = media.store.getState().cameraOn;
    media.stopShare();
    void media.setCamera(false);
    setAudioOnly(true);
  }, [audioOnly, media, setAudioOnly]);
}
