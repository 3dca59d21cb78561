import "@/lib/i18n-later";
import type { CallReport as Report } from "@/api/types";
import type { MessageId } from "@/lib/i18n";
import { useT } from "@/ui/useT";
import styles from "./CallReport.module.css";
import { percent, STEPS, type Step, sentences, shares } from "./sentences";

const NAMES: Record<Step, MessageId> = {
  good: "report.stepGood",
  fair: "report.stepFair",
  poor: "report.stepPoor",
  lost: "report.stepLost",
};

/** How good a call was for oneself: a sentence, and a bar that says the same. Nothing when too little is known. */
export default function CallReport({ report }: { readonly report: Report }) {
  const t = useT();
  const share = shares(report);
  if (share === null) return null;
  const shown = STEPS.filter((step) => share[step] > 0);
  return (
    <div className={styles.report}>
      <p className={styles.words}>{sentences(report).join(" ")}</p>
      <div className={styles.bar} aria-hidden>
        {shown.map((step) => (
          <span key={step} data-step={step} style={{ flexGrow: share[step] }} />
        ))}
      </div>
      {shown.length > 1 && (
        <ul className={styles.legend}>
          {shown.map((step) => (
            <li key={step} data-step={step}>
              {t("report.step", { name: t(NAMES[step]), share: small(share[step]) })}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.own}>{t("report.own")}</p>
    </div>
  );
}

/** A sliver that is seen is not said to be nothing. */
const small = (share: number): string => percent(Math.max(share, 0.01));
