import { afterEach, describe, expect, it } from "vitest";
import { bindShortcuts } from "@/lib/shortcuts";
import { holdToTalk } from "./holdToTalk";

let stop = () => {};
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function microphone(on: boolean) {
  const log: boolean[] = [];
  let now = on;
  const talk = holdToTalk({
    isOn: () => now,
    set: (next) => {
      now = next;
      log.push(next);
    },
  });
  stop = bindShortcuts({ talk }, { singleLetters: () => true });
  return log;
}
const press = (type: "keydown" | "keyup", target: EventTarget = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent(type, { code: "Space", key: " ", bubbles: true, cancelable: true, ...more }));

describe("push to talk", () => {
  it("opens the microphone while Space is held", () => {
    const log = microphone(false);
    press("keydown");
    press("keydown", document.body, { repeat: true });
    expect(log).toEqual([true]);
    press("keyup");
    expect(log).toEqual([true, false]);
  });

  it("leaves an open microphone alone", () => {
    const log = microphone(true);
    press("keydown");
    press("keyup");
    expect(log).toEqual([]);
  });

  it.each(["button", "input", "textarea"])("leaves Space to a focused %s", (tag) => {
    const log = microphone(false);
    press("keydown", document.body.appendChild(document.createElement(tag)));
    expect(log).toEqual([]);
  });

  it("closes the microphone when the window loses the keyboard, and when the call ends", () => {
    const log = microphone(false);
    press("keydown");
    window.dispatchEvent(new Event("blur"));
    expect(log).toEqual([true, false]);
    press("keydown");
    stop();
    expect(log).toEqual([true, false, true, false]);
  });
});
