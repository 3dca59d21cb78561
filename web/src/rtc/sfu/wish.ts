// What we look at, told to the server: it sends nothing else, and nothing larger than it is shown.

import { monotonic } from "@/lib/clock";
import type { Watched } from "../session";

/** Windows are dragged and pages turned: the server need not hear of every step. */
const EVERY_MS = 200;

export class Wishes {
  #tiles: readonly Watched[] | null = null;
  #say: ((text: string) => void) | null = null;
  #said = "";
  #rev = 0;
  #at = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Whole list; null: nobody has said, so that the server decides. */
  set(tiles: readonly Watched[] | null): void {
    this.#tiles = tiles;
    this.#flush();
  }

  /** There is somebody to say it to: a new one knows nothing. */
  open(say: (text: string) => void): void {
    this.#say = say;
    this.#said = "";
    this.#at = Number.NEGATIVE_INFINITY;
    this.#flush();
  }

  close(): void {
    this.#say = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #flush(): void {
    if (this.#say === null || this.#tiles === null || this.#timer !== null) return;
    const wish = JSON.stringify(this.#tiles);
    if (wish === this.#said) return;
    const waitMs = this.#at + EVERY_MS - monotonic();
    if (waitMs > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = null;
        this.#flush();
      }, waitMs);
      return;
    }
    this.#at = monotonic();
    this.#said = wish;
    this.#rev += 1;
    const message = { type: "media-wish", rev: this.#rev, tiles: this.#tiles, audioOnly: this.#tiles.length === 0 };
    this.#say(JSON.stringify(message));
  }
}
