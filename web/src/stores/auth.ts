// Who is signed in, in this tab and in the others.

import { createStore } from "zustand/vanilla";
import { hasToken, onSession } from "@/api/session";
import type { User } from "@/api/types";
import * as users from "@/api/users";
import { bare, kept, readJson } from "@/lib/storage";

/** checking: there is a token, and we do not know yet whose. */
export type AuthStatus = "checking" | "guest" | "signedIn";

export interface AuthState {
  readonly status: AuthStatus;
  readonly user: User | null;
  /** Why nobody is signed in any more, for one sentence on the page: `ended` by the server, `left` in another tab. */
  readonly gone: "ended" | "left" | null;
}

const USER = "user";
/** What the settings of this browser and of the account have in common (accountSettings.ts): whoever comes next has none. */
export const AGREED = "agreed-settings";

function known(): AuthState {
  if (!hasToken()) return { status: "guest", user: null, gone: null };
  const user = readJson<User | null>(kept, USER, null);
  return user ? { status: "signedIn", user, gone: null } : { status: "checking", user: null, gone: null };
}

export const auth = createStore<AuthState>(known);

function enter(user: User): void {
  kept.set(USER, JSON.stringify(user));
  auth.setState({ status: "signedIn", user, gone: null });
}

function forget(gone: AuthState["gone"]): void {
  kept.set(USER, null);
  kept.set(AGREED, null);
  if (auth.getState().status !== "guest") auth.setState({ status: "guest", user: null, gone });
}

/** Throws `ApiProblem`. */
export async function login(username: string, password: string): Promise<User> {
  const user = await users.login(username, password);
  enter(user);
  return user;
}

/** Makes the account and signs in. Throws `ApiProblem`. */
export async function register(account: users.Account): Promise<User> {
  await users.register(account);
  return login(account.username, account.password);
}

/** Signed out here whatever happens; the server's side of it is best effort. */
export async function logout(): Promise<void> {
  const token = bare.get("token");
  forget(null);
  await users.logout(token).catch(() => undefined);
}

/** Finds out whose token there is, if we do not know; renews what we know of them otherwise. */
export async function checkIn(): Promise<void> {
  if (auth.getState().status === "guest") return;
  try {
    enter(await users.me());
  } catch {
    // the session tells of its end by itself; without an answer we keep what we know
    if (auth.getState().status === "checking") auth.setState({ status: "guest", user: null, gone: null });
  }
}

onSession((event) => {
  if (event !== "changed") return forget(event);
  // most often another tab only renewed the token of the same person
  if (auth.getState().status === "guest") auth.setState({ status: "checking", user: null, gone: null });
  void checkIn();
});
