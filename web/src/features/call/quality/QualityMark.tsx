import { Suspense } from "react";
import type { Peer } from "@/call/contract";
import { lazily } from "@/ui/lazily";
import { Popover } from "@/ui/Popover";
import { qualityDetails } from "./details";
import styles from "./Quality.module.css";
import { qualityText } from "./words";

const QualityDetails = lazily(qualityDetails);

/** Three bars and what is behind them. When all is well it shows only to who points at the tile. */
export function QualityMark({ peer }: { readonly peer: Peer }) {
  if (peer.link !== "connected") return null;
  const text = qualityText(peer);
  return (
    <Popover
      label={text}
      trigger={(props) => (
        <button
          {...props}
          type="button"
          className={styles.mark}
          data-quality={peer.quality}
          aria-label={text}
          title={text}
        >
          <i />
          <i />
          <i />
        </button>
      )}
    >
      <Suspense fallback={null}>
        <QualityDetails peer={peer} />
      </Suspense>
    </Popover>
  );
}
