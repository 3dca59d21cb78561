/** The tabs of one browser, who hear each other; the DOM that tests run in has none. */
export class FakeChannel {
  static #all = new Set<FakeChannel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(readonly name: string) {
    FakeChannel.#all.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of FakeChannel.#all) {
      if (other !== this && other.name === this.name) queueMicrotask(() => other.onmessage?.({ data }));
    }
  }

  close(): void {
    this.onmessage = null;
    FakeChannel.#all.delete(this);
  }
}
