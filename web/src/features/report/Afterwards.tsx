import "@/lib/i18n-later";
import { useMemo } from "react";
import type { SaidLine } from "@/api/types";
import type { ChatEntry } from "@/call/contract";
import { useController } from "@/features/call/CallProvider";
import type { CallSummary } from "@/features/call/summary";
import { Said } from "@/features/history/Said";
import { useT } from "@/ui/useT";
import styles from "./Afterwards.module.css";
import CallReport from "./CallReport";
import { shares } from "./sentences";

/** What the left page knows besides who was there: how good it was, and what was written. */
export function Afterwards({ summary }: { readonly summary: CallSummary }) {
  const t = useT();
  const call = useController();
  const lines = useMemo(() => summary.chat.filter((entry) => entry.seq !== null).map(saidOf), [summary]);
  return (
    <>
      {shares(summary.report) !== null && (
        <div>
          <dt>{t("report.title")}</dt>
          <dd>
            <CallReport report={summary.report} />
          </dd>
        </div>
      )}
      <div>
        <dt>{t("left.chat")}</dt>
        <dd>
          {lines.length === 0 ? (
            t("left.chatLines", { count: 0 })
          ) : (
            <details className={styles.chat}>
              <summary>{t("report.showLines", { count: lines.length })}</summary>
              <Said lines={lines} pass={call.seatPass()} />
            </details>
          )}
        </dd>
      </div>
    </>
  );
}

function saidOf(entry: ChatEntry): SaidLine {
  return {
    seq: entry.seq ?? 0,
    name: entry.name,
    sender_id: entry.senderId,
    text: entry.text,
    at: new Date(entry.at).toISOString(),
    reply: entry.reply,
    files: entry.files.map(({ mediaType, ...file }) => ({ ...file, media_type: mediaType })),
  };
}
