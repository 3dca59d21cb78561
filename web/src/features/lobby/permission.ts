/** granted: no question will be asked · prompt: one will · denied: the answer was no, for good */
export type Permission = "granted" | "prompt" | "denied";

/** What the browser would answer now for the wanted devices; "prompt" where it does not tell. */
export async function permissionFor(wanted: { readonly mic: boolean; readonly camera: boolean }): Promise<Permission> {
  const names = [wanted.mic && "microphone", wanted.camera && "camera"].filter((name) => name !== false);
  const answers = await Promise.all(names.map(asked));
  if (answers.includes("prompt")) return "prompt";
  return answers.includes("granted") || answers.length === 0 ? "granted" : "denied";
}

/** Calls back when an answer changes, as when somebody lifts a block in the browser's own settings. Returns unsubscribe. */
export function onPermission(listener: () => void): () => void {
  const leaving = new AbortController();
  for (const name of ["microphone", "camera"])
    query(name).then(
      (status) => status.addEventListener?.("change", listener, { signal: leaving.signal }),
      () => undefined, // a browser that does not know the name
    );
  return () => leaving.abort();
}

const ahead = new Map<string, Promise<Permission>>();

/** Asks the browser while the page that wants to know is still on its way. */
export function askAhead(): void {
  for (const name of ["microphone", "camera"]) ahead.set(name, ask(name));
}

/** What was asked ahead, once: it grows old. */
function asked(name: string): Promise<Permission> {
  const before = ahead.get(name);
  ahead.delete(name);
  return before ?? ask(name);
}

async function query(name: string): Promise<PermissionStatus> {
  return navigator.permissions.query({ name: name as PermissionName });
}

async function ask(name: string): Promise<Permission> {
  try {
    return (await query(name)).state;
  } catch {
    return "prompt"; // a browser that does not know the name
  }
}
