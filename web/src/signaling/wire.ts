// The connection to the server: Socket.IO, kept up. It knows nothing of rooms; whoever is told `up` joins.

import { io, type Socket } from "socket.io-client";
import { type BackoffPolicy, backoffMs } from "@/lib/backoff";
import { monotonic } from "@/lib/clock";
import type { Captions, ChatMeta, Problem, Reactions, RoomChanges } from "@/protocol/messages.gen";
import { Murmur } from "./murmur";
import { websocketWorks } from "./scout";

export type Message = string | Record<string, unknown>;

export interface WireEvents {
  up(): void;
  /** `why` is for people who read logs. */
  down(why: string): void;
  signal(fromId: string, message: Message, n: number | undefined): void;
  chat(text: string, sender: string, senderId: string, meta: ChatMeta | undefined): void;
  changes(changes: RoomChanges): void;
  reactions(reactions: Reactions): void;
  captions(captions: Captions): void;
  seatTaken(): void;
}

/** `null`: no answer (it took too long, or the connection went): nobody knows whether it was heard. */
export type Answer<T> = (T & { ok: true }) | { ok: false; error: Problem } | null;

export interface Wire {
  readonly up: boolean;
  open(): void;
  close(): void;
  /** Something says that trying now is worthwhile. */
  nudge(): void;
  /** The server answers, whatever becomes of the attempt under way: begins a new one. */
  again(): void;
  /** The connection is no good, whatever it says of itself: makes a new one. */
  renew(): void;
  /** `heard` is called exactly once, in the order of the wire. Not queued: when the wire is down, null. */
  ask<T>(event: string, args: readonly unknown[], heard: (answer: Answer<T>) => void, withinMs?: number): void;
}

export const RETRY: BackoffPolicy = { firstMs: 250, maxMs: 5000, factor: 2, jitter: 0.5 };
const ANSWER_MS = 8000;
/** A network that swallows WebSockets without a word must not cost more than this before polling is tried. */
const OPEN_MS = 2500;
const MAX_OPEN_MS = 20_000;
const DIRECT = ["websocket"];
/**
 * Polling gets through nearly everywhere. It is not left to Socket.IO to try for a WebSocket then: it tries once, and
 * where that is swallowed it neither tries again nor ends.
 */
const CAREFUL = ["polling"];
/** How long after polling began somebody looks whether there is a WebSocket by now, and again after that. */
const SCOUT: BackoffPolicy = { firstMs: 1500, maxMs: 120_000, factor: 3, jitter: 0.2 };
/**
 * Where a WebSocket stood before, it is tried anew in short attempts for a while: one that was begun while nothing got
 * through sits out TCP's patience (RFC 6298: a second, two, four), a new one gets through as soon as anything does.
 * Short is `slack` times what it took before, and never under `openMs`.
 */
const EAGER = { tries: 12, openMs: 1200, slack: 3, waitMs: 250 } as const;
/**
 * For as many while attempts get no answer at all, not even a refusal: then nobody else finds out that the network is back. A browser
 * opens six connections to a host for what is not a WebSocket, and by now all six sit out TCP's patience.
 */
const SWALLOWED = { tries: 100, carefulEvery: 6 } as const;
/** Of these, every so many go by polling: it may be WebSockets that are gone. */
const CAREFUL_EVERY = 3;
/**
 * After one that failed Firefox (seen in 153) keeps the next WebSocket waiting, for longer each time: there it is the
 * other way round, most go by polling, and somebody looks for a WebSocket afterwards.
 */
const delaysWebSockets = () => navigator.userAgent.includes("Firefox/");
/** While nothing works, every so many attempts go straight again. */
const DIRECT_EVERY = 4;

