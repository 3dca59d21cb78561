// Whether the server answers at all.

/** False also when it answers that it cannot serve now. */
export async function serverAnswers(withinMs: number): Promise<boolean> {
  try {
    return (await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(withinMs) })).ok;
  } catch {
    return false;
  }
}
