import { SendHorizontal } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useController } from "@/features/call/CallProvider";
import { useQuery } from "@/features/call/useMedium";
import { IconButton } from "@/ui/IconButton";
import { useT } from "@/ui/useT";
import styles from "./Chat.module.css";
import { bytesLeft } from "./groups";

const NEAR_END_BYTES = 400;

/** Where one writes. Enter sends, Shift+Enter begins a new line. */
export function Composer() {
  const t = useT();
  const call = useController();
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState("");
  const coarse = useQuery("(pointer: coarse)");
  const left = bytesLeft(text.trim());
  const empty = text.trim() === "";

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (empty || left < 0) return;
    call.sendChat(text.trim());
    setText("");
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  return (
    <form ref={form} className={styles.composer} onSubmit={send}>
      <div className={styles.field} data-text={text}>
        <textarea
          // biome-ignore lint/a11y/noAutofocus: opening the chat is wanting to write; a phone's keyboard would hide it
          autoFocus={!coarse}
          rows={1}
          value={text}
          aria-label={t("chat.message")}
          aria-describedby={left < NEAR_END_BYTES ? "chat-left" : undefined}
          aria-invalid={left < 0 || undefined}
          placeholder={t("chat.placeholder")}
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={key}
        />
      </div>
      <IconButton
        type="submit"
        label={t("chat.send")}
        icon={<SendHorizontal className={styles.send} />}
        disabled={empty || left < 0}
        className={styles.submit}
      />
      {left < NEAR_END_BYTES && (
        <small id="chat-left" className={styles.left} data-over={left < 0 || undefined}>
          {left >= 0 ? t("chat.left", { count: left }) : t("chat.tooLong", { count: -left })}
        </small>
      )}
    </form>
  );
}
