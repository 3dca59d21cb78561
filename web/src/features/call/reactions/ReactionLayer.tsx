import { useEffect, useRef, useState } from "react";
import type { Notice, Reaction } from "@/call/contract";
import { useController } from "../CallProvider";
import { ReactionIcon } from "./ReactionIcon";
import styles from "./Reactions.module.css";
import { isReaction } from "./words";

/** More than so many at once are a cloud. */
const AT_ONCE = 24;
/** As long as the style sheet lets one rise. */
const STAYS_MS = 2800;

interface Floating {
  readonly key: number;
  readonly reaction: Reaction;
  readonly name: string;
  /** Where it sets off, px in the layer: the lower middle of its person's tile, or of the stage. */
  readonly x: number;
  readonly y: number;
}

/** What people throw, rising from their tiles. Seen only: announcements say it (see useAnnouncements). */
export default function ReactionLayer() {
  const call = useController();
  const layer = useRef<HTMLDivElement>(null);
  const count = useRef(0);
  const [floating, setFloating] = useState<readonly Floating[]>([]);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = call.onNotice((notice: Notice) => {
      if (notice.kind !== "reaction" || !layer.current || !isReaction(notice.reaction)) return;
      const { id, reaction, name } = notice;
      const key = ++count.current;
      const next = { key, reaction, name, ...startOf(layer.current, id, key) };
      setFloating((all) => [...all, next].slice(-AT_ONCE));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setFloating((all) => all.filter((other) => other.key !== key));
      }, STAYS_MS);
      timers.add(timer);
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [call]);
  return (
    <div ref={layer} className={styles.layer} aria-hidden="true">
      {floating.map(({ key, reaction, name, x, y }) => (
        <span key={key} className={styles.floating} data-reaction={reaction} style={{ left: x, top: y }}>
          <ReactionIcon reaction={reaction} />
          <bdi className={styles.who}>{name}</bdi>
        </span>
      ))}
    </div>
  );
}

/** How far the next one stands above the last, px: names do not hide each other. */
const STEP = 30;

/** Spread by the golden ratio, so that claps in a row do not hide each other. */
function startOf(layer: HTMLElement, id: string, n: number): { x: number; y: number } {
  const stage = layer.getBoundingClientRect();
  const tile = layer.parentElement?.querySelector(`[data-participant="${CSS.escape(id)}"][data-source="camera"]`);
  const from = tile?.getBoundingClientRect() ?? stage;
  const spread = (((n * 0.618) % 1) - 0.5) * Math.min(from.width * 0.5, 140);
  return { x: from.left - stage.left + from.width / 2 + spread, y: from.bottom - stage.top - 52 - (n % 3) * STEP };
}
