import { Suspense, useMemo, useRef, useState } from "react";
import type { SaidLine } from "@/api/types";
import { goToLine } from "@/features/chat/goToLine";
import { LineText } from "@/features/chat/LineText";
import { noteOf } from "@/features/chat/notes";
import { lightbox } from "@/features/chat/parts";
import { Quoted } from "@/features/chat/Quoted";
import { isPicture, SharedFiles } from "@/features/chat/SharedFiles";
import { formatDate } from "@/lib/i18n";
import { Avatar } from "@/ui/Avatar";
import { lazily } from "@/ui/lazily";
import { turns } from "./account";
import styles from "./Said.module.css";

const Lightbox = lazily(lightbox);
const clock = (unixMs: number) => formatDate(unixMs, { hour: "numeric", minute: "2-digit" });

interface SaidProps {
  readonly lines: readonly SaidLine[];
  /** Shown to fetch files by whoever still sits there; null: one's account has the meeting in its history. */
  readonly pass?: string | null;
}

/** What was written, after the fact: read, never answered. */
export function Said({ lines, pass = null }: SaidProps) {
  const list = useRef<HTMLOListElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const here = useMemo(() => new Set(lines.map((line) => line.seq)), [lines]);
  const pictures = useMemo(() => lines.flatMap((line) => line.files.map(noteOf).filter(isPicture)), [lines]);
  const find = (seq: number) => goToLine(list.current, seq);
  return (
    <>
      <ol ref={list} className={styles.turns}>
        {turns(lines).map((turn) => (
          <li key={turn.key} className={styles.turn}>
            <Avatar name={turn.name} size="s" />
            <div className={styles.body}>
              <p className={styles.by}>
                <strong>
                  <bdi>{turn.name}</bdi>
                </strong>
                <time dateTime={new Date(turn.atMs).toISOString()}>{clock(turn.atMs)}</time>
              </p>
              {turn.lines.map((line) => (
                <div key={line.seq} className={styles.line} data-line={line.seq} tabIndex={-1}>
                  {line.reply && <Quoted quote={line.reply} onFind={here.has(line.reply.seq) ? find : undefined} />}
                  {line.text !== "" && <LineText text={line.text} />}
                  <SharedFiles files={line.files.map(noteOf)} pass={pass} onOpenPicture={setOpen} />
                </div>
              ))}
            </div>
          </li>
        ))}
      </ol>
      {open !== null && (
        <Suspense fallback={null}>
          <Lightbox pictures={pictures} shown={open} pass={pass} onShow={setOpen} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </>
  );
}
