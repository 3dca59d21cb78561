import { useCallback, useMemo } from "react";
import { troubleWith } from "@/features/devices/words";
import { t } from "@/lib/i18n";
import { useToasts } from "@/ui/Toast";
import { useController } from "./CallProvider";
import { inviteLink } from "./invite";
import type { CallUi } from "./ui";
import { useAudioOnly } from "./useAudioOnly";

/** The wishes that buttons, menus and keys share. Each may be called from any of them. */
export interface Orders {
  toggleMic(): void;
  toggleCamera(): void;
  toggleShare(): void;
  toggleHand(): void;
  /** Off: the camera is as it was before. */
  toggleAudioOnly(): void;
  toggleFullscreen(): void;
  copyLink(): void;
  leave(): void;
}

export function useOrders(ui: CallUi): Orders {
  const call = useController();
  const toasts = useToasts();
  const toggle = useCallback(
    async (device: "mic" | "camera") => {
      const { media } = call;
      const status = () => media.store.getState()[device];
      const wanted = media.store.getState()[device === "mic" ? "micOn" : "cameraOn"];
      const on = !wanted || troubleWith(device, status()) !== null;
      await (device === "mic" ? media.setMic(on) : media.setCamera(on));
      const trouble = on ? troubleWith(device, status()) : null;
      if (trouble) toasts.show({ text: trouble, key: `${device}-trouble` });
    },
    [call, toasts],
  );
  const toggleAudioOnly = useAudioOnly(ui);
  return useMemo(
    () => ({
      toggleAudioOnly,
      toggleMic: () => void toggle("mic"),
      toggleCamera: () => void toggle("camera"),
      toggleShare: () => {
        if (call.media.store.getState().sharing) call.media.stopShare();
        else if (call.media.store.getState().canShare) void call.media.startShare();
      },
      toggleHand: () => {
        const { selfId, peers } = call.store.getState();
        call.setHand(!(selfId && peers[selfId]?.state.hand));
      },
      toggleFullscreen: () => void toggleFullscreen(),
      copyLink: () => {
        const link = inviteLink(call.store.getState().room);
        navigator.clipboard.writeText(link).then(
          () => toasts.show({ text: t("call.copied"), tone: "live", key: "link" }),
          () => toasts.show({ text: t("call.copyFailed", { link }), staysMs: 20_000, key: "link" }),
        );
      },
      leave: () => call.leave(),
    }),
    [call, toasts, toggle, toggleAudioOnly],
  );
}

async function toggleFullscreen(): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await document.documentElement.requestFullscreen();
  } catch {
    // the browser said no (no gesture, an iframe): the window stays as it is, which the person sees
  }
}
