import type { SharedFile } from "@/api/types";
import type { FileNote } from "@/call/contract";

/** A file as chat lines have it, from how the REST API tells it. */
export function noteOf({ id, name, media_type, size, width, height }: SharedFile): FileNote {
  return { id, name, mediaType: media_type, size, width, height };
}
