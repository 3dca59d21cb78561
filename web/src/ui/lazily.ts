import { type ComponentProps, type ComponentType, createElement, lazy, useState } from "react";
import { persist } from "@/lib/persist";

// biome-ignore lint/suspicious/noExplicitAny: as in React's own declaration of `lazy`; `unknown` would refuse every component
type AnyComponent = ComponentType<any>;
type Load<T extends AnyComponent> = () => Promise<{ default: T }>;

const fetched = new Map<Load<AnyComponent>, AnyComponent>();

/** Fetches a part before anybody wants it; whoever shows it after that has it at once. */
export async function fetchPart(load: Load<AnyComponent>): Promise<void> {
  fetched.set(load, (await load()).default);
}

/**
 * What `load` gives: at once where it was fetched, else as `later` has it. React would show a fallback even for what
 * is there, and a fallback that it has begun to show stays for 300 ms.
 */
export function atOnce<T extends AnyComponent>(load: Load<T>, later: AnyComponent): ComponentType<ComponentProps<T>> {
  return function Part(props: ComponentProps<T>) {
    const [shown] = useState<AnyComponent>(() => fetched.get(load) ?? later);
    return createElement(shown, props);
  };
}

/**
 * As React's `lazy`, for a part whose whole must stand without it: while the network is gone it is not there yet,
 * where `lazy` would fail, once and for all, and take with it what is around it.
 */
export function lazily<T extends AnyComponent>(load: Load<T>): ComponentType<ComponentProps<T>> {
  let first = true;
  const whole = async () => {
    if (!first) await fetchMissingStyles();
    first = false;
    return load();
  };
  return atOnce(
    load,
    lazy(() => persist(whole)),
  );
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
