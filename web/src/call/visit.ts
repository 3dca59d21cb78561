// One stay in one room: the machine, and its effects run on the wire and on the links.

import { serverAnswers } from "@/api/health";
import { monotonic, now } from "@/lib/clock";
import type { Caption, JoinAck, Reaction, SnapshotAck } from "@/protocol/messages.gen";
import type { Room } from "@/signaling/fold";
import { Post } from "@/signaling/post";
import { type Answer, createWire, type Wire } from "@/signaling/wire";
import { Arrival } from "./arrival";
import type { CallDeps, Notice } from "./contract";
import { Ice } from "./ice";
import type { Links } from "./links";
import { Lookout } from "./lookout";
import { type Effect, type Event, IDLE, type Machine, type Seating, step, type Token } from "./machine";
import { watchWorld } from "./nudges";
import type { Own } from "./own";
import { nameOf, reachOf } from "./roster";
import type { Talk } from "./talk";

export interface VisitDeps extends CallDeps {
  readonly links: Links;
  readonly talk: Talk;
  readonly own: Own;
  /** Who is there has changed; told before anything is done about it. */
  room(room: Room | null): void;
  changed(machine: Machine): void;
  tell(notice: Notice): void;
  /** Devices and whatever else is held for the stay. */
  release(): void;
}

/** How long one may knock before one is told that nobody answers. */
const UNREACHABLE_MS = 4500;
/** The server does not know that we sit here. */
const UNSEATED = new Set(["not_in_room", "room_lost"]);
/** A connection that does not answer for so long after a sleep is dead. */
const PROBE_MS = 5000;
/** A connection to the server is suspect as soon as media stop; making a new one costs nobody anything. */
const SUSPECT_MS = 400;
/** A timer that is later than this was late because the page was. */
const HELD_UP_MS = 150;
/** Several links fall at once. */
const DOUBT_EVERY_MS = 2000;
/** A page hidden for so long may have slept; a glance at another tab is no reason to ask. */
const SLEEP_MS = 15_000;

export class Visit {
  readonly wire: Wire;
  readonly post: Post;
  #machine: Machine = IDLE;
  #arrival: Arrival;
  #ice: Ice;
  #lookout: Lookout;
  #attempt = 0;
  #doubtedAt = Number.NEGATIVE_INFINITY;
  /** Whom only we can call, after a reload; see `reachOf`. */
  #mine: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #stopWatching: (() => void) | null = null;

