// Coming in and coming back: what we say to be let in, and the numbers that make a return complete.

import { type JoinAck, type JoinCall, PROTOCOL } from "@/protocol/messages.gen";
import { type Seat, SeatKeeper } from "@/signaling/seat";
import type { CallDeps, PeerState } from "./contract";
import type { Seating } from "./machine";

export class Arrival {
  #keeper = new SeatKeeper();
  #seat: Seat | null = null;
  #claimed: Promise<void> = Promise.resolve();
  #signal = 0;

  constructor(private readonly deps: Pick<CallDeps, "token" | "freshToken">) {}

  /** Looks for the seat this tab had before a reload. */
  begin(room: string): void {
    this.#seat = null;
    this.#signal = 0;
    this.#claimed = this.#keeper.claim(room).then((seat) => {
      this.#seat = seat;
      this.#signal = seat?.signal ?? 0;
    });
  }

  async message(
    wish: { room: string; name: string },
    token: "present" | "fresh",
    heard: number,
    state: PeerState,
  ): Promise<JoinCall> {
    const [access] = await Promise.all([
      (token === "fresh" ? this.deps.freshToken() : this.deps.token()).catch(() => null),
      this.#claimed,
    ]);
    const seat = this.#seat;
    return {
      ...wish,
      protocol: PROTOCOL,
      state,
      ...(access === null ? {} : { token: access }),
      ...(seat === null ? {} : { resume: seat.resume, seen: { boot: seat.boot, signal: this.#signal, chat: heard } }),
    };
  }

  seated(room: string, ack: JoinAck, how: Seating): void {
    const { boot } = ack.snapshot;
    const goesOn = (how === "resumed" || how === "reloaded") && this.#seat?.boot === boot;
    if (!goesOn) this.#signal = 0;
    this.#seat = { room, id: ack.you.id, resume: ack.resume, boot, signal: this.#signal };
    this.#keeper.keep(this.#seat);
  }

  /** Whether signal number `n` is news: what is replayed after a return may have been heard before. */
  isNew(n: number | undefined): boolean {
    if (n === undefined) return true;
    if (n <= this.#signal) return false;
    this.#signal = n;
    return true;
  }

  /** The page may be about to reload: what was heard until now will not be asked for again. */
  remember(): void {
    if (this.#seat !== null) this.#keeper.keep({ ...this.#seat, signal: this.#signal });
  }

  forget(): void {
    this.#seat = null;
    this.#keeper.forget();
  }
}
