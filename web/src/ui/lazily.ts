import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { persist } from "@/lib/persist";

/**
 * As React's `lazy`, for a part whose whole must stand without it: while the network is gone it is not there yet,
 * where `lazy` would fail, once and for all, and take with it what is around it.
 */
// biome-ignore lint/suspicious/noExplicitAny: as in React's own declaration; `unknown` would refuse every component
export function lazily<T extends ComponentType<any>>(load: () => Promise<{ default: T }>): LazyExoticComponent<T> {
  let first = true;
  const whole = async () => {
    if (!first) await fetchMissingStyles();
    first = false;
    return load();
  };
  return lazy(() => persist(whole));
}

/** Vite asks for the styles of a part once; the next time it takes them for there, whether they came or not. */
async function fetchMissingStyles(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")];
  await Promise.all(links.filter(({ sheet }) => sheet === null).map(({ href }) => fetchStyles(href)));
}

function fetchStyles(href: string): Promise<void> {
  const link = document.createElement("link");
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => {
      link.remove();
      reject(new Error(`no styles from ${href}`));
    };
    link.rel = "stylesheet";
    link.href = href;
    document.head.append(link);
  });
}
