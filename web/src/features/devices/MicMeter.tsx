import { useEffect, useRef } from "react";
import { useController } from "@/features/call/CallProvider";
import { t } from "@/lib/i18n";
import { levelOn } from "@/ui/level";
import styles from "./MicMeter.module.css";

const STEPS = Array.from({ length: 12 }, (_, step) => (step / 12).toFixed(3));

/** A row of lights that follows the voice; moved by style, not by React. */
export function MicMeter({ off = false }: { readonly off?: boolean }) {
  const meter = useRef<HTMLDivElement>(null);
  const { media } = useController();
  useEffect(() => media.onLevel(levelOn(meter)), [media]);
  return (
    <div ref={meter} className={styles.meter} data-off={off || undefined} role="img" aria-label={t("lobby.micLevel")}>
      {STEPS.map((at) => (
        <i key={at} style={{ ["--at" as string]: at }} />
      ))}
    </div>
  );
}