export function createWire(
  url: string | undefined,
  events: WireEvents,
  connect: typeof io = io,
  works = websocketWorks,
): Wire {
  const options = { autoConnect: false, reconnection: false, transports: DIRECT, timeout: OPEN_MS, forceNew: true };
  const socket: Socket = url === undefined ? connect(options) : connect(url, options);
  let direct = true;
  let proved = false;
  let begunAt = 0;
  let shortMs: number = EAGER.openMs;
  let swallowed = false;
  let wanted = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let scouting: ReturnType<typeof setTimeout> | null = null;

  const murmur = new Murmur(() => {
    if (!direct || !socket.connected) return;
    const { transport } = socket.io.engine;
    if (transport.writable) transport.send([{ type: "noop" }]); // Engine.IO has a packet that says nothing
  });

  const stopWaiting = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const tryNow = () => {
    stopWaiting();
    if (!wanted || socket.connected) return;
    begunAt = monotonic();
    socket.connect(); // does nothing while it is at it
  };
  const tryLater = (ms: number) => {
    stopWaiting();
    if (wanted) timer = setTimeout(tryNow, ms);
  };
  const tries = () => (swallowed ? SWALLOWED.tries : EAGER.tries);
  const isEager = () => proved && failures < tries();
  const isStraightNext = () => {
    if (!isEager()) return !direct && failures % DIRECT_EVERY === 0;
    if (delaysWebSockets()) return failures % CAREFUL_EVERY === 0;
    return failures % (failures < EAGER.tries ? CAREFUL_EVERY : SWALLOWED.carefulEvery) !== 1;
  };
  const go = (straight: boolean) => {
    direct = straight;
    socket.io.opts.transports = straight ? DIRECT : CAREFUL;
    const patient = proved ? Math.max(0, failures - tries()) : failures;
    // whoever needs longer than we wait must not be cut off for ever
    socket.io.timeout(isEager() && straight ? shortMs : Math.min(MAX_OPEN_MS, OPEN_MS * 2 ** patient));
  };

  const stopScouting = () => {
    if (scouting !== null) clearTimeout(scouting);
    scouting = null;
  };
  const scoutLater = (attempt: number) => {
    const turn = setTimeout(
      async () => {
        const found = await works(url, OPEN_MS);
        if (turn !== scouting) return; // the connection went meanwhile
        if (!found) return scoutLater(attempt + 1);
        stopScouting();
        go(true);
        renew();
      },
      backoffMs(attempt, SCOUT),
    );
    scouting = turn;
  };
  const renew = () => {
    if (!wanted) return;
    socket.disconnect();
    tryNow();
  };

  socket.on("connect", () => {
    failures = 0;
    swallowed = false;
    if (direct) {
      proved = true;
      shortMs = Math.min(OPEN_MS, Math.max(EAGER.openMs, EAGER.slack * (monotonic() - begunAt)));
    } else scoutLater(0);
    events.up();
  });
  socket.on("disconnect", (why) => {
    stopScouting();
    events.down(why);
    go(direct);
    // "io server disconnect" is the server's decision: coming back at once would be rude
    tryLater(why === "io server disconnect" ? backoffMs(2, RETRY) : 0);
  });
  socket.on("connect_error", () => {
    const wasFirst = failures === 0 && direct;
    failures += 1;
    swallowed = monotonic() - begunAt >= EAGER.openMs;
    go(isStraightNext());
    socket.disconnect(); // ends the attempt, whatever state it is in
    if (isEager()) tryLater(wasFirst ? 0 : EAGER.waitMs);
    else tryLater(wasFirst ? 0 : backoffMs(failures - 1, RETRY));
  });
  socket.on("signal", events.signal);
  socket.on("chat-message", events.chat);
  socket.on("room-changes", events.changes);
  socket.on("reactions", events.reactions);
  socket.on("captions", events.captions);
  socket.on("seat-taken", events.seatTaken);

  return {
    get up() {
      return socket.connected;
    },
    open() {
      wanted = true;
      tryNow();
    },
    close() {
      wanted = false;
      stopWaiting();
      socket.disconnect();
    },
    nudge() {
      if (timer !== null) tryNow();
    },
    again() {
      if (!wanted || socket.connected) return;
      const isDelayed = failures > 0 && delaysWebSockets();
      failures = 0;
      go((proved || direct) && !isDelayed); // polling needs six round trips where a WebSocket, if it gets through as before, needs three
      socket.disconnect();
      tryNow();
    },
    renew,
    ask(event, args, heard, withinMs = ANSWER_MS) {
      if (!socket.connected) return heard(null);
      const answered = murmur.begin();
      socket.timeout(withinMs).emit(event, ...args, (problem: Error | null, answer: Answer<never>) => {
        answered();
        heard(problem === null ? answer : null);
      });
    },
  };
}
