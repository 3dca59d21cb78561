import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Menu, MenuGroup, MenuRadio } from "./Menu";
import styles from "./MenuSelect.module.css";
import type { Option } from "./Select";
import type { Side } from "./useFloating";

interface MenuSelectProps {
  /** What is chosen: "Microphone". Part of the button's accessible name. */
  readonly label: string;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly icon?: ReactNode;
  readonly side?: Side;
  readonly disabled?: boolean;
}

/** A compact choice: the button shows what is chosen, a menu shows what there is. */
export function MenuSelect({ label, options, value, onChange, icon, side = "bottom", disabled }: MenuSelectProps) {
  const chosen = options.find((option) => option.value === value)?.label ?? "";
  return (
    <Menu
      label={label}
      side={side}
      align="start"
      trigger={(props) => (
        <button
          type="button"
          {...props}
          className={styles.button}
          disabled={disabled}
          aria-label={`${label}: ${chosen}`}
        >
          {icon}
          <span className={styles.value}>{chosen || label}</span>
          <ChevronDown aria-hidden="true" />
        </button>
      )}
    >
      <MenuGroup label={label}>
        {options.map((option) => (
          <MenuRadio
            key={option.value}
            checked={option.value === value}
            disabled={option.disabled ?? false}
            onSelect={() => onChange(option.value)}
          >
            {option.label}
          </MenuRadio>
        ))}
      </MenuGroup>
    </Menu>
  );
}
