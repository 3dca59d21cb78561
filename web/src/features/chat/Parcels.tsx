import { FileText, RotateCcw, X } from "lucide-react";
import { formatNumber } from "@/lib/i18n";
import { useT } from "@/ui/useT";
import type { Drafting, Parcel } from "./draft";
import styles from "./Parcels.module.css";
import { formatSize } from "./sizes";

/** Files on their way, above the line they go with. */
export function Parcels({ parcels, drafting }: { readonly parcels: readonly Parcel[]; readonly drafting: Drafting }) {
  const t = useT();
  if (parcels.length === 0) return null;
  return (
    <ul className={styles.parcels} aria-label={t("chat.parcels")}>
      {parcels.map((parcel) => (
        <Item key={parcel.id} parcel={parcel} drafting={drafting} />
      ))}
    </ul>
  );
}

function Item({ parcel, drafting }: { readonly parcel: Parcel; readonly drafting: Drafting }) {
  const t = useT();
  const { id, name, size, preview, state, problem, hopeless, share } = parcel;
  const shown = formatNumber(share, { style: "percent", maximumFractionDigits: 0 });
  const words = {
    sending: () => t("chat.parcelSending", { name, share: shown }),
    done: () => t("chat.parcelDone", { name }),
    failed: () => t("chat.parcelFailed", { name, problem: problem ?? "" }),
  }[state];
  return (
    <li className={styles.parcel} data-state={state}>
      <span className={styles.face}>
        {preview ? <img src={preview} alt="" /> : <FileText aria-hidden />}
        {state === "sending" && <progress className={styles.progress} value={share} max={1} aria-label={words()} />}
      </span>
      <span className={styles.about}>
        <bdi className={styles.name}>{name}</bdi>
        <span className={styles.detail} role={state === "failed" ? "alert" : undefined}>
          {state === "failed" ? problem : formatSize(size)}
        </span>
      </span>
      {state === "failed" && !hopeless && (
        <button
          type="button"
          className={styles.button}
          aria-label={t("chat.parcelRetry", { name })}
          title={t("chat.retry")}
          onClick={() => drafting.retry(id)}
        >
          <RotateCcw aria-hidden size={16} />
        </button>
      )}
      <button
        type="button"
        className={styles.button}
        aria-label={t("chat.parcelRemove", { name })}
        title={t("chat.parcelRemove", { name })}
        onClick={() => drafting.remove(id)}
      >
        <X aria-hidden size={16} />
      </button>
    </li>
  );
}
