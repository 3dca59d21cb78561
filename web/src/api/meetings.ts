import { ask } from "./session";
import type { Ice, Meeting } from "./types";

/** A new meeting with a code nobody can guess; guests may too. */
export function createMeeting(title = ""): Promise<Meeting> {
  return ask("/meetings", { method: "POST", body: { title }, guest: true });
}

/** Throws `ApiProblem("meeting_not_found")` for a code nobody ever made or joined. */
export function getMeeting(code: string, signal?: AbortSignal): Promise<Meeting> {
  return ask(`/meetings/${encodeURIComponent(code)}`, { guest: true, ...(signal && { signal }) });
}

export function getIce(signal?: AbortSignal): Promise<Ice> {
  return ask("/ice", { guest: true, ...(signal && { signal }) });
}
