import "@/lib/i18n-later";
import { useEffect, useRef } from "react";
import type { LinkReport, Peer } from "@/call/contract";
import { locale, type MessageId, t } from "@/lib/i18n";
import { useController } from "../CallProvider";
import styles from "./Quality.module.css";
import { sideText } from "./words";

const ROWS: Readonly<Record<string, { readonly label: MessageId; readonly text: (report: LinkReport) => string }>> = {
  lossIn: { label: "quality.lossIn", text: ({ lossIn }) => percent(lossIn) },
  lossOut: { label: "quality.lossOut", text: ({ lossOut }) => percent(lossOut) },
  roundTrip: { label: "quality.roundTrip", text: ({ roundTripMs }) => unit(roundTripMs, "millisecond") },
  incoming: { label: "quality.incoming", text: ({ inBps }) => kilobits(inBps) },
  outgoing: { label: "quality.outgoing", text: ({ outBps }) => kilobits(outBps) },
  picture: {
    label: "quality.picture",
    text: ({ picture }) => (picture ? t("quality.pictureNow", picture) : t("quality.noPicture")),
  },
  way: { label: "quality.way", text: ({ way }) => (way === "unknown" ? NOTHING : t(`quality.${way}`)) },
};

/** What one can know of a connection, measured while this is open. Numbers are written by hand, not by React. */
export default function QualityDetails({ peer }: { readonly peer: Peer }) {
  const call = useController();
  const list = useRef<HTMLDListElement>(null);
  const { id } = peer;
  useEffect(
    () =>
      call.inspect(id, (report) => {
        for (const cell of list.current?.querySelectorAll("dd") ?? []) {
          cell.textContent = report ? (ROWS[cell.dataset.row ?? ""]?.text(report) ?? NOTHING) : NOTHING;
        }
      }),
    [call, id],
  );
  const side = sideText(peer);
  return (
    <div className={styles.details}>
      <h3 className={styles.title}>{t("quality.title", { name: peer.name })}</h3>
      <p className={styles.step} data-quality={peer.quality}>
        {t(`quality.${peer.quality}`)}
      </p>
      {side && <p className={styles.side}>{side}</p>}
      <dl ref={list} className={styles.numbers}>
        {Object.entries(ROWS).map(([row, { label }]) => (
          <div key={row}>
            <dt>{t(label)}</dt>
            <dd data-row={row}>{NOTHING}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.rule}>{t("quality.rule")}</p>
    </div>
  );
}

/** Not measured yet. */
const NOTHING = "–";

function percent(share: number | null): string {
  return share === null ? NOTHING : share.toLocaleString(locale(), { style: "percent", maximumFractionDigits: 1 });
}

function unit(value: number | null, name: "millisecond"): string {
  return value === null ? NOTHING : value.toLocaleString(locale(), { style: "unit", unit: name });
}

function kilobits(bps: number | null): string {
  return bps === null
    ? NOTHING
    : Math.round(bps / 1000).toLocaleString(locale(), { style: "unit", unit: "kilobit-per-second" });
}
