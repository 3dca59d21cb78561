export interface BackoffPolicy {
  readonly firstMs: number;
  readonly maxMs: number;
  /** 1.5 to 3 is usual. */
  readonly factor: number;
  /** 0..1: the share of each delay that is left to chance, so that a crowd does not come back as one. */
  readonly jitter: number;
}

export const RECONNECT: BackoffPolicy = { firstMs: 300, maxMs: 8000, factor: 2, jitter: 0.4 };

/**
 * How long to wait before try number `attempt` (0 is the first retry), milliseconds.
 *
 * `random` is 0..1. The delay never exceeds `maxMs` and never falls under (1 - jitter) of its step.
 */
export function backoffMs(attempt: number, policy: BackoffPolicy = RECONNECT, random = Math.random()): number {
  const step = Math.min(policy.maxMs, policy.firstMs * policy.factor ** attempt);
  return Math.round(step * (1 - policy.jitter * random));
}
