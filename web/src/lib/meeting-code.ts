/**
 * The code of the meeting that a person typed or pasted: a bare code, a path or a whole link, with or without
 * query and slash. The same rule as the server's: the last path segment, whatever the host. "" when there is none.
 */
export function meetingCode(input: string): string {
  const text = input.trim();
  if (!text) return "";
  let path: string;
  try {
    path = new URL(text, "https://x.invalid/").pathname;
  } catch {
    return "";
  }
  const segments = path.split("/").filter(Boolean);
  try {
    return decodeURIComponent(segments.at(-1) ?? "")
      .normalize("NFC")
      .trim();
  } catch {
    return "";
  }
}

/** Where a meeting lives on this site. */
export function meetingPath(code: string): string {
  return `/m/${encodeURIComponent(code)}`;
}
