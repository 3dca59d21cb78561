import "@/lib/i18n-later";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { monotonic } from "@/lib/clock";
import { change, settings } from "@/stores/settings";
import { useToasts } from "@/ui/Toast";
import { useT } from "@/ui/useT";
import { useController } from "../CallProvider";
import styles from "./Captions.module.css";
import { type CaptionLine, fresh, STAYS_MS, withLine } from "./lines";

/** What somebody here writes of what is being said, over the pictures of whoever wants it; the others are asked once. */
export default function Captions({ lifted }: { readonly lifted: boolean }) {
  const t = useT();
  const shown = useStore(settings, (s) => s.captions);
  const size = useStore(settings, (s) => s.captionSize);
  const lines = useLines(shown);
  useOffer(shown);
  if (!shown || lines.length === 0) return null;
  return (
    <section
      className={styles.captions}
      data-size={size}
      data-lifted={lifted || undefined}
      aria-label={t("captions.title")}
    >
      {lines.map(({ id, line, name, text }, i) => (
        <p key={`${id} ${line}`} className={styles.line}>
          {lines[i - 1]?.id !== id && <bdi className={styles.who}>{name}</bdi>}
          <span dir="auto" className={styles.text}>
            {text}
          </span>
        </p>
      ))}
    </section>
  );
}

function useLines(shown: boolean): readonly CaptionLine[] {
  const call = useController();
  const [lines, setLines] = useState<readonly CaptionLine[]>([]);
  useEffect(() => {
    if (!shown) return setLines([]);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = call.onNotice((notice) => {
      if (notice.kind !== "caption") return;
      const { id, line, name, text } = notice;
      setLines((all) => withLine(fresh(all, monotonic()), { id, line, name, text, at: monotonic() }));
      clearTimeout(timer);
      timer = setTimeout(() => setLines([]), STAYS_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [call, shown]);
  return lines;
}

/** Whoever does not know of captions yet is told that there are some, once in a call. */
function useOffer(shown: boolean): void {
  const t = useT();
  const call = useController();
  const toasts = useToasts();
  const offered = useRef(false);
  useEffect(() => {
    if (shown) return;
    return call.onNotice((notice) => {
      if (notice.kind !== "caption" || offered.current || notice.id === call.store.getState().selfId) return;
      offered.current = true;
      toasts.show({
        text: t("captions.offer", { name: notice.name }),
        action: { label: t("captions.show"), run: () => change({ captions: true }) },
        key: "captions",
      });
    });
  }, [call, toasts, t, shown]);
}
