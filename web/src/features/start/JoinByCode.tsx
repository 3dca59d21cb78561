import { type FormEvent, useRef, useState } from "react";
import type { MessageId } from "@/lib/i18n";
import { meetingCode, meetingPath } from "@/lib/meeting-code";
import { Button } from "@/ui/Button";
import { useNavigate } from "@/ui/router";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import styles from "./JoinByCode.module.css";

/** Takes a code or a whole link and goes there; the pre-join page says whether there is such a meeting. */
export function JoinByCode() {
  const t = useT();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState<MessageId | null>(null);

  const join = (event: FormEvent) => {
    event.preventDefault();
    const code = meetingCode(text);
    if (code) return navigate(meetingPath(code));
    setWrong(text.trim() ? "landing.codeUnreadable" : "landing.codeMissing");
    input.current?.focus();
  };

  return (
    <form className={styles.form} onSubmit={join} noValidate>
      <TextField
        ref={input}
        className={styles.field ?? ""}
        label={t("landing.codeLabel")}
        hint={wrong ? null : t("landing.codeHint")}
        error={wrong && t(wrong)}
        size="l"
        name="code"
        inputMode="url"
        autoCapitalize="none"
        autoCorrect="off"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="go"
        maxLength={2048}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setWrong(null);
        }}
        end={
          <Button type="submit" variant={text.trim() ? "primary" : "quiet"} className={styles.join}>
            {t("landing.join")}
          </Button>
        }
      />
    </form>
  );
}
