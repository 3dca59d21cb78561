import { useEffect } from "react";
import { selectSelf } from "@/call/selectors";
import { monotonic } from "@/lib/clock";
import { t } from "@/lib/i18n";
import { useToasts } from "@/ui/Toast";
import { useController } from "./CallProvider";
import { Turn } from "./turn";

const KEY = "hand-down";

/** Takes one's hand down once one has had the word, and offers to put it up again: it keeps its place. */
export function useHandDown(): void {
  const call = useController();
  const toasts = useToasts();
  useEffect(() => {
    const turn = new Turn();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lower = () => {
      call.setHand(false);
      toasts.show({
        text: t("call.handLowered"),
        action: {
          label: t("call.handKeep"),
          run: () => {
            turn.keep();
            call.setHand(true);
          },
        },
        key: KEY,
      });
    };
    const look = () => {
      const self = selectSelf(call.store.getState());
      clearTimeout(timer);
      const waitMs = turn.see(self?.state.hand ?? false, self?.speaking ?? false, monotonic());
      if (waitMs === 0) lower();
      else if (waitMs !== null) timer = setTimeout(look, waitMs);
    };
    const stop = call.store.subscribe((now, before) => {
      if (selectSelf(now) !== selectSelf(before)) look();
    });
    look();
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [call, toasts]);
}
