import { useCallback, useEffect, useMemo, useState } from "react";
import { t } from "@/lib/i18n";
import { useToasts } from "@/ui/Toast";
import { useController } from "../CallProvider";
import { later, laterStill } from "../later";
import { documentPip, type Pip } from "./documentPip";

/** The call in a small window that stays in front of other programs. */
export function usePip(): Pip {
  const call = useController();
  const toasts = useToasts();
  const [small, setSmall] = useState<Window | null>(null);
  const [floats, setFloats] = useState(false);
  const available = documentPip() !== undefined || document.pictureInPictureEnabled === true;

  const toggle = useCallback(async () => {
    if (small) return small.close();
    if (document.pictureInPictureElement) return void document.exitPictureInPicture();
    try {
      const [{ openWindow, floatVideo }] = await Promise.all([laterStill.openPip(), later.pip()]);
      if (documentPip()) setSmall(await openWindow(() => setSmall(null)));
      else setFloats(await floatVideo(call, () => setFloats(false)));
    } catch {
      toasts.show({ text: t("call.pipFailed"), key: "pip" });
    }
  }, [small, call, toasts]);

  useEffect(() => () => small?.close(), [small]);
  useEffect(() => {
    if (!available) return;
    try {
      // the browser asks for it when one goes to another tab (W3C Media Session)
      navigator.mediaSession?.setActionHandler("enterpictureinpicture" as MediaSessionAction, () => void toggle());
      return () => navigator.mediaSession.setActionHandler("enterpictureinpicture" as MediaSessionAction, null);
    } catch {
      return; // an action this browser does not know
    }
  }, [available, toggle]);

  return useMemo(
    () => ({ available, open: small !== null || floats, window: small, toggle: () => void toggle() }),
    [available, small, floats, toggle],
  );
}
