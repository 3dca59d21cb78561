import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { Field, type FieldWords } from "./Field";
import styles from "./Field.module.css";

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectProps extends FieldWords, Omit<ComponentProps<"select">, "id" | "onChange" | "size"> {
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The browser's own list: the best there is on a phone, and it needs no learning. */
export function Select({ label, hint, error, hideLabel, options, value, onChange, className, ...rest }: SelectProps) {
  return (
    <Field {...{ label, hint, error, className }} {...(hideLabel && { hideLabel })}>
      {(control) => (
        <span className={cx(styles.box, styles.m, error && styles.invalid)}>
          <select
            {...rest}
            {...control}
            className={cx(styles.input, styles.select)}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown className={styles.chevron} aria-hidden="true" />
        </span>
      )}
    </Field>
  );
}
