import { ArrowDown } from "lucide-react";
import { type ReactNode, Suspense, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { ChatEntry } from "@/call/contract";
import { useController } from "@/features/call/CallProvider";
import { formatDate } from "@/lib/i18n";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import { lazily } from "@/ui/lazily";
import { useT } from "@/ui/useT";
import styles from "./Chat.module.css";
import { ChatLine } from "./ChatLine";
import { draftOf } from "./draft";
import { goToLine } from "./goToLine";
import type { ChatGroup } from "./groups";
import { lightbox } from "./parts";
import { isPicture } from "./SharedFiles";

const Lightbox = lazily(lightbox);

const AT_END_PX = 48;

interface ChatLogProps {
  readonly groups: readonly ChatGroup[];
  /** How many lines there are in all. */
  readonly count: number;
}

/** The lines. Stays at the newest one while the reader is there, and where they are when they read further up. */
export function ChatLog({ groups, count }: ChatLogProps) {
  const t = useT();
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const seen = useRef(count);
  const [missed, setMissed] = useState(0);
  const ownLast = groups.at(-1)?.mine ?? false;

  useLayoutEffect(() => {
    const scroller = scrollerOf(log.current);
    if (!scroller) return;
    const added = count - seen.current;
    seen.current = count;
    if (atEnd.current || ownLast) {
      scroller.scrollTop = scroller.scrollHeight;
      setMissed(0);
    } else if (added > 0) setMissed((before) => before + added);
  }, [count, ownLast]);

  useLayoutEffect(() => {
    const scroller = scrollerOf(log.current);
    if (!scroller) return;
    const look = () => {
      atEnd.current = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < AT_END_PX;
      if (atEnd.current) setMissed(0);
    };
    const stay = new ResizeObserver(() => {
      if (atEnd.current) scroller.scrollTop = scroller.scrollHeight;
    });
    scroller.addEventListener("scroll", look, { passive: true });
    stay.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", look);
      stay.disconnect();
    };
  }, []);

  const call = useController();
  const reply = useCallback((line: ChatEntry) => draftOf(call).answer(line), [call]);
  const find = useCallback((seq: number) => goToLine(log.current, seq), []);
  const here = useMemo(() => new Set(groups.flatMap((group) => group.lines.map((line) => line.seq))), [groups]);
  const pictures = useMemo(
    () => groups.flatMap((group) => group.lines.flatMap((line) => line.files.filter(isPicture))),
    [groups],
  );
  const [open, setOpen] = useState<string | null>(null);

  const toEnd = () => {
    const scroller = scrollerOf(log.current);
    scroller?.scrollTo({ top: scroller.scrollHeight, behavior: "smooth" });
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={log} className={styles.log} aria-label={t("chat.log")} tabIndex={0}>
      {groups.map((group) => (
        <Group key={group.key} group={group}>
          {group.lines.map((line) => (
            <ChatLine
              key={line.key}
              line={line}
              onReply={reply}
              onFind={line.reply && here.has(line.reply.seq) ? find : undefined}
              onOpenPicture={setOpen}
            />
          ))}
        </Group>
      ))}
      {missed > 0 && (
        <Button size="s" variant="primary" icon={<ArrowDown />} className={styles.jump} onClick={toEnd}>
          {t("chat.jump", { count: missed })}
        </Button>
      )}
      {open !== null && (
        <Suspense fallback={null}>
          <Lightbox
            pictures={pictures}
            shown={open}
            pass={call.seatPass()}
            onShow={setOpen}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

/** The panel's body scrolls. */
const scrollerOf = (log: HTMLElement | null) => log?.parentElement ?? null;

function Group({ group, children }: { readonly group: ChatGroup; readonly children: ReactNode }) {
  const t = useT();
  return (
    <>
      {group.newDay && (
        <p className={styles.day}>{formatDate(group.at, { weekday: "long", day: "numeric", month: "long" })}</p>
      )}
      {group.firstUnread && <p className={styles.unread}>{t("chat.new")}</p>}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div className={styles.group} data-mine={group.mine || undefined} role="group" aria-label={group.name}>
        <header className={styles.head}>
          <Avatar name={group.name} size="xs" />
          <span className={styles.name}>
            <bdi>{group.mine ? t("chat.you") : group.name}</bdi>
          </span>
          <time dateTime={new Date(group.at).toISOString()}>
            {formatDate(group.at, { hour: "numeric", minute: "2-digit" })}
          </time>
        </header>
        {children}
      </div>
    </>
  );
}
