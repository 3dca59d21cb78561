// What the product finds around itself in the gallery: a server of fixed answers, and a browser that keeps nothing.

import type { User } from "@/api/types";

/** What the server says: a body, a refusal, or nothing for as long as one waits. By "GET /users/me". */
export type Answer = { readonly body: unknown } | { readonly refusal: Refusal } | "never" | "unreachable";
export type Answers = Readonly<Record<string, Answer>>;

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message?: string;
  readonly field?: string;
  readonly retry_after_s?: number;
}

export const ANA: User = { id: "u-ana", name: "Ana Sofía", username: "ana" };
const PREFIX = "/api/v1";

export function makeWorld(wish: { readonly signedIn: boolean; readonly answers: Answers }): void {
  const kept = wish.signedIn
    ? { token: "gallery", "tertulia:token-until": "9999999999999", "tertulia:user": JSON.stringify(ANA) }
    : {};
  Object.defineProperty(window, "localStorage", { value: new Drawer(kept) });
  Object.defineProperty(window, "sessionStorage", { value: new Drawer({}) });
  const real = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (!pathname.startsWith(PREFIX)) return real(input, init);
    const asked = `${init?.method ?? "GET"} ${pathname.slice(PREFIX.length)}`;
    return give(wish.answers[asked] ?? USUAL[asked] ?? NOT_FOUND, init?.signal);
  };
}

const USUAL: Answers = {
  "GET /users/me": { body: ANA },
  "GET /users/get_all_activity": { body: [] },
};
const NOT_FOUND: Answer = { refusal: { status: 404, code: "not_found" } };

async function give(answer: Answer, signal: AbortSignal | null | undefined): Promise<Response> {
  if (answer === "unreachable") throw new TypeError("nobody answers");
  if (answer === "never") return new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));
  if ("body" in answer) return Response.json(answer.body);
  return Response.json(answer.refusal, { status: answer.refusal.status });
}

/** A Storage that is empty again with the next page. */
class Drawer implements Storage {
  readonly #things: Map<string, string>;
  constructor(things: Readonly<Record<string, string>>) {
    this.#things = new Map(Object.entries(things));
  }
  get length() {
    return this.#things.size;
  }
  key(index: number) {
    return [...this.#things.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.#things.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.#things.set(key, value);
  }
  removeItem(key: string) {
    this.#things.delete(key);
  }
  clear() {
    this.#things.clear();
  }
}
