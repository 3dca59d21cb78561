import { useEffect } from "react";
import type { LocalMedia, Notice } from "@/call/contract";
import { deviceLabel } from "@/features/devices/words";
import { t } from "@/lib/i18n";
import { type Toasts, useToasts } from "@/ui/Toast";
import { useController } from "./CallProvider";

/** Shows what happened to devices, and offers a new one. */
export function useNotices(): void {
  const call = useController();
  const toasts = useToasts();
  useEffect(
    () =>
      call.onNotice((notice) => {
        const toast = toastFor(notice, call.media);
        if (toast) toasts.show(toast);
      }),
    [call, toasts],
  );
}

function toastFor(notice: Notice, media: LocalMedia): Parameters<Toasts["show"]>[0] | null {
  switch (notice.kind) {
    case "device-forbidden":
      return { text: t("call.deviceForbidden", { label: notice.label }), tone: "danger", key: `lost-${notice.device}` };
    case "device-lost": {
      const { label, fallback } = notice;
      return {
        text: fallback === null ? t("call.deviceLost", { label }) : t("call.deviceFallback", { label, fallback }),
        key: `lost-${notice.device}`,
      };
    }
    case "device-new":
      return {
        text: t("call.deviceNew", { label: deviceLabel(notice, notice.device, 0) }),
        action: { label: t("call.deviceUse"), run: () => void media.choose(notice.device, notice.id) },
        key: `new-${notice.device}`,
      };
    case "reaction-refused":
      return { text: t("call.reactionRefused"), key: "reaction" };
    case "caption-refused":
      return { text: t("call.captionRefused"), tone: "danger", key: "caption" };
    case "share-ended":
      return { text: t("call.shareEnded"), key: "share" };
    case "share-failed":
      return { text: t("call.shareFailed"), tone: "danger", key: "share" };
    case "effect-failed":
      return {
        text: t(notice.effect === "noise" ? "effects.quietFailed" : "effects.backgroundFailed"),
        tone: "danger",
        key: `effect-${notice.effect}`,
      };
    case "effect-slow":
      return {
        text: t("effects.slow"),
        action: { label: t("effects.stop"), run: () => void media.setBackground({ kind: "none" }) },
        key: "effect-slow",
      };
    default:
      return null;
  }
}
