import { useEffect, useRef } from "react";
import { bindShortcuts, type HoldHandler, type ShortcutHandlers, type ShortcutId } from "@/lib/shortcuts";

/** Binds what is handled while mounted; the newest handlers are used. `singleLetters`: may letters alone act? */
export function useShortcuts(handlers: ShortcutHandlers, singleLetters: boolean): void {
  const newest = useRef({ handlers, singleLetters });
  useEffect(() => {
    newest.current = { handlers, singleLetters };
  });
  const ids = Object.keys(handlers).sort().join();
  useEffect(() => {
    const bound: ShortcutHandlers = {};
    for (const id of ids.split(",").filter(Boolean) as ShortcutId[]) {
      const now = () => newest.current.handlers[id];
      bound[id] =
        typeof now() === "function"
          ? () => (now() as () => void)()
          : { down: () => (now() as HoldHandler).down(), up: () => (now() as HoldHandler).up() };
    }
    return bindShortcuts(bound, { singleLetters: () => newest.current.singleLetters });
  }, [ids]);
}
