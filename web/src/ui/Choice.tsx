import { useId } from "react";
import styles from "./Choice.module.css";

interface ChoiceProps<Value extends string> {
  /** The group's accessible name. */
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

/** One of a few, all in sight: radio buttons in one pill. Arrows move, as in every radio group. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  const name = useId();
  return (
    <fieldset className={styles.choice} aria-label={label}>
      {(Object.entries(options) as [Value, string][]).map(([option, words]) => (
        <label key={option} className={styles.option}>
          <input type="radio" name={name} value={option} checked={option === value} onChange={() => onChange(option)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
