import { isJumbo } from "./emoji";
import styles from "./LineText.module.css";
import { linkify } from "./linkify";

/** What was written, its addresses as links; nothing but a few emoji is shown large. */
export function LineText({ text, lineKey }: { readonly text: string; readonly lineKey?: string }) {
  let offset = 0;
  return (
    <p className={styles.text} data-chat-line={lineKey} data-jumbo={isJumbo(text) || undefined}>
      {linkify(text).map((piece) => {
        const key = offset;
        offset += piece.text.length;
        if (piece.kind === "text") return piece.text;
        return (
          <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        );
      })}
    </p>
  );
}