  constructor(private readonly deps: VisitDeps) {
    this.#arrival = new Arrival(deps);
    this.#ice = new Ice(deps.ice, (servers) => deps.links.setIceServers(servers));
    this.wire = createWire(deps.url, {
      up: () => this.dispatch({ type: "up" }),
      down: () => {
        this.dispatch({ type: "down", at: now() });
        if (this.#machine.phase === "joining") this.#lookout.start();
      },
      signal: (fromId, message, n) => {
        const number = this.#arrival.number(n);
        if (number !== "known") deps.links.receive(fromId, message);
        if (number === "after a gap") deps.links.heal("restarted");
      },
      chat: (text, sender, senderId, meta) => deps.talk.receive(text, sender, senderId, meta),
      changes: (changes) => this.dispatch({ type: "changes", changes }),
      reactions: ({ reactions }) => this.#reacted(reactions),
      captions: ({ captions }) => this.#captioned(captions),
      seatTaken: () => this.dispatch({ type: "seat-taken" }),
    });
    this.#lookout = new Lookout(serverAnswers, () => this.wire.again());
    this.post = new Post({
      ask: (...args) => this.ask(...args),
      waitsFor: (id) => this.#machine.room?.missing.has(id) ?? false,
    });
  }

  /** What joining will need, before anybody wants to join. */
  approach(): void {
    if (this.#machine !== IDLE) return;
    this.deps.links.prepare();
    this.#ice.start();
    this.wire.open();
  }

  /**
   * Media have stopped coming, or a link is interrupted. Where the server does not answer either it is we who are cut off, or have moved: we come back
   * over a new connection, and see then who is to be reached anew. Otherwise the other side will.
   */
  suspect(): void {
    if (!this.wire.up) this.wire.nudge();
    else if (this.#machine.phase === "live") this.#doubt();
  }

  #doubt(): void {
    const asked = monotonic();
    if (asked - this.#doubtedAt < DOUBT_EVERY_MS) return;
    this.#doubtedAt = asked;
    this.#sync(SUSPECT_MS, () => {
      // a page that was held up has not read yet what it was answered
      if (monotonic() - asked > SUSPECT_MS + HELD_UP_MS) return this.#probe();
      this.#unanswered();
    });
  }

  /** Away from the door, whether one went in or not. */
  turnAway(): void {
    this.wire.close();
    this.#ice.stop();
  }

  get machine(): Machine {
    return this.#machine;
  }

  /** As the wire's, for those who sit: when we turn out not to, we sit down again. */
  ask<T>(event: string, args: readonly unknown[], heard: (answer: Answer<T>) => void): void {
    this.wire.ask<T>(event, args, (answer) => {
      const unseated = answer?.ok === false && UNSEATED.has(answer.error.code);
      heard(unseated ? null : answer);
      if (unseated && this.#machine.phase === "live") this.wire.renew();
    });
  }

  dispatch(event: Event): void {
    const before = this.#machine;
    const [machine, effects] = step(before, event);
    this.#machine = machine;
    const moved = machine.room !== before.room;
    if (moved) this.deps.room(machine.room);
    for (const effect of effects) this.#run(effect);
    if (moved) this.#roomChanged(before);
    this.deps.changed(machine);
  }

  #run(effect: Effect): void {
    switch (effect.type) {
      case "open-wire":
        this.#begin();
        break;
      case "renew-wire":
        this.wire.renew();
        break;
      case "close-wire":
        this.#end();
        break;
      case "say-join":
        void this.#sayJoin(effect.token, effect.afterMs);
        break;
      case "say-leave":
        this.wire.ask("leave-call", [{ reason: "left" }], () => {});
        break;
      case "sync":
        this.#sync();
        break;
      case "seated":
        void this.#seated(effect.ack, effect.how);
        break;
      case "pause":
        this.#pause();
        break;
      case "tell":
        this.deps.tell({ kind: effect.kind, id: effect.id, name: effect.name });
        break;
      case "release":
        this.deps.release();
        break;
    }
  }

  #reacted(reactions: readonly Reaction[]): void {
    for (const { id, reaction } of reactions) {
      const person = this.#person(id);
      if (person) this.deps.tell({ kind: "reaction", id, name: nameOf(person), reaction });
    }
  }

