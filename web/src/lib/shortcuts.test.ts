import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ariaKeys, bindShortcuts, keysOf, type ShortcutHandlers } from "./shortcuts";

let unbind = () => {};
let letters = true;

function bind(handlers: ShortcutHandlers, isApple = false) {
  unbind = bindShortcuts(handlers, { singleLetters: () => letters, isApple });
}

function press(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

function add<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string> = {}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  return element;
}

beforeEach(() => {
  letters = true;
});
afterEach(() => {
  unbind();
  document.body.replaceChildren();
});

describe("a shortcut", () => {
  test("acts on its letter and on its combination, and keeps the browser out of it", () => {
    const mic = vi.fn();
    bind({ mic });
    expect(press("m").defaultPrevented).toBe(true);
    expect(press("d", { ctrlKey: true }).defaultPrevented).toBe(true);
    expect(mic).toHaveBeenCalledTimes(2);
  });

  test("uses Cmd on Apple, and leaves Ctrl alone there", () => {
    const mic = vi.fn();
    bind({ mic }, true);
    press("d", { ctrlKey: true });
    expect(mic).not.toHaveBeenCalled();
    press("d", { metaKey: true });
    expect(mic).toHaveBeenCalledOnce();
  });

  test("does not take Ctrl+C, Ctrl+V or Ctrl+R from anyone", () => {
    const handlers = { chat: vi.fn(), camera: vi.fn(), hand: vi.fn() };
    bind(handlers);
    for (const key of ["c", "v", "r"]) expect(press(key, { ctrlKey: true }).defaultPrevented).toBe(false);
    for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
  });

  test.each(["input", "textarea", "select"] as const)("lets a letter be typed into <%s>", (tag) => {
    const chat = vi.fn();
    const mic = vi.fn();
    bind({ chat, mic });
    const field = add(tag);
    press("c", {}, field);
    expect(chat).not.toHaveBeenCalled();
    press("d", { ctrlKey: true }, field);
    expect(mic, "combinations still act").toHaveBeenCalledOnce();
  });

  test("can be taken from single letters", () => {
    const mic = vi.fn();
    letters = false;
    bind({ mic });
    press("m");
    expect(mic).not.toHaveBeenCalled();
    press("d", { ctrlKey: true });
    expect(mic).toHaveBeenCalledOnce();
  });

  test("does not repeat while the key is held", () => {
    const mic = vi.fn();
    bind({ mic });
    press("m");
    press("m", { repeat: true });
    expect(mic).toHaveBeenCalledOnce();
  });

  test("is silent behind a dialog", () => {
    const mic = vi.fn();
    bind({ mic });
    add("dialog", { open: "" });
    press("m");
    expect(mic).not.toHaveBeenCalled();
  });
});

describe("holding the space bar", () => {
  const talk = { down: vi.fn(), up: vi.fn() };
  beforeEach(() => {
    talk.down.mockClear();
    talk.up.mockClear();
  });

  test("talks from down to up", () => {
    bind({ talk });
    press(" ");
    expect(talk.down).toHaveBeenCalledOnce();
    document.body.dispatchEvent(new KeyboardEvent("keyup", { key: " ", bubbles: true }));
    expect(talk.up).toHaveBeenCalledOnce();
  });

  test("ends when the window loses the keyboard", () => {
    bind({ talk });
    press(" ");
    window.dispatchEvent(new Event("blur"));
    expect(talk.up).toHaveBeenCalledOnce();
  });

  test("presses a focused button instead of talking", () => {
    bind({ talk });
    expect(press(" ", {}, add("button")).defaultPrevented).toBe(false);
    expect(talk.down).not.toHaveBeenCalled();
  });
});

test("keys are named as on the keyboard at hand", () => {
  expect(keysOf("leave", false)).toEqual([["Ctrl", "Shift", "L"]]);
  expect(keysOf("mic", true)).toEqual([["⌘", "D"], ["M"]]);
  expect(ariaKeys("mic", false)).toBe("Control+D M");
  expect(ariaKeys("talk", false)).toBe("Space");
});
