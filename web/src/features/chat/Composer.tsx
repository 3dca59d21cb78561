import { Paperclip, SendHorizontal, Smile, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, Suspense, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { useCall, useController } from "@/features/call/CallProvider";
import { useQuery } from "@/features/call/useMedium";
import { IconButton } from "@/ui/IconButton";
import { lazily } from "@/ui/lazily";
import { Popover } from "@/ui/Popover";
import { useT } from "@/ui/useT";
import styles from "./Composer.module.css";
import { draftOf } from "./draft";
import { bytesLeft } from "./groups";
import { Parcels } from "./Parcels";
import { emojiPicker } from "./parts";
import { Quoted } from "./Quoted";

const EmojiPicker = lazily(emojiPicker);
const NEAR_END_BYTES = 400;

/** Where one writes. Enter sends, Shift+Enter begins a new line. */
export function Composer() {
  const t = useT();
  const call = useController();
  const drafting = draftOf(call);
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const { text, reply, parcels, sendWhenReady, problem } = useStore(drafting.store);
  const takesFiles = useCall((s) => s.fileBytes > 0);
  const coarse = useQuery("(pointer: coarse)");
  const left = bytesLeft(text.trim());
  const failed = parcels.some((parcel) => parcel.state === "failed");
  const empty = text.trim() === "" && parcels.length === 0;

  useEffect(() => {
    if (reply !== null) box.current?.focus();
  }, [reply]);

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (empty || left < 0 || failed) return;
    drafting.send();
    // the button is disabled now, and a disabled element that has the focus swallows every key (Firefox)
    if (form.current?.contains(document.activeElement)) box.current?.focus();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape" && reply !== null) {
      event.preventDefault(); // the panel stays open
      drafting.answer(null);
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    form.current?.requestSubmit();
  };
  const insert = (unicode: string) => {
    const area = box.current;
    const [from, to] = area ? [area.selectionStart, area.selectionEnd] : [text.length, text.length];
    drafting.write(text.slice(0, from) + unicode + text.slice(to));
    requestAnimationFrame(() => area?.setSelectionRange(from + unicode.length, from + unicode.length));
  };
  return (
    <form ref={form} className={styles.composer} onSubmit={send}>
      {reply && (
        <div className={styles.replying}>
          <p className={styles.replyingTo}>
            {reply.mine ? t("chat.replyingToSelf") : t("chat.replyingTo", { name: reply.name })}
          </p>
          <Quoted
            quote={{
              seq: reply.seq ?? 0,
              name: "", // said above it
              text: reply.text,
              files: reply.files.map((file) => file.name),
            }}
          />
          <IconButton
            size="s"
            label={t("chat.replyCancel")}
            icon={<X />}
            className={styles.replyCancel}
            onClick={() => drafting.answer(null)}
          />
        </div>
      )}
      <Parcels parcels={parcels} drafting={drafting} />
      {(problem || (sendWhenReady && parcels.length > 0)) && (
        <p className={styles.note} role="status" data-problem={problem !== null || undefined}>
          {problem ?? t("chat.sendWhenReady")}
        </p>
      )}
      <div className={styles.field} data-text={text}>
        <textarea
          ref={box}
          // biome-ignore lint/a11y/noAutofocus: opening the chat is wanting to write; a phone's keyboard would hide it
          autoFocus={!coarse}
          rows={1}
          value={text}
          aria-label={t("chat.message")}
          aria-describedby={left < NEAR_END_BYTES ? "chat-left" : undefined}
          aria-invalid={left < 0 || undefined}
          placeholder={t("chat.placeholder")}
          enterKeyHint="send"
          onChange={(event) => drafting.write(event.target.value)}
          onKeyDown={key}
        />
        <div className={styles.tools}>
          <Popover
            label={t("chat.emoji")}
            side="top"
            align="end"
            trigger={(props) => <IconButton {...props} size="s" label={t("chat.emoji")} icon={<Smile />} />}
          >
            {(close) => (
              <Suspense fallback={null}>
                <EmojiPicker
                  onPick={(unicode) => {
                    insert(unicode);
                    close();
                    box.current?.focus();
                  }}
                />
              </Suspense>
            )}
          </Popover>
          {takesFiles && (
            <>
              <IconButton
                size="s"
                label={t("chat.attach")}
                icon={<Paperclip />}
                onClick={() => chooser.current?.click()}
              />
              <input
                ref={chooser}
                type="file"
                multiple
                hidden
                tabIndex={-1}
                data-chooser
                onChange={(event) => {
                  drafting.add([...(event.target.files ?? [])]);
                  event.target.value = ""; // the same file may be chosen again
                  box.current?.focus();
                }}
              />
            </>
          )}
        </div>
      </div>
      <IconButton
        type="submit"
        label={t("chat.send")}
        icon={<SendHorizontal className={styles.send} />}
        disabled={empty || left < 0 || failed}
        className={styles.submit}
        onMouseDown={(event) => event.preventDefault()} // whoever writes goes on writing, and a phone's keyboard stays
      />
      {left < NEAR_END_BYTES && (
        <small id="chat-left" className={styles.left} data-over={left < 0 || undefined}>
          {left >= 0 ? t("chat.left", { count: left }) : t("chat.tooLong", { count: -left })}
        </small>
      )}
    </form>
  );
}
