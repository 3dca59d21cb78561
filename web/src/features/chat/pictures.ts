// Pictures that were fetched, as object URLs, shared by whoever shows them; what nobody shows goes when there are many.

import { fetchFile } from "@/api/files";

const KEPT = 40;

interface Kept {
  readonly url: Promise<string>;
  shown: number;
}

const pictures = new Map<string, Kept>();

/** Ours: sent from here, so that it need not come back to be seen. */
export function keepPicture(id: string, url: string): void {
  pictures.set(id, { url: Promise.resolve(url), shown: 0 });
  tidy();
}

/** Resolves to an object URL that is good until `letGo`. `pass`: null outside of a call. */
export function holdPicture(id: string, pass: string | null): Promise<string> {
  const known = pictures.get(id);
  const kept = known ?? { url: fetchFile(id, pass).then((blob) => URL.createObjectURL(blob)), shown: 0 };
  pictures.delete(id); // the map is in order of last use
  pictures.set(id, kept);
  kept.shown += 1;
  if (!known)
    kept.url.catch(() => {
      if (pictures.get(id) === kept) pictures.delete(id); // the next one tries again
    });
  return kept.url;
}

export function letGo(id: string): void {
  const kept = pictures.get(id);
  if (kept) kept.shown -= 1;
  tidy();
}

function tidy(): void {
  for (const [id, kept] of pictures) {
    if (pictures.size <= KEPT) return;
    if (kept.shown > 0) continue;
    pictures.delete(id);
    kept.url.then(URL.revokeObjectURL, () => {});
  }
}
