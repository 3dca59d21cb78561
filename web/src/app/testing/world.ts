// What the product finds around itself in the gallery: a server of fixed answers, and a browser that keeps nothing.

import type { User } from "@/api/types";

/** What the server says: a body, a picture, a refusal, or nothing for as long as one waits. By "GET /users/me". */
export type Answer =
  | { readonly body: unknown }
  | { readonly svg: string }
  | { readonly refusal: Refusal }
  | "never"
  | "unreachable";
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
  // the browser's own is everybody's and may refuse: what is shown then has a port in it that is another each time
  Object.defineProperty(navigator, "clipboard", { value: { writeText: async () => {} } });
  const real = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href);
    if (!pathname.startsWith(PREFIX)) return real(input, init);
    const asked = `${init?.method ?? "GET"} ${pathname.slice(PREFIX.length)}`;
    return give(wish.answers[asked] ?? USUAL[asked] ?? NOT_FOUND, init?.signal);
  };
}

/** Of the garden that they all talk about, seen from above: paths, beds, a tree, the water. */
const PLAN = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420" viewBox="0 0 640 420">
<path fill="#e9dfc7" d="M0 0h640v420H0z"/><path fill="#a9b98a" d="M30 30h250v150H30zM30 240h250v150H30zM360 240h250v150H360z"/>
<path fill="#7f9a63" d="M50 50h60v110H50zm80 0h60v110h-60zm80 0h50v110h-50zM380 260h210v30H380zm0 50h210v30H380z"/>
<path fill="#c98a5a" d="M50 260h210v20H50zm0 40h210v20H50zm0 40h210v20H50z"/>
<circle cx="485" cy="105" r="78" fill="#5f7f4c"/><circle cx="462" cy="88" r="40" fill="#789a5f"/>
<circle cx="320" cy="210" r="34" fill="#8fb7c4"/><circle cx="320" cy="210" r="20" fill="#a9cdd6"/></svg>`;

const USUAL: Answers = {
  "GET /files/plan": { svg: PLAN },
  "GET /users/me": { body: ANA },
  "GET /users/get_all_activity": { body: [] },
};
const NOT_FOUND: Answer = { refusal: { status: 404, code: "not_found" } };

async function give(answer: Answer, signal: AbortSignal | null | undefined): Promise<Response> {
  if (answer === "unreachable") throw new TypeError("nobody answers");
  if (answer === "never") return new Promise((_, fail) => signal?.addEventListener("abort", () => fail(signal.reason)));
  if ("body" in answer) return Response.json(answer.body);
  if ("svg" in answer) return new Response(answer.svg, { headers: { "Content-Type": "image/svg+xml" } });
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
