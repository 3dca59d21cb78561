import { Check } from "lucide-react";
import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { cx } from "./cx";
import styles from "./Menu.module.css";
import type { TriggerProps } from "./Popover";
import panelStyles from "./Popover.module.css";
import { useDismiss } from "./useDismiss";
import { type Align, type Side, useFloating } from "./useFloating";

const ITEMS = '[role^="menuitem"]:not([aria-disabled="true"])';
const TYPING_PAUSE_MS = 600;

const CloseMenu = createContext<() => void>(() => {});

interface MenuProps {
  /** The menu's accessible name. */
  readonly label: string;
  readonly trigger: (props: TriggerProps & { onKeyDown: (event: KeyboardEvent) => void }) => ReactNode;
  readonly side?: Side;
  readonly align?: Align;
  /** Items; they may be fetched when the menu opens (`lazy`). */
  readonly children: ReactNode;
}

/** A menu button (WAI-ARIA pattern): arrows walk, Home and End jump, letters find, Escape and Tab leave. */
export function Menu({ label, trigger, side = "bottom", align = "end", children }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", timer: 0 as unknown as ReturnType<typeof setTimeout> });
  const [opened, setOpened] = useState<false | "first" | "last">(false);
  const open = opened !== false;
  const close = useMemo(
    () => () => {
      setOpened(false);
      anchor.current?.focus();
    },
    [],
  );

  useFloating({ open, anchor, panel, side, align });
  useDismiss(open, [anchor, panel], (how) => (how === "escape" ? close() : setOpened(false)));
  /** Once there is something to focus: items may come later. */
  const arrived = useMemo(
    () => () => {
      const items = itemsOf(panel.current);
      const checked = items.find((item) => item.getAttribute("aria-checked") === "true" && isRadio(item));
      (checked ?? items.at(opened === "last" ? -1 : 0))?.focus({ preventScroll: true });
    },
    [opened],
  );

  const walk = (event: KeyboardEvent) => {
    const items = itemsOf(panel.current);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const target = targetOf(event.key, at, items.length) ?? find(event, items, at, typed.current);
    if (event.key === "Tab") return setOpened(false);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    items[target]?.focus();
  };

  return (
    <>
      {trigger({
        ref: anchor,
        onClick: () => setOpened(open ? false : "first"),
        onKeyDown: (event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          setOpened(event.key === "ArrowDown" ? "first" : "last");
        },
        "aria-haspopup": "menu",
        "aria-expanded": open,
        "aria-controls": open ? id : undefined,
      })}
      <div
        ref={panel}
        id={id}
        className={cx(panelStyles.panel, styles.menu)}
        popover="manual"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        onKeyDown={walk}
      >
        <CloseMenu value={close}>
          {open && (
            <Suspense fallback={null}>
              {children}
              <Arrived tell={arrived} />
            </Suspense>
          )}
        </CloseMenu>
      </div>
    </>
  );
}

/** Tells once what stands beside it is there. */
function Arrived({ tell }: { readonly tell: () => void }) {
  useEffect(tell, [tell]);
  return null;
}

function itemsOf(panel: HTMLElement | null): HTMLElement[] {
  return [...(panel?.querySelectorAll<HTMLElement>(ITEMS) ?? [])];
}

function isRadio(item: HTMLElement): boolean {
  return item.getAttribute("role") === "menuitemradio";
}

function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key === "ArrowUp") return (at - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}

function find(
  event: KeyboardEvent,
  items: readonly HTMLElement[],
  at: number,
  typed: { text: string; timer: ReturnType<typeof setTimeout> },
): number | null {
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return null;
  clearTimeout(typed.timer);
  typed.timer = setTimeout(() => {
    typed.text = "";
  }, TYPING_PAUSE_MS);
  typed.text += event.key.toLocaleLowerCase();
  const from = typed.text.length === 1 ? at + 1 : at;
  for (let step = 0; step < items.length; step++) {
    const index = (Math.max(from, 0) + step) % items.length;
    if (items[index]?.textContent?.trim().toLocaleLowerCase().startsWith(typed.text)) return index;
  }
  return null;
}

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  /** A second, softer line. */
  readonly hint?: ReactNode;
  readonly tone?: "plain" | "danger";
  readonly disabled?: boolean;
}

export function MenuItem(props: MenuItemProps) {
  return <Item {...props} role="menuitem" />;
}

interface MenuChoiceProps extends Omit<MenuItemProps, "icon" | "tone"> {
  readonly checked: boolean;
}

/** One of several (within a MenuGroup). */
export function MenuRadio({ checked, ...props }: MenuChoiceProps) {
  return <Item {...props} role="menuitemradio" checked={checked} />;
}

/** On or off. */
export function MenuCheckbox({ checked, ...props }: MenuChoiceProps) {
  return <Item {...props} role="menuitemcheckbox" checked={checked} />;
}

function Item(props: MenuItemProps & { role: string; checked?: boolean }) {
  const { onSelect, icon, children, hint, tone = "plain", disabled, role, checked } = props;
  const close = useContext(CloseMenu);
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is given exactly to the roles that know it
    <button
      type="button"
      role={role}
      className={cx(styles.item, styles[tone])}
      tabIndex={-1}
      aria-disabled={disabled || undefined}
      aria-checked={checked}
      onClick={() => {
        if (disabled) return;
        close();
        onSelect();
      }}
      onPointerMove={(event) => event.pointerType === "mouse" && event.currentTarget.focus({ preventScroll: true })}
    >
      <span className={styles.icon} aria-hidden="true">
        {checked === undefined ? icon : checked && <Check />}
      </span>
      <span className={styles.words}>
        {children}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </button>
  );
}

export function MenuGroup({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu
    <div role="group" aria-labelledby={id} className={styles.group}>
      <div id={id} className={styles.label}>
        {label}
      </div>
      {children}
    </div>
  );
}

export function MenuSeparator() {
  return <hr className={styles.separator} />;
}
