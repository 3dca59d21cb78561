import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createWire, type WireEvents } from "./wire";

/** Socket.IO as far as the wire leans on it. */
class FakeSocket {
  connected = false;
  readonly tries: { transports: string[]; timeoutMs: number }[] = [];
  readonly sent: { event: string; heard: (problem: Error | null, answer?: unknown) => void }[] = [];
  readonly noops: string[] = [];
  readonly io = {
    engine: {
      transport: {
        writable: true,
        send: (packets: { type: string }[]) => this.noops.push(...packets.map((packet) => packet.type)),
      },
    },
    opts: { transports: ["websocket"] },
    timeoutMs: 0,
    timeout: (ms: number) => {
      this.io.timeoutMs = ms;
    },
  };
  #listeners = new Map<string, (...args: unknown[]) => void>();
  #trying = false;

  on(event: string, listener: (...args: unknown[]) => void): void {
    this.#listeners.set(event, listener);
  }

  tell(event: string, ...args: unknown[]): void {
    this.connected = event === "connect";
    this.#trying = false;
    this.#listeners.get(event)?.(...args);
  }

  connect(): void {
    if (this.#trying) return;
    this.#trying = true;
    this.tries.push({ transports: this.io.opts.transports, timeoutMs: this.io.timeoutMs });
  }

  disconnect(): void {
    const was = this.connected;
    this.connected = false;
    this.#trying = false;
    if (was) this.#listeners.get("disconnect")?.("io client disconnect");
  }

  timeout() {
    return {
      emit: (event: string, ...args: unknown[]) =>
        this.sent.push({ event, heard: args.at(-1) as (problem: Error | null) => void }),
    };
  }
}

/** Up once, then lost; the first new attempt has begun. */
function lost() {
  const all = wired();
  all.wire.open();
  all.socket.tell("connect");
  all.socket.tell("disconnect", "ping timeout");
  vi.advanceTimersByTime(0);
  return all;
}

function wired() {
  const socket = new FakeSocket();
  const heard: string[] = [];
  const note = (what: string) => () => heard.push(what);
  const events: WireEvents = {
    up: note("up"),
    down: note("down"),
    signal: note("signal"),
    chat: note("chat"),
    changes: note("changes"),
    reactions: note("reactions"),
    captions: note("captions"),
    seatTaken: note("seat-taken"),
  };
  const scouts: ((works: boolean) => void)[] = [];
  const works = () => new Promise<boolean>((resolve) => scouts.push(resolve));
  const wire = createWire(undefined, events, (() => socket) as never, works);
  return { wire, socket, heard, scouts };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test("it goes straight for a WebSocket, and on polling at once where that is blocked", () => {
  const { wire, socket } = wired();
  wire.open();
  expect(socket.tries.map((t) => t.transports)).toEqual([["websocket"]]);
  socket.tell("connect_error");
  vi.advanceTimersByTime(0);
  expect(socket.tries[1]?.transports).toEqual(["polling"]);
});

test("a WebSocket that is swallowed and polling together take no longer than they may", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect_error");
  vi.advanceTimersByTime(0);
  expect(2500 + (socket.tries[1]?.timeoutMs ?? 0)).toBeLessThanOrEqual(7500);
});

test("on polling somebody looks for a WebSocket now and then, and it is taken as soon as there is one", async () => {
  const { wire, socket, scouts } = wired();
  wire.open();
  socket.tell("connect_error");
  vi.advanceTimersByTime(0);
  socket.tell("connect");
  await vi.advanceTimersByTimeAsync(1500);
  scouts[0]?.(false);
  await vi.advanceTimersByTimeAsync(4500);
  expect(socket.tries.at(-1)?.transports).toEqual(["polling"]);
  scouts[1]?.(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.tries.at(-1)?.transports).toEqual(["websocket"]);
  socket.tell("connect");
  await vi.advanceTimersByTimeAsync(600_000);
  expect(scouts).toHaveLength(2);
});

test("a scout who comes back to another connection is not listened to", async () => {
  const { wire, socket, scouts } = wired();
  wire.open();
  socket.tell("connect_error");
  vi.advanceTimersByTime(0);
  socket.tell("connect");
  await vi.advanceTimersByTimeAsync(1500);
  socket.tell("disconnect", "transport close");
  await vi.advanceTimersByTimeAsync(0);
  socket.tell("connect");
  const tries = socket.tries.length;
  scouts[0]?.(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.tries).toHaveLength(tries);
});

test("when the server answers, an attempt that hangs gives way to a new one", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect");
  wire.again();
  expect(socket.tries).toHaveLength(1);
  socket.tell("disconnect", "ping timeout");
  vi.advanceTimersByTime(0);
  wire.again();
  expect(socket.tries).toHaveLength(3);
});

test("once the server answers, a WebSocket is tried before polling where one stood before", () => {
  const { wire, socket } = lost();
  while (socket.tries.at(-1)?.transports[0] !== "polling") {
    socket.tell("connect_error");
    vi.advanceTimersByTime(250);
  }
  wire.again();
  expect(socket.tries.at(-1)?.transports).toEqual(["websocket"]);
});

