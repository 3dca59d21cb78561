import { CornerUpLeft, RotateCcw } from "lucide-react";
import { memo } from "react";
import type { ChatEntry } from "@/call/contract";
import { useCall, useController } from "@/features/call/CallProvider";
import { useT } from "@/ui/useT";
import styles from "./Chat.module.css";
import { LineText } from "./LineText";
import { Quoted } from "./Quoted";
import { SharedFiles } from "./SharedFiles";

interface ChatLineProps {
  readonly line: ChatEntry;
  readonly onReply: (line: ChatEntry) => void;
  /** Go to the line with this number; undefined where it is too far back to be here. */
  readonly onFind: ((seq: number) => void) | undefined;
  readonly onOpenPicture: (id: string) => void;
}

export const ChatLine = memo(function ChatLine({ line, onReply, onFind, onOpenPicture }: ChatLineProps) {
  const t = useT();
  const call = useController();
  return (
    <div className={styles.line} data-status={line.status} data-line={line.seq ?? undefined} tabIndex={-1}>
      {line.reply && <Quoted quote={line.reply} onFind={onFind} />}
      {line.text !== "" && <LineText text={line.text} lineKey={line.key} />}
      <SharedFiles files={line.files} pass={call.seatPass()} onOpenPicture={onOpenPicture} />
      {line.seq !== null && (
        <button
          type="button"
          className={styles.reply}
          aria-label={t("chat.replyTo", { name: line.mine ? t("chat.you") : line.name, text: snippet(line) })}
          title={t("chat.reply")}
          onClick={() => onReply(line)}
        >
          <CornerUpLeft aria-hidden size={16} />
        </button>
      )}
      {line.status !== "sent" && <LineStatus line={line} />}
    </div>
  );
});

/** Enough of a line to know it by. */
export function snippet({ text, files }: Pick<ChatEntry, "text" | "files">): string {
  const said = text || files.map((file) => file.name).join(", ");
  return said.length > 60 ? `${said.slice(0, 59)}…` : said;
}

function LineStatus({ line }: { readonly line: ChatEntry }) {
  const t = useT();
  const call = useController();
  const away = useCall((s) => s.phase === "reconnecting");
  if (line.status === "sending")
    return <small className={styles.status}>{t(away ? "chat.waiting" : "chat.sending")}</small>;
  return (
    <small className={styles.status} data-refused>
      {t("chat.refused")}
      {line.problem ? `: ${line.problem}` : ""}
      <button type="button" className={styles.retry} onClick={() => call.retryChat(line.key)}>
        <RotateCcw aria-hidden size={14} />
        {t("chat.retry")}
      </button>
    </small>
  );
}
