import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";
import { Field, type FieldWords } from "./Field";
import styles from "./Field.module.css";

interface TextFieldProps extends FieldWords, Omit<ComponentProps<"input">, "size" | "id"> {
  readonly size?: "m" | "l";
  /** Stands inside, at the start. */
  readonly icon?: ReactNode;
  /** Stands inside, at the end (a small button). */
  readonly end?: ReactNode;
}

export function TextField(props: TextFieldProps) {
  const { label, hint, error, hideLabel, size = "m", icon, end, className, ...rest } = props;
  return (
    <Field {...{ label, hint, error, className }} {...(hideLabel && { hideLabel })}>
      {(control) => (
        <span className={cx(styles.box, styles[size], error && styles.invalid)}>
          {icon && <span className={styles.icon}>{icon}</span>}
          <input type="text" {...rest} {...control} className={styles.input} />
          {end}
        </span>
      )}
    </Field>
  );
}
