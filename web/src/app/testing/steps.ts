// What a visitor of the gallery does once the page stands: by the names that are read out, in English.

export type Step = { readonly press: string } | { readonly write: string; readonly into: string } | (() => void);

const CONTROLS = "button, a[href], [role^=menuitem], [role=tab], summary";
const LOOK_AGAIN_MS = 20;
const LOOKS_BEFORE_MORE = 15;

/** Does the steps in order, waiting for what each needs; says which one it cannot do by never ending. */
export async function walk(steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    if (typeof step === "function") step();
    else if ("press" in step) (await found(() => named(CONTROLS, step.press) ?? openMore(step.press))).click();
    else write(await found(() => field(step.into)), step.write);
    await pause();
  }
}

function named(selector: string, name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find(
    (each) =>
      (each.getAttribute("aria-label") ?? each.textContent ?? "").trim().startsWith(name) && each.checkVisibility(),
  );
}

/** On phones some of it is in the menu "More": opened once it has had time to be anywhere else. */
function openMore(name: string): undefined {
  looked = { name, times: looked.name === name ? looked.times + 1 : 1 };
  const more = named("button", "More");
  if (looked.times === LOOKS_BEFORE_MORE && more?.ariaExpanded === "false") more.click();
}
let looked = { name: "", times: 0 };

function field(label: string): HTMLInputElement | undefined {
  const inputs = [...document.querySelectorAll<HTMLInputElement>("input, textarea")];
  const nameOf = (input: HTMLInputElement) => input.ariaLabel ?? input.labels?.[0]?.textContent ?? input.placeholder;
  return inputs.find((input) => nameOf(input).trim().startsWith(label));
}

/** As typing would: React listens to the event and asks the prototype's setter for the value. */
function write(input: HTMLInputElement, text: string): void {
  input.focus();
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), "value")?.set?.call(input, text);
  input.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }));
}

async function found<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const it = look();
    if (it) return it;
    await pause();
  }
}

const pause = () => new Promise((go) => setTimeout(go, LOOK_AGAIN_MS));
