// Chat text to plain pieces. Only http and https addresses become links; the text is never markup.

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

const CANDIDATE = /\b(?:https?:\/\/|www\.)[^\s<>"'`\p{Cc}\p{Cf}]+/giu;
const TRAILING = /[.,;:!?…*_~]+$/u;

/** The pieces of a chat line, in order; joined, their texts are the line again. */
export function linkify(line: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of line.matchAll(CANDIDATE)) {
    const text = trimmed(match[0]);
    const href = address(text);
    if (href === null) continue;
    if (match.index > done) pieces.push({ kind: "text", text: line.slice(done, match.index) });
    pieces.push({ kind: "link", text, href });
    done = match.index + text.length;
  }
  if (done < line.length) pieces.push({ kind: "text", text: line.slice(done) });
  return pieces;
}

/** Without the punctuation that ends the sentence around it, and without a bracket it did not open. */
function trimmed(candidate: string): string {
  let text = candidate;
  for (;;) {
    const shorter = withoutLooseBracket(text.replace(TRAILING, ""));
    if (shorter === text) return text;
    text = shorter;
  }
}

function withoutLooseBracket(text: string): string {
  const pair = { ")": "(", "]": "[", "}": "{" }[text.at(-1) ?? ""];
  if (pair === undefined) return text;
  const closing = text.at(-1) as string;
  return text.split(closing).length > text.split(pair).length ? text.slice(0, -1) : text;
}

/** The address to open, or null when it is not one that a person would want behind a click. */
function address(text: string): string | null {
  try {
    const url = new URL(/^www\./i.test(text) ? `https://${text}` : text);
    if (url.protocol !== "https:" && url.protocol !== "http:") return null;
    if (url.username !== "" || url.password !== "") return null; // https://bank.example@evil.example
    return url.hostname === "" || url.hostname === "www." ? null : url.href;
  } catch {
    return null;
  }
}
