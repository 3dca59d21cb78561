import { send } from "./http";
import { ask, dropToken, keepToken } from "./session";
import type { AccountSettings, Activity, ActivityDetail, SearchResults, SignedIn, User } from "./types";

export interface Account {
  readonly name: string;
  readonly username: string;
  readonly password: string;
}

/** Throws `ApiProblem`: `username_taken`, a 422 with its `field`, `rate_limited`. */
export async function register(account: Account): Promise<void> {
  await send("/users/register", { method: "POST", body: account });
}

/** Throws `ApiProblem`: `wrong_credentials`, `rate_limited`, `busy`. Keeps the token. */
export async function login(username: string, password: string): Promise<User> {
  const signedIn = await send<SignedIn>("/users/login", { method: "POST", body: { username, password } });
  keepToken(signedIn);
  return signedIn.user;
}

/** Signed out here at once; the server is told if it can be reached. */
export async function logout(token: string | null): Promise<void> {
  dropToken();
  await send("/users/logout", { method: "POST", token, keepalive: true });
}

export function me(): Promise<User> {
  return ask("/users/me");
}

export function getSettings(): Promise<AccountSettings> {
  return ask("/users/me/settings");
}

/** Throws `ApiProblem("settings_changed")` when another browser was faster: ask for them again. */
export function putSettings(next: AccountSettings): Promise<AccountSettings> {
  return ask("/users/me/settings", { method: "PUT", body: next, keepalive: true });
}

/** Every meeting this user joined, oldest first. */
export function activities(signal?: AbortSignal): Promise<Activity[]> {
  return ask("/users/get_all_activity", signal && { signal });
}

export function activity(id: string, signal?: AbortSignal): Promise<ActivityDetail> {
  return ask(`/users/activity/${encodeURIComponent(id)}`, signal && { signal });
}

/** One's own meetings in which every word of the query is found, newest first; `after`: of the page before. */
export function searchActivities(query: string, after: string | null, signal?: AbortSignal): Promise<SearchResults> {
  const asked = new URLSearchParams({ q: query, ...(after && { after }) });
  return ask(`/users/search?${asked}`, signal && { signal });
}

export async function deleteActivity(id: string): Promise<void> {
  await ask(`/users/activity/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** Notes that the signed-in user joins a meeting. */
export async function addToActivity(code: string): Promise<void> {
  await ask("/users/add_to_activity", { method: "POST", body: { meeting_code: code } });
}
