/** Codes that the browser's side adds to the server's own. */
export type LocalCode = "offline" | "timeout" | "unreachable" | "unreadable" | "session_ended";

interface ProblemOptions {
  readonly status?: number;
  /** The part of the request that is to blame. */
  readonly field?: string | null;
  readonly retryAfterS?: number | null;
  readonly cause?: unknown;
}

/** A request that did not succeed: a stable `code` to decide by, the server's own sentence in `message`. */
export class ApiProblem extends Error {
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly field: string | null;
  readonly retryAfterS: number | null;

  constructor(code: string, message: string, options: ProblemOptions = {}) {
    super(message, { cause: options.cause });
    this.name = "ApiProblem";
    this.code = code;
    this.status = options.status ?? 0;
    this.field = options.field ?? null;
    this.retryAfterS = options.retryAfterS ?? null;
  }
}
