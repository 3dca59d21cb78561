/** A path on this site to go to after signing in; the fallback for anything that leads elsewhere. */
export function safeNext(next: string | null, fallback = "/home"): string {
  if (!next?.startsWith("/") || !URL.canParse(next, "https://here.invalid")) return fallback;
  const url = new URL(next, "https://here.invalid"); // "//host" and "/\\host" lead elsewhere, as in a browser
  if (url.host !== "here.invalid" || /^\/sign(in|up)\b/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}

/** Where to sign in and come back from. */
export function signInPath(from: string, page: "signin" | "signup" = "signin"): string {
  const next = safeNext(from, "");
  return next && next !== "/" && next !== "/home" ? `/${page}?next=${encodeURIComponent(next)}` : `/${page}`;
}
