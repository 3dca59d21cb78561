import { Paperclip } from "lucide-react";
import type { Quote } from "@/call/contract";
import { useT } from "@/ui/useT";
import styles from "./Quoted.module.css";

interface QuotedProps {
  readonly quote: Quote;
  /** Go to the line itself; undefined where it is too far back to be here. */
  readonly onFind?: ((seq: number) => void) | undefined;
}

/** The line that another one answers, above it. */
export function Quoted({ quote, onFind }: QuotedProps) {
  const t = useT();
  const said = (
    <>
      {quote.name !== "" && (
        <span className={styles.name}>
          <bdi>{quote.name}</bdi>
        </span>
      )}{" "}
      <span className={styles.text}>
        {quote.text ||
          quote.files.map((name) => (
            <span key={name} className={styles.file}>
              <Paperclip aria-hidden size={12} /> <bdi>{name}</bdi>{" "}
            </span>
          ))}
      </span>
    </>
  );
  if (!onFind) return <div className={styles.quote}>{said}</div>;
  return (
    <button
      type="button"
      className={styles.quote}
      aria-label={t("chat.goToQuoted", { name: quote.name, text: quote.text || quote.files.join(", ") })}
      onClick={() => onFind(quote.seq)}
    >
      {said}
    </button>
  );
}
