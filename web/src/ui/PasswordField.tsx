import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type KeyboardEvent, useState } from "react";
import styles from "./Field.module.css";
import { IconButton } from "./IconButton";
import { TextField } from "./TextField";
import { useT } from "./useT";

type PasswordFieldProps = Omit<ComponentProps<typeof TextField>, "type" | "end" | "onKeyUp">;

/** A password that can be looked at, and that tells when Caps Lock is on. */
export function PasswordField({ hint, onBlur, ...props }: PasswordFieldProps) {
  const t = useT();
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState("CapsLock"));
  return (
    <TextField
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      type={shown ? "text" : "password"}
      onKeyUp={look}
      onBlur={(event) => {
        setCaps(false);
        onBlur?.(event);
      }}
      hint={
        <>
          {hint}
          <span role="status" className={styles.caps}>
            {caps && t("ui.capsLock")}
          </span>
        </>
      }
      end={
        <IconButton
          size="s"
          label={shown ? t("ui.hidePassword") : t("ui.showPassword")}
          icon={shown ? <EyeOff /> : <Eye />}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}