test("a browser that keeps WebSockets waiting once one has failed is brought back by polling", () => {
  vi.spyOn(navigator, "userAgent", "get").mockReturnValue("Gecko/20100101 Firefox/153.0");
  const { wire, socket } = lost();
  for (let i = 0; i < 4; i++) {
    socket.tell("connect_error");
    vi.advanceTimersByTime(250);
  }
  expect(socket.tries.slice(2).map((t) => t.transports[0])).toEqual(["polling", "polling", "websocket", "polling"]);
  wire.again();
  expect(socket.tries.at(-1)?.transports).toEqual(["polling"]);
});

test("a lost connection is tried again at once, then ever less often and with more patience", () => {
  const { socket, heard } = lost();
  expect(socket.tries).toHaveLength(2);
  for (let i = 0; i < 40; i++) {
    socket.tell("connect_error"); // refused, at once
    vi.advanceTimersToNextTimer();
  }
  expect(socket.tries.length).toBe(2 + 40);
  expect(socket.tries.at(-1)?.timeoutMs).toBe(20_000);
  expect(new Set(socket.tries.slice(2).map((t) => t.transports[0]))).toEqual(new Set(["websocket", "polling"]));
  expect(heard).toEqual(["up", "down"]);
});

test("while attempts get no answer at all they stay short, however long that takes, and few of them poll", () => {
  const { socket } = lost();
  for (let i = 0; i < 40; i++) {
    vi.advanceTimersByTime(socket.tries.at(-1)?.timeoutMs ?? 0);
    socket.tell("connect_error");
    vi.advanceTimersByTime(250);
  }
  const late = socket.tries.slice(-12);
  expect(late.filter((t) => t.transports[0] === "websocket")).toHaveLength(10);
  expect(Math.max(...late.map((t) => t.timeoutMs))).toBe(2500);
});

test("after a blackout no attempt is old: short ones follow each other, and some of them poll", () => {
  const { socket } = lost();
  for (let i = 0; i < 6; i++) {
    socket.tell("connect_error");
    vi.advanceTimersByTime(250);
  }
  const tries = socket.tries.slice(1).map(({ transports, timeoutMs }) => [transports[0], timeoutMs]);
  const [straight, polling] = [
    ["websocket", 1200],
    ["polling", 2500],
  ];
  expect(tries).toEqual([straight, polling, straight, straight, polling, straight, straight]);
});

test("where it takes long to get through, short attempts are longer", () => {
  const { wire, socket } = wired();
  wire.open();
  vi.advanceTimersByTime(700);
  socket.tell("connect");
  socket.tell("disconnect", "ping timeout");
  vi.advanceTimersByTime(0);
  expect(socket.tries.at(-1)?.timeoutMs).toBe(2100);
});

test("a server that shows us the door is not run over", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect");
  socket.tell("disconnect", "io server disconnect");
  vi.advanceTimersByTime(400);
  expect(socket.tries).toHaveLength(1);
  vi.advanceTimersByTime(1000);
  expect(socket.tries).toHaveLength(2);
});

test("news of the network shortens the wait", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect_error");
  vi.advanceTimersByTime(0);
  socket.tell("connect_error");
  wire.nudge();
  expect(socket.tries).toHaveLength(3);
});

test("after closing nothing is tried any more", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect");
  wire.close();
  vi.advanceTimersByTime(60_000);
  wire.nudge();
  expect(socket.tries).toHaveLength(1);
});

test("asking while the wire is down is answered by nobody, and never later", () => {
  const { wire, socket } = wired();
  const answers: unknown[] = [];
  wire.ask("sync-room", [], (answer) => answers.push(answer));
  wire.open();
  socket.tell("connect");
  expect(answers).toEqual([null]);
  expect(socket.sent).toEqual([]);
  wire.ask("sync-room", [], (answer) => answers.push(answer));
  socket.sent[0]?.heard(null, { ok: true });
  expect(answers).toEqual([null, { ok: true }]);
});

test("while an answer is awaited on a WebSocket something is said now and then, and for no longer than it can help", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect");
  wire.ask("signal", [], () => {});
  wire.ask("signal", [], () => {});
  vi.advanceTimersByTime(50);
  expect(socket.noops, "most answers are there sooner").toEqual([]);
  vi.advanceTimersByTime(150);
  expect(socket.noops).toEqual(["noop", "noop", "noop"]);
  socket.sent[0]?.heard(null);
  socket.io.engine.transport.writable = false;
  vi.advanceTimersByTime(120);
  expect(socket.noops.length, "what is being written says enough").toBe(3);
  socket.io.engine.transport.writable = true;
  vi.advanceTimersByTime(60);
  expect(socket.noops.length).toBe(4);
  socket.sent[1]?.heard(null);
  vi.advanceTimersByTime(1000);
  expect(socket.noops.length, "both are answered").toBe(4);
  wire.ask("signal", [], () => {});
  vi.advanceTimersByTime(7000);
  expect(socket.noops.length).toBe(4 + 50);
  socket.tell("disconnect", "ping timeout");
  vi.advanceTimersByTime(1000);
  expect(socket.noops.length).toBe(54);
});

test("nothing is said in between by polling", () => {
  const { wire, socket } = wired();
  wire.open();
  socket.tell("connect_error", new Error("blocked"));
  vi.advanceTimersByTime(1000);
  socket.tell("connect");
  wire.ask("signal", [], () => {});
  vi.advanceTimersByTime(1000);
  expect(socket.noops).toEqual([]);
});
