// Which keys do what, in one place. Letters alone can be switched off (WCAG 2.2, 2.1.4); nothing fires while typing.

export type ShortcutId =
  | "mic"
  | "camera"
  | "talk"
  | "hand"
  | "react"
  | "chat"
  | "people"
  | "share"
  | "layout"
  | "fullscreen"
  | "leave"
  | "help";

interface Combo {
  /** KeyboardEvent.key, lower case; "space" for the space bar. */
  readonly key: string;
  /** Ctrl, or Cmd on Apple. */
  readonly mod?: boolean;
  readonly shift?: boolean;
}

interface Shortcut {
  readonly combos: readonly [Combo, ...Combo[]];
  /** Acts while held: down and up. */
  readonly hold?: boolean;
}

export const SHORTCUTS: Readonly<Record<ShortcutId, Shortcut>> = {
  mic: { combos: [{ key: "d", mod: true }, { key: "m" }] },
  camera: { combos: [{ key: "e", mod: true }, { key: "v" }] },
  talk: { combos: [{ key: "space" }], hold: true },
  hand: { combos: [{ key: "r" }] },
  react: { combos: [{ key: "e" }] },
  chat: { combos: [{ key: "c" }] },
  people: { combos: [{ key: "p" }] },
  share: { combos: [{ key: "d" }] },
  layout: { combos: [{ key: "w" }] },
  fullscreen: { combos: [{ key: "f" }] },
  leave: { combos: [{ key: "l", mod: true, shift: true }] },
  help: { combos: [{ key: "?" }] },
};

export type ShortcutHandler = () => void;
export interface HoldHandler {
  down(): void;
  up(): void;
}
export type ShortcutHandlers = Partial<Record<ShortcutId, ShortcutHandler | HoldHandler>>;

const apple = () => /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** Keys as they are printed on this platform's keyboard, one list per combination: [["⌘", "D"], ["M"]]. */
export function keysOf(id: ShortcutId, isApple = apple()): string[][] {
  return SHORTCUTS[id].combos.map(({ key, mod, shift }) => {
    const parts: string[] = [];
    if (mod) parts.push(isApple ? "⌘" : "Ctrl");
    if (shift) parts.push(isApple ? "⇧" : "Shift");
    parts.push(key === "space" ? "Space" : key.toUpperCase());
    return parts;
  });
}

/** The value of aria-keyshortcuts (WAI-ARIA 1.2 section 6.6). */
export function ariaKeys(id: ShortcutId, isApple = apple()): string {
  return SHORTCUTS[id].combos
    .map(({ key, mod, shift }) => {
      const held = `${mod ? (isApple ? "Meta+" : "Control+") : ""}${shift ? "Shift+" : ""}`;
      return held + (key === "space" ? "Space" : key.toUpperCase());
    })
    .join(" ");
}

const TYPES_TEXT = /^(?!(button|checkbox|color|file|image|radio|range|reset|submit)$)/;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("[role=textbox],textarea,select")) return true;
  return target instanceof HTMLInputElement && TYPES_TEXT.test(target.type);
}

/** Space on a focused control presses that control; it must not also open the microphone. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("button,a,input,summary,[role],[tabindex]") !== null;
}

function matches(event: KeyboardEvent, combo: Combo, isApple: boolean): boolean {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const otherMod = isApple ? event.ctrlKey : event.metaKey;
  if (key !== combo.key || mod !== Boolean(combo.mod) || otherMod || event.altKey) return false;
  return combo.key === "?" || event.shiftKey === Boolean(combo.shift);
}

export interface ShortcutOptions {
  /** Whether letters alone may act now. Asked at each key. */
  singleLetters(): boolean;
  readonly target?: EventTarget;
  readonly isApple?: boolean;
}

/** Binds what is handled; other keys pass. Silent while a dialog or a menu is open. Returns unbind. */
export function bindShortcuts(handlers: ShortcutHandlers, options: ShortcutOptions): () => void {
  const target = options.target ?? globalThis.document;
  const isApple = options.isApple ?? apple();
  let holding: HoldHandler | null = null;

  const allowed = (event: KeyboardEvent, combo: Combo): boolean => {
    if (combo.mod) return true;
    if (isTyping(event.target) || !options.singleLetters()) return false;
    if (combo.key === "space" && isControl(event.target)) return false;
    return !document.querySelector("dialog[open],[role=menu]:popover-open");
  };
  const down = (event: Event) => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
    for (const [id, handler] of Object.entries(handlers) as [ShortcutId, ShortcutHandler | HoldHandler][]) {
      const combo = SHORTCUTS[id].combos.find((each) => matches(event, each, isApple));
      if (!combo || !allowed(event, combo)) continue;
      event.preventDefault();
      if (event.repeat) return;
      if (typeof handler === "function") return handler();
      holding = handler;
      return handler.down();
    }
  };
  const release = () => {
    holding?.up();
    holding = null;
  };
  const up = (event: Event) => {
    if (event instanceof KeyboardEvent && event.key === " ") release();
  };
  target.addEventListener("keydown", down);
  target.addEventListener("keyup", up);
  globalThis.addEventListener("blur", release); // the key may come up where we cannot see it
  return () => {
    release();
    target.removeEventListener("keydown", down);
    target.removeEventListener("keyup", up);
    globalThis.removeEventListener("blur", release);
  };
}
