// Coming in and coming back: what we say to be let in, and the numbers that make a return complete.

import { type JoinAck, type JoinCall, PROTOCOL } from "@/protocol/messages.gen";
import { sitIn, takeSeat } from "@/signaling/elsewhere";
import { type Seat, SeatKeeper } from "@/signaling/seat";
import type { CallDeps, PeerState } from "./contract";
import { arrivalKey, shortName } from "./keys";
import type { Seating, Token, Wish } from "./machine";

export class Arrival {
  #keeper = new SeatKeeper();
  #seat: Seat | null = null;
  #claimed: Promise<void> = Promise.resolve();
  #signal = 0;
  /** Tells the server that it is still us who come in, should the answer be lost. */
  #key = arrivalKey();
  #getUp: (() => void) | null = null;

  constructor(private readonly deps: Pick<CallDeps, "token" | "freshToken">) {}

  /** Looks for the seat this tab had before a reload, or (`move`) for the one that another tab has now. */
  begin({ room, move }: Wish): void {
    this.#seat = null;
    this.#signal = 0;
    this.#claimed = this.#find(room, move).then((seat) => {
      this.#seat = seat;
      this.#signal = seat?.signal ?? 0;
    });
  }

  async #find(room: string, move: boolean): Promise<Seat | null> {
    const given = move ? await takeSeat(room, shortName()) : null;
    if (given !== null) this.#keeper.vacate(given); // free, for us to claim
    return this.#keeper.claim(room);
  }

  async message({ room, name }: Wish, token: Token, heard: number, state: PeerState): Promise<JoinCall> {
    const [access] = await Promise.all([this.#access(token).catch(() => null), this.#claimed]);
    const seat = this.#seat;
    return {
      room,
      name,
      protocol: PROTOCOL,
      planes: ["mesh", "sfu"],
      state,
      arrival: this.#key,
      ...(access === null ? {} : { token: access }),
      ...(seat === null ? {} : { resume: seat.resume, seen: { boot: seat.boot, signal: this.#signal, chat: heard } }),
    };
  }

  async #access(token: Token): Promise<string | null> {
    if (token === "none") return null;
    return token === "fresh" ? this.deps.freshToken() : this.deps.token();
  }

  seated(room: string, ack: JoinAck, how: Seating): void {
    this.#key = arrivalKey();
    const { boot } = ack.snapshot;
    const goesOn = (how === "resumed" || how === "reloaded") && this.#seat?.boot === boot;
    if (!goesOn) this.#signal = 0;
    this.#seat = { room, id: ack.you.id, resume: ack.resume, boot, signal: this.#signal };
    this.#keeper.keep(this.#seat);
    this.#getUp ??= sitIn(room, () => this.#give());
  }

  /** Signal number `n` came. What is replayed after a return may have been heard before; too much is not replayed. */
  number(n: number | undefined): "next" | "known" | "after a gap" {
    if (n === undefined) return "next";
    if (n <= this.#signal) return "known";
    const gap = n > this.#signal + 1;
    this.#signal = n;
    return gap ? "after a gap" : "next";
  }

  /** The page may be about to reload: what was heard until now will not be asked for again. */
  vacate(): void {
    this.#give();
    this.#rise();
  }

  #give(): Seat | null {
    if (this.#seat === null) return null;
    const seat = { ...this.#seat, signal: this.#signal };
    this.#keeper.vacate(seat);
    return seat;
  }

  #rise(): void {
    this.#getUp?.();
    this.#getUp = null;
  }

  forget(): void {
    this.#rise();
    this.#seat = null;
    this.#keeper.forget();
  }
}