  #captioned(captions: readonly Caption[]): void {
    for (const { id, line, text } of captions) {
      const person = this.#person(id);
      if (person) this.deps.tell({ kind: "caption", id, name: nameOf(person), line, text });
    }
  }

  #person(id: string) {
    return this.#machine.room?.participants.find((p) => p.id === id);
  }

  #begin(): void {
    this.deps.talk.reset();
    this.deps.links.prepare();
    this.#ice.start();
    if (this.#machine.wish !== null) this.#arrival.begin(this.#machine.wish);
    if (this.wire.up) queueMicrotask(() => this.wire.up && this.dispatch({ type: "up" }));
    else this.wire.open();
    this.#later(UNREACHABLE_MS, () => {
      this.dispatch({ type: "unreachable" });
      if (!this.wire.up) this.#lookout.start();
    });
    this.#stopWatching ??= watchWorld({
      network: () => {
        this.deps.links.heal("network");
        this.#probe();
      },
      wake: (hiddenMs) => {
        if (hiddenMs >= SLEEP_MS || !this.wire.up) this.#probe();
      },
      unload: () => {
        this.#arrival.vacate();
        this.wire.ask("leave-call", [{ reason: "unload" }], () => {});
      },
    });
  }

  #end(): void {
    this.#attempt += 1;
    this.#clearTimer();
    this.#pause();
    this.#lookout.stop();
    this.wire.close(); // what was said last still goes out
    this.post.clear();
    this.#arrival.forget();
    this.#ice.stop();
    this.#stopWatching?.();
    this.#stopWatching = null;
  }

  async #sayJoin(token: Token, afterMs: number): Promise<void> {
    this.#attempt += 1;
    const attempt = this.#attempt;
    if (afterMs > 0) {
      this.#later(afterMs, () => void this.#sayJoin(token, 0));
      return;
    }
    const { wish } = this.#machine;
    if (wish === null) return;
    const { own, talk } = this.deps;
    const state = own.state;
    const message = await this.#arrival.message(wish, token, talk.heard, state);
    if (attempt !== this.#attempt) return; // the connection went meanwhile; the next one says it
    this.wire.ask<JoinAck>("join-call", [message], (answer) => {
      if (attempt !== this.#attempt) return;
      if (answer?.ok) {
        own.told(state);
        this.dispatch({ type: "accepted", ack: answer, at: now() });
      } else if (answer !== null) this.dispatch({ type: "refused", problem: answer.error });
      else if (this.wire.up) this.dispatch({ type: "unanswered" });
    });
  }

  async #seated(ack: JoinAck, how: Seating): Promise<void> {
    const { links, talk } = this.deps;
    this.#clearTimer();
    this.#lookout.stop();
    this.#arrival.seated(ack.snapshot.room, ack, how);
    const isNew = how === "new" || how === "reloaded" || how === "replaced";
    if (isNew) this.post.clear();
    this.post.resume();
    talk.seated(ack.you, ack.chat, { pass: ack.seatPass, fileBytes: ack.fileBytes });
    links.setOnline(true);
    if (!isNew) {
      links.heal(how === "restarted" ? "restarted" : "resumed");
      return;
    }
    links.leave();
    const others = how === "reloaded" ? ack.snapshot.participants.map((p) => p.id) : [];
    this.#mine = new Set(others);
    const servers = await this.#ice.servers();
    if (this.#machine.self?.id !== ack.you.id || this.#machine.phase === "left") return;
    if (await links.enter(ack.you.id, servers)) this.#link();
  }

  #pause(): void {
    this.#lookout.start();
    this.deps.links.setOnline(false);
    this.post.pause();
    this.deps.talk.pause();
    this.deps.own.pause();
  }

  #sync(withinMs?: number, unanswered = () => this.#unanswered()): void {
    const heard = (answer: Answer<SnapshotAck>) => {
      if (answer?.ok) this.dispatch({ type: "snapshot", snapshot: answer.snapshot });
      else unanswered();
    };
    this.wire.ask("sync-room", [], heard, withinMs);
  }

  #unanswered(): void {
    if (this.wire.up) this.dispatch({ type: "unanswered" });
  }

  /** Is anybody there? Asking for the room also brings what was missed. */
  #probe(): void {
    if (!this.wire.up) this.wire.nudge();
    else if (this.#machine.phase === "live") this.#sync(PROBE_MS);
  }

  #roomChanged(before: Machine): void {
    const here = new Set(this.#machine.room?.participants.map((p) => p.id));
    for (const { id } of before.room?.participants ?? []) if (!here.has(id)) this.post.drop(id);
    this.#link();
    this.post.flush();
  }

  #link(): void {
    const { room, self } = this.#machine;
    if (room === null || self === null) return;
    this.deps.links.sync(reachOf(room, self.id, this.#mine));
  }

  #later(ms: number, act: () => void): void {
    this.#clearTimer();
    this.#timer = setTimeout(act, ms);
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
