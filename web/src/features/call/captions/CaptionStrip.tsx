import "@/lib/i18n-later";
import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { IconButton } from "@/ui/IconButton";
import { useT } from "@/ui/useT";
import { useController } from "../CallProvider";
import styles from "./CaptionStrip.module.css";
import { createPen } from "./pen";

/** No server takes less (`caption_chars`). */
const LONGEST = 240;

/** Where one writes down what is being said: the others read along as it is typed; Enter begins the next line. */
export default function CaptionStrip({ onClose }: { readonly onClose: () => void }) {
  const t = useT();
  const call = useController();
  const box = useRef<HTMLInputElement>(null);
  const [opener] = useState(() => document.activeElement);
  const [pen] = useState(() => createPen((text, line) => call.caption(text, line)));

  useEffect(() => {
    const field = box.current;
    field?.focus({ preventScroll: true });
    return () => {
      pen.stop();
      if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected)
        opener.focus();
    };
  }, [opener, pen]);

  const key = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter") {
      pen.next();
      event.currentTarget.value = "";
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.strip}>
      <input
        ref={box}
        className={styles.field}
        type="text"
        dir="auto"
        maxLength={LONGEST}
        autoComplete="off"
        enterKeyHint="next"
        aria-label={t("captions.field")}
        aria-describedby="captions-how"
        placeholder={t("captions.field")}
        onChange={(event) => pen.write(event.target.value)}
        onKeyDown={key}
      />
      <span id="captions-how" className={styles.how}>
        {t("captions.how")}
      </span>
      <IconButton label={t("captions.end")} icon={<X />} variant="stage" onClick={onClose} />
    </div>
  );
}
