import { Ahead } from "@/lib/ahead";

/** granted: no question will be asked · prompt: one will · denied: the answer was no, for good */
export type Permission = "granted" | "prompt" | "denied";

const ahead = new Ahead<Permission>();

/** What the browser would answer now for the wanted devices; "prompt" where it does not tell. */
export async function permissionFor(wanted: { readonly mic: boolean; readonly camera: boolean }): Promise<Permission> {
  const names = [wanted.mic && "microphone", wanted.camera && "camera"].filter((name) => name !== false);
  const answers = await Promise.all(names.map((name) => ahead.take(name) ?? ask(name)));
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

/** Asks the browser while the door is still on its way. */
export function askAhead(): void {
  for (const name of ["microphone", "camera"]) ahead.put(name, ask(name));
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
