/** granted: no question will be asked · prompt: one will · denied: the answer was no, for good */
export type Permission = "granted" | "prompt" | "denied";

/** What the browser would answer now for the wanted devices; "prompt" where it does not tell. */
export async function permissionFor(wanted: { readonly mic: boolean; readonly camera: boolean }): Promise<Permission> {
  const names = [wanted.mic && "microphone", wanted.camera && "camera"].filter((name) => name !== false);
  const answers = await Promise.all(names.map(ask));
  if (answers.includes("prompt")) return "prompt";
  return answers.includes("granted") || answers.length === 0 ? "granted" : "denied";
}

async function ask(name: string): Promise<Permission> {
  try {
    const status = await navigator.permissions.query({ name: name as PermissionName });
    return status.state;
  } catch {
    return "prompt"; // a browser that does not know the name
  }
}
