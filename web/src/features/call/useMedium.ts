import { useSyncExternalStore } from "react";

/** Whether a media query holds now. */
export function useQuery(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = globalThis.matchMedia?.(query);
      list?.addEventListener("change", changed);
      return () => list?.removeEventListener("change", changed);
    },
    () => globalThis.matchMedia?.(query).matches ?? false,
  );
}

/** How many controls fit: narrow (phones), middle (tablets, phones on their side), wide. */
export function useRoom(): "narrow" | "middle" | "wide" {
  const wide = useQuery("(min-width: 62rem)");
  const middle = useQuery("(min-width: 40rem)");
  return wide ? "wide" : middle ? "middle" : "narrow";
}
