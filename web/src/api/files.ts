// Files of a chat: sent and fetched as whoever sits in the room, or, later, as whoever has the meeting in a history.
// Never by an address that opens by itself: who may have a file is shown in a header.

import { now } from "@/lib/clock";
import { PREFIX, refusalOf, send } from "./http";
import { ApiProblem } from "./problem";
import { accessToken } from "./session";
import type { SharedFile } from "./types";

export interface Sending {
  readonly done: Promise<SharedFile>;
  cancel(): void;
}

/**
 * Sends the bytes of a file; `fetch` could not tell how far it has come.
 *
 * `done` rejects with `ApiProblem` (`file_too_large`, `meeting_files_full`, ...), or an `AbortError` after `cancel`.
 */
export function sendFile(
  room: string,
  pass: string,
  file: { readonly name: string; readonly bytes: Blob },
  progress: (share: number) => void,
): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<SharedFile>((resolve, reject) => {
    request.open("POST", `${PREFIX}/meetings/${encodeURIComponent(room)}/files`);
    request.setRequestHeader("Authorization", `Bearer ${pass}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name.toWellFormed()));
    request.upload.onprogress = (event) => progress(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText));
      else reject(refusalOf(request.status, request.responseText, request.getResponseHeader("Retry-After"), now()));
    };
    request.onerror = () => reject(new ApiProblem("unreachable", "The server cannot be reached."));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    request.send(file.bytes);
  });
  return { done, cancel: () => request.abort() };
}

/** The bytes of a shared file; its type is only ever that of a picture which the server recognised. */
export async function fetchFile(id: string, pass: string | null, signal?: AbortSignal): Promise<Blob> {
  const token = pass ?? (await accessToken());
  const headers = new Headers(token ? { Authorization: `Bearer ${token}` } : {});
  let response: Response;
  try {
    response = await fetch(`${PREFIX}/files/${encodeURIComponent(id)}`, { headers, ...(signal && { signal }) });
    if (response.ok) return await response.blob();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new ApiProblem("unreachable", "The server cannot be reached.", { cause });
  }
  throw refusalOf(response.status, await response.text(), response.headers.get("Retry-After"), now());
}

/** Before a line brings it to the others. */
export async function takeBackFile(id: string, pass: string): Promise<void> {
  await send(`/files/${encodeURIComponent(id)}`, { method: "DELETE", token: pass, keepalive: true });
}
