import { linkify } from "@/features/chat/linkify";
import styles from "./SaidText.module.css";

/** A chat line with its addresses as links. */
export function SaidText({ text }: { readonly text: string }) {
  let offset = 0;
  return (
    <p className={styles.line}>
      {linkify(text).map((piece) => {
        const key = offset;
        offset += piece.text.length;
        if (piece.kind === "text") return <span key={key}>{piece.text}</span>;
        return (
          <a key={key} href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        );
      })}
    </p>
  );
}
