import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { LocalMedia } from "@/call/contract";
import { useController } from "@/features/call/CallProvider";
import { ability } from "./browser";
import { onPermission, permissionFor } from "./permission";

/**
 * looking: finding out whether the browser will ask · explaining: saying why, before it does · asking: it does now ·
 * settled: it answered, each device's status says what · without: the person wants none · insecure, unsupported: there can be none
 */
export type DevicesStep = "looking" | "explaining" | "asking" | "settled" | "without" | "insecure" | "unsupported";

export interface DevicesAtTheDoor {
  readonly step: DevicesStep;
  /** Who refuses a device that is denied: the browser's own settings, or the system's, though the browser would allow it. */
  readonly refusedBy: "browser" | "system";
  /** From a click: lets the browser ask. */
  allow(): void;
  goWithout(): void;
}

/** Devices are asked for only after a sentence and a click, or when the browser has said yes before. */
export function useDevicesAtTheDoor(): DevicesAtTheDoor {
  const { media } = useController();
  const [step, show] = useState<DevicesStep>("looking");
  const isSettled = useRef(false);
  const [refusedBy, setRefusedBy] = useState<DevicesAtTheDoor["refusedBy"]>("browser");

  const setStep = useCallback((next: DevicesStep) => {
    isSettled.current = next === "settled";
    show(next);
  }, []);

  const start = useCallback(async () => {
    setStep("asking");
    await media.start();
    const denied = deniedOf(media);
    if (denied.mic || denied.camera) setRefusedBy((await permissionFor(denied)) === "granted" ? "system" : "browser");
    setStep("settled");
  }, [media, setStep]);

  // a block that was lifted in the browser's settings needs no second word from the person
  useEffect(
    () =>
      onPermission(async () => {
        const denied = deniedOf(media);
        if (!isSettled.current || !(denied.mic || denied.camera)) return;
        if ((await permissionFor(denied)) === "granted" && isSettled.current) void start();
      }),
    [media, start],
  );

  // devices that need not be asked for open while the door is drawn
  useLayoutEffect(() => {
    let gone = false;
    const can = ability();
    if (can !== "full") {
      setStep(can);
      return;
    }
    const { micOn, cameraOn, mic, camera } = media.store.getState();
    if (mic === "live" || camera === "live") {
      setStep("settled"); // back at the door with devices still open
      return;
    }
    void permissionFor({ mic: micOn, camera: cameraOn }).then((permission) => {
      if (gone) return;
      if (permission === "prompt") setStep("explaining");
      else void start();
    });
    return () => {
      gone = true;
    };
  }, [media, start, setStep]);

  return {
    step,
    refusedBy,
    allow: () => void start(),
    goWithout: () => {
      void media.setMic(false);
      void media.setCamera(false);
      setStep("without");
    },
  };
}

function deniedOf(media: LocalMedia): { mic: boolean; camera: boolean } {
  const { mic, camera } = media.store.getState();
  return { mic: mic === "denied", camera: camera === "denied" };
}
