import { useCallback, useEffect, useState } from "react";
import { useController } from "@/features/call/CallProvider";
import { ability } from "./browser";
import { permissionFor } from "./permission";

/**
 * looking: finding out whether the browser will ask · explaining: saying why, before it does · asking: it does now ·
 * settled: it answered, each device's status says what · without: the person wants none · insecure, unsupported: there can be none
 */
export type DevicesStep = "looking" | "explaining" | "asking" | "settled" | "without" | "insecure" | "unsupported";

export interface DevicesAtTheDoor {
  readonly step: DevicesStep;
  /** From a click: lets the browser ask. */
  allow(): void;
  goWithout(): void;
}

/** Devices are asked for only after a sentence and a click, or when the browser has said yes before. */
export function useDevicesAtTheDoor(): DevicesAtTheDoor {
  const { media } = useController();
  const [step, setStep] = useState<DevicesStep>("looking");

  const start = useCallback(async () => {
    setStep("asking");
    await media.start();
    setStep("settled");
  }, [media]);

  useEffect(() => {
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
  }, [media, start]);

  return {
    step,
    allow: () => void start(),
    goWithout: () => {
      void media.setMic(false);
      void media.setCamera(false);
      setStep("without");
    },
  };
}
