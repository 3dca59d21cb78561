import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Reaction } from "@/call/contract";
import { t } from "@/lib/i18n";
import { useController } from "../CallProvider";
import { ReactionIcon } from "./ReactionIcon";
import styles from "./Reactions.module.css";
import { REACTIONS } from "./words";

/** Six things to throw into the room. Stays open, because one claps more than once; arrows walk, digits throw. */
export default function ReactionStrip({ onClose }: { readonly onClose: () => void }) {
  const call = useController();
  const strip = useRef<HTMLDivElement>(null);
  // while rendering: what has the focus before it is taken
  const [opener] = useState(() => document.activeElement);
  const names = Object.keys(REACTIONS) as Reaction[];

  useEffect(() => {
    strip.current?.querySelector("button")?.focus({ preventScroll: true });
    const element = strip.current;
    return () => {
      const lost = document.activeElement === document.body || element?.contains(document.activeElement);
      if (lost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, [opener]);

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const ahead = getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { ArrowRight: ahead === "ArrowRight" ? 1 : -1, ArrowLeft: ahead === "ArrowRight" ? -1 : 1 }[event.key];
    const digit = names[Number(event.key) - 1];
    if (event.key === "Escape") onClose();
    else if (step !== undefined) buttons[(at + step + buttons.length) % buttons.length]?.focus();
    else if (digit && !event.ctrlKey && !event.metaKey && !event.altKey) call.react(digit);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={strip} role="group" aria-label={t("reaction.title")} className={styles.strip} onKeyDown={walk}>
      {names.map((reaction) => (
        <button
          key={reaction}
          type="button"
          className={styles.choice}
          aria-label={t(REACTIONS[reaction])}
          title={t(REACTIONS[reaction])}
          onClick={() => call.react(reaction)}
        >
          <ReactionIcon reaction={reaction} />
        </button>
      ))}
    </div>
  );
}
