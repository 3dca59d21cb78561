// What somebody is about to say: text, what it answers, files on their way. It belongs to the call, not to the panel:
// closing the chat loses nothing.

import { createStore, type StoreApi } from "zustand/vanilla";
import { type Sending, sendFile, takeBackFile } from "@/api/files";
import { describe } from "@/api/words";
import type { CallController, ChatEntry, FileNote } from "@/call/contract";
import { t } from "@/lib/i18n";
import { bytesLeft } from "./groups";
import { noteOf } from "./notes";
import { prepared } from "./photos";
import { keepPicture } from "./pictures";
import { formatSize } from "./sizes";

/** Of one line, as the server counts. */
export const FILES_MOST = 10;

/** A file on its way. `share`: how much of it has been sent, 0 to 1. */
export interface Parcel {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** An object URL, for a picture. */
  readonly preview: string | null;
  readonly share: number;
  readonly state: "sending" | "done" | "failed";
  readonly problem?: string;
  /** What it is once it has arrived. */
  readonly note?: FileNote;
  /** Trying again would not help. */
  readonly hopeless?: boolean;
}

export interface Draft {
  readonly text: string;
  readonly reply: ChatEntry | null;
  readonly parcels: readonly Parcel[];
  /** Send was pressed while files were on their way. */
  readonly sendWhenReady: boolean;
  /** Something that could not even become a parcel. */
  readonly problem: string | null;
}

const EMPTY: Draft = { text: "", reply: null, parcels: [], sendWhenReady: false, problem: null };
const drafts = new WeakMap<CallController, Drafting>();

export function draftOf(call: CallController): Drafting {
  const known = drafts.get(call) ?? new Drafting(call);
  drafts.set(call, known);
  return known;
}

export class Drafting {
  readonly store: StoreApi<Draft> = createStore(() => EMPTY);
  #files = new Map<number, File>();
  #sendings = new Map<number, Sending>();
  #next = 1;

  constructor(private readonly call: CallController) {}

  write(text: string): void {
    this.store.setState({ text, sendWhenReady: false });
  }

  answer(reply: ChatEntry | null): void {
    this.store.setState({ reply });
  }

  add(files: readonly File[]): void {
    const { fileBytes } = this.call.store.getState();
    if (fileBytes === 0) {
      this.store.setState({ problem: t("chat.filesOff") });
      return;
    }
    const room = FILES_MOST - this.store.getState().parcels.length;
    this.store.setState({
      problem: files.length > room ? t("chat.filesMost", { count: FILES_MOST }) : null,
      sendWhenReady: false,
    });
    for (const file of files.slice(0, room)) this.#add(file, fileBytes);
  }

  remove(id: number): void {
    const parcel = this.#parcel(id);
    this.#sendings.get(id)?.cancel();
    this.#forget(id);
    this.store.setState((s) => ({ parcels: s.parcels.filter((p) => p.id !== id), problem: null }));
    if (parcel?.preview) URL.revokeObjectURL(parcel.preview);
    const pass = this.call.seatPass();
    if (parcel?.note && pass) takeBackFile(parcel.note.id, pass).catch(() => {}); // the server sweeps it up by itself
    this.#maybeSend();
  }

  retry(id: number): void {
    const file = this.#files.get(id);
    if (file) void this.#send(id, file);
  }

  /** Now, or as soon as every file has arrived. */
  send(): void {
    this.store.setState({ sendWhenReady: true });
    this.#maybeSend();
  }

  get sendable(): boolean {
    const { text, parcels } = this.store.getState();
    return (text.trim() !== "" || parcels.length > 0) && bytesLeft(text.trim()) >= 0;
  }

  #add(file: File, most: number): void {
    const id = this.#next++;
    const preview = file.type.startsWith("image/") && file.type !== "image/svg+xml" ? URL.createObjectURL(file) : null;
    const parcel: Parcel = { id, name: file.name, size: file.size, preview, share: 0, state: "sending" };
    this.store.setState((s) => ({ parcels: [...s.parcels, parcel] }));
    this.#files.set(id, file);
    void this.#send(id, file, most);
  }

  async #send(id: number, file: File, most = this.call.store.getState().fileBytes): Promise<void> {
    this.#change(id, { state: "sending", share: 0 });
    try {
      const { name, bytes } = await prepared(file);
      if (!this.#files.has(id)) return;
      if (bytes.size === 0) return this.#fail(id, t("chat.fileEmpty"), true);
      if (bytes.size > most) return this.#fail(id, t("chat.fileTooLarge", { most: formatSize(most) }), true);
      const { room } = this.call.store.getState();
      const sending = sendFile(room, this.call.seatPass() ?? "", { name, bytes }, (share) =>
        this.#change(id, { share }),
      );
      this.#sendings.set(id, sending);
      const note = noteOf(await sending.done);
      this.#sendings.delete(id);
      this.#change(id, { state: "done", share: 1, note });
      this.#maybeSend();
    } catch (problem) {
      if (this.#files.has(id)) this.#fail(id, describe(problem), false);
    }
  }

  #fail(id: number, problem: string, hopeless: boolean): void {
    this.#sendings.delete(id);
    this.#change(id, { state: "failed", problem, hopeless });
    this.store.setState({ sendWhenReady: false });
  }

  #maybeSend(): void {
    const { text, reply, parcels, sendWhenReady } = this.store.getState();
    if (!sendWhenReady || parcels.some((parcel) => parcel.state !== "done")) return;
    if (!this.sendable) {
      this.store.setState({ sendWhenReady: false });
      return;
    }
    const files = parcels.flatMap((parcel) => parcel.note ?? []);
    for (const { id, preview, note } of parcels) {
      this.#forget(id);
      if (preview && note) keepPicture(note.id, preview); // what we have need not be fetched
    }
    this.store.setState(EMPTY);
    this.call.sendChat(text.trim(), { reply, files });
  }

  #parcel(id: number): Parcel | undefined {
    return this.store.getState().parcels.find((parcel) => parcel.id === id);
  }

  #forget(id: number): void {
    this.#files.delete(id);
    this.#sendings.delete(id);
  }

  #change(id: number, change: Partial<Parcel>): void {
    this.store.setState((s) => ({ parcels: s.parcels.map((p) => (p.id === id ? { ...p, ...change } : p)) }));
  }
}
