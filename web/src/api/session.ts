// The access token: where it is kept, when it is renewed, who is told when it is gone.
//
// The refresh cookie changes at each use and an old one ends the sign-in, so at most one renewal may be under
// way in all tabs together: Web Locks see to it, or a lease in localStorage where there are none (plain HTTP).

import { now, sleep } from "@/lib/clock";
import { bare, kept, onOtherTab, readJson } from "@/lib/storage";
import { type RequestOptions, send } from "./http";
import { ApiProblem } from "./problem";
import type { SignedIn } from "./types";

const TOKEN = "token";
const UNTIL = "token-until";
const LEASE = "refresh-lease";
const LOCK = "tertulia:refresh";
/** Renewed so long before its end: a request may take a while, and clocks differ. */
const EARLY_MS = 30_000;
const LEASE_MS = 20_000;
const LEASE_POLL_MS = 60;

/** ended: the server no longer knows this sign-in · left: signed out, here or in another tab · changed: another one */
export type SessionEvent = "ended" | "left" | "changed";
const listeners = new Set<(event: SessionEvent) => void>();

/** Tells of what happens to the sign-in in this tab and the others. Returns unsubscribe. */
export function onSession(listener: (event: SessionEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(event: SessionEvent): void {
  for (const listener of listeners) listener(event);
}

onOtherTab(TOKEN, (value) => tell(value === null ? "left" : "changed"), "");

export function hasToken(): boolean {
  return bare.get(TOKEN) !== null;
}

export function keepToken(signedIn: SignedIn): void {
  kept.set(UNTIL, String(now() + signedIn.expires_in * 1000));
  bare.set(TOKEN, signedIn.token);
}

export function dropToken(): void {
  kept.set(UNTIL, null);
  bare.set(TOKEN, null);
}

function isFresh(): boolean {
  const until = Number(kept.get(UNTIL) ?? 0);
  return now() < until - EARLY_MS;
}

let renewing: Promise<string> | null = null;

/**
 * A token that is good for a while, renewed when needed; null for a guest.
 *
 * Throws `ApiProblem`: `session_ended` when the server does not renew it (the token is then dropped),
 * otherwise what kept us from asking.
 */
export async function accessToken(): Promise<string | null> {
  const token = bare.get(TOKEN);
  if (token === null) return null;
  return isFresh() ? token : renew(token);
}

function renew(stale: string): Promise<string> {
  renewing ??= alone(() => renewOnce(stale)).finally(() => {
    renewing = null;
  });
  return renewing;
}

async function renewOnce(stale: string): Promise<string> {
  const present = bare.get(TOKEN);
  if (present === null) throw ended();
  if (present !== stale) return present; // another tab was faster
  try {
    const signedIn = await send<SignedIn>("/users/refresh", { method: "POST" });
    if (!hasToken()) throw ended(); // signed out meanwhile
    keepToken(signedIn);
    return signedIn.token;
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.status !== 401) throw problem;
    dropToken();
    tell("ended");
    throw ended(problem);
  }
}

function ended(cause?: unknown): ApiProblem {
  return new ApiProblem("session_ended", "Please sign in again.", { status: 401, cause });
}

/** Runs `work` while no other tab of ours runs any. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  if (globalThis.navigator?.locks) return navigator.locks.request(LOCK, work);
  const mine = Math.random().toString(36).slice(2);
  for (;;) {
    const lease = readJson(kept, LEASE, { owner: "", until: 0 });
    if (lease.owner === mine) break;
    if (lease.until < now()) kept.set(LEASE, JSON.stringify({ owner: mine, until: now() + LEASE_MS }));
    if (kept.get(LEASE) === null) break; // nothing can be kept, so there is nothing to share either
    await sleep(LEASE_POLL_MS); // two that wrote at once: the last one to write has it
  }
  try {
    return await work();
  } finally {
    kept.set(LEASE, null);
  }
}

/**
 * A request in the name of whoever is signed in, or of a guest where `guest` allows it.
 *
 * A token that the server calls expired or unknown is renewed once, and the request repeated.
 */
export async function ask<T>(path: string, options: RequestOptions & { guest?: boolean } = {}): Promise<T> {
  const { guest, ...request } = options;
  let token: string | null = null;
  try {
    token = await accessToken();
  } catch (problem) {
    if (!guest || !(problem instanceof ApiProblem) || problem.code !== "session_ended") throw problem;
  }
  if (token === null && !guest) throw ended();
  try {
    return await send<T>(path, { ...request, token });
  } catch (problem) {
    const stale = problem instanceof ApiProblem && problem.status === 401 && token !== null;
    if (!stale) throw problem;
    return send<T>(path, { ...request, token: await renew(token as string) });
  }
}
