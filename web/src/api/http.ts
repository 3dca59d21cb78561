// One request to the REST API. Knows nothing of sign-ins: see session.ts.

import { now } from "@/lib/clock";
import { ApiProblem } from "./problem";

export const PREFIX = "/api/v1";
const TIMEOUT_MS = 15_000;

export interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly token?: string | null;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Let it finish although the page is closing. */
  readonly keepalive?: boolean;
}

/**
 * The JSON of the answer; undefined when it has none.
 *
 * Throws `ApiProblem` for every refusal and for no answer at all; the signal's own reason when the caller aborts.
 */
export async function send<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = "GET", body, token, signal, timeoutMs = TIMEOUT_MS, keepalive = false } = options;
  const headers = new Headers({ Accept: "application/json" });
  if (body !== undefined) headers.set("Content-Type", "application/json");
  if (token) headers.set("Authorization", `Bearer ${token}`);
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let text: string;
  try {
    response = await fetch(PREFIX + path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      credentials: "same-origin",
      cache: "no-store",
      keepalive,
    });
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    throw noAnswer(timeout.aborted, cause);
  }
  if (!response.ok) throw refusal(response, text);
  return text === "" ? (undefined as T) : parse<T>(text);
}

function noAnswer(timedOut: boolean, cause: unknown): ApiProblem {
  if (timedOut) return new ApiProblem("timeout", "The server did not answer in time.", { cause });
  if (globalThis.navigator?.onLine === false) return new ApiProblem("offline", "This device is offline.", { cause });
  return new ApiProblem("unreachable", "The server cannot be reached.", { cause });
}

function parse<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new ApiProblem("unreadable", "The server's answer could not be read.", { cause });
  }
}

interface ProblemBody {
  message?: unknown;
  code?: unknown;
  field?: unknown;
  retry_after_s?: unknown;
}

function refusal(response: Response, text: string): ApiProblem {
  return refusalOf(response.status, text, response.headers.get("Retry-After"), now(), response.statusText);
}

/** The Problem in a refusal; something sensible when a proxy on the way answered with a page of its own. */
export function refusalOf(
  status: number,
  text: string,
  retryAfter: string | null,
  nowMs: number,
  statusText = "",
): ApiProblem {
  let body: ProblemBody = {};
  try {
    body = JSON.parse(text) ?? {};
  } catch {
    // not one of ours
  }
  const code = typeof body.code === "string" ? body.code : `http_${status}`;
  const message = typeof body.message === "string" ? body.message : statusText;
  return new ApiProblem(code, message, {
    status,
    field: typeof body.field === "string" ? body.field : null,
    retryAfterS: typeof body.retry_after_s === "number" ? body.retry_after_s : retryAfterS(retryAfter, nowMs),
  });
}

/** Retry-After in seconds or as a date (RFC 9110 section 10.2.3). */
function retryAfterS(value: string | null, nowMs: number): number | null {
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}
