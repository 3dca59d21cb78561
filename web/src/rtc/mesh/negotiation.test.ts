import { expect, test, vi } from "vitest";
import { ROLES, type Role } from "../roles";
import type { Signal } from "./dialect";
import { type Layout, Negotiation } from "./negotiation";
import { FakePeerConnection } from "./testing/fakePeerConnection";
import { seeded, settled, Turns } from "./testing/turns";

vi.setConfig({ testTimeout: 60_000 }); // hundreds of runs; a busy machine takes its time

class Side {
  negotiation: Negotiation;
  readonly inbox: Signal[] = [];
  readonly problems: unknown[] = [];
  peer: Side | null = null;
  #names = 0;

  constructor(
    readonly name: string,
    private readonly polite: boolean,
    private readonly turns: Turns,
    readonly loses: () => boolean = () => false,
  ) {
    this.negotiation = this.#fresh();
  }

  get pc(): FakePeerConnection {
    return this.negotiation.pc as unknown as FakePeerConnection;
  }

  /** A page that reloads: all is forgotten, and what was for the old page comes to the new one. */
  reload(): void {
    this.negotiation.close();
    this.negotiation = this.#fresh();
    this.negotiation.start();
  }

  deliver(): void {
    const signal = this.inbox.shift();
    if (signal) this.negotiation.receive(signal);
  }

  #fresh(): Negotiation {
    const layout: Layout = {
      offer: (pc) => {
        for (const role of ROLES) pc.addTransceiver(role);
      },
      adopt: (pc) => {
        for (const t of pc.getTransceivers()) t.direction = "sendrecv";
      },
      settled: () => {},
      mids: () => ({}) as Record<string, Role>,
    };
    return new Negotiation({
      polite: this.polite,
      plain: false,
      layout,
      createPc: () => new FakePeerConnection(this.turns) as unknown as RTCPeerConnection,
      name: () => `${this.name}${++this.#names}`,
      send: (signal) => !this.loses() && this.peer?.inbox.push(structuredClone(signal)),
      report: (problem) => this.problems.push(problem),
    });
  }
}

class Pair {
  readonly turns: Turns;
  readonly polite: Side;
  readonly impolite: Side;

  constructor(
    readonly random: () => number,
    loses?: () => boolean,
  ) {
    this.turns = new Turns(random);
    this.polite = new Side("p", true, this.turns, loses);
    this.impolite = new Side("i", false, this.turns, loses);
    this.polite.peer = this.impolite;
    this.impolite.peer = this.polite;
  }

  get sides(): readonly Side[] {
    return [this.polite, this.impolite];
  }

  /** Runs until nothing moves; `acts` happen on the way, whenever chance wants. */
  async run(acts: (() => void)[] = []): Promise<void> {
    await settled();
    for (let steps = 0; steps < 5000; steps++) {
      const deliveries = this.sides.filter((side) => side.inbox.length > 0).map((side) => () => side.deliver());
      const act = acts.length === 0 ? [] : [() => acts.splice(Math.floor(this.random() * acts.length), 1)[0]?.()];
      if (!(await this.turns.next([...deliveries, ...act]))) return;
    }
    throw new Error("it never comes to rest");
  }

  /** null, or why the two are not connected. */
  get trouble(): string | null {
    const [a, b] = [this.polite.pc, this.impolite.pc];
    if (a.signalingState !== "stable" || b.signalingState !== "stable") {
      return `states ${a.signalingState} ${b.signalingState}`;
    }
    if (a.remoteDescription === null || b.remoteDescription === null) return "never negotiated";
    if (a.knownPeer !== b.identity || b.knownPeer !== a.identity) {
      return `${a.identity} knows ${a.knownPeer}; ${b.identity} knows ${b.knownPeer}`;
    }
    if (a.broken || b.broken) return "media died in a rollback";
    for (const pc of [a, b]) {
      if (pc.transceivers.length !== 4) return `${pc.transceivers.length} transceivers`;
      if (pc.transceivers.some((t) => t.mid === null || t.direction !== "sendrecv")) return "an m-line is not in use";
    }
    return null;
  }
}

async function repeat(times: number, scenario: (pair: Pair) => Promise<string | null>): Promise<void> {
  for (let seed = 1; seed <= times; seed++) {
    const problem = await scenario(new Pair(seeded(seed)));
    expect(problem, `seed ${seed}`).toBeNull();
  }
}

test("one side offers and both are connected, candidates of both included", () =>
  repeat(50, async (pair) => {
    await pair.run([() => pair.polite.negotiation.start()]);
    for (const side of pair.sides) expect(side.pc.candidates).toHaveLength(2);
    return pair.trouble;
  }));

test("a glare of first offers never leaves two people unconnected", () =>
  repeat(150, async (pair) => {
    await pair.run([() => pair.polite.negotiation.start(), () => pair.impolite.negotiation.start()]);
    return pair.trouble;
  }));

test("whoever looks for new paths whenever they want, nobody gets stuck", () =>
  repeat(1500, async (pair) => {
    const restart = (side: Side) => () => side.negotiation.restart();
    const starts = pair.sides.map((side) => () => side.negotiation.start());
    await pair.run([...starts, restart(pair.polite), restart(pair.impolite), restart(pair.polite)]);
    await pair.run([restart(pair.polite), restart(pair.impolite)]);
    return pair.trouble;
  }));

test("what the other side said is read once more in the middle of anything", () =>
  repeat(1500, async (pair) => {
    const widen = (side: Side) => () => side.negotiation.widen(1_200_000);
    await pair.run([() => pair.polite.negotiation.start(), ...pair.sides.map(widen)]);
    const either = pair.random() < 0.5 ? pair.polite : pair.impolite;
    await pair.run([...pair.sides.map(widen), () => either.negotiation.restart(), ...pair.sides.map(widen)]);
    return pair.sides.flatMap(({ problems }) => problems.map(String))[0] ?? pair.trouble;
  }));

test("that it is read once more is told to nobody", () =>
  repeat(50, async (pair) => {
    await pair.run([() => pair.polite.negotiation.start()]);
    const read = pair.sides.map(({ pc }) => vi.spyOn(pc, "setRemoteDescription"));
    const told = pair.sides.map(({ inbox }) => vi.spyOn(inbox, "push"));
    await pair.run(pair.sides.map((side) => () => side.negotiation.widen(1_200_000)));
    expect(read.map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
    expect(told.map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
    return pair.trouble;
  }));

test("a page that reloads in the middle of anything is connected again", () =>
  repeat(1500, async (pair) => {
    await pair.run([() => pair.impolite.negotiation.start()]);
    const either = pair.random() < 0.5 ? pair.polite : pair.impolite;
    const other = either.peer as Side;
    await pair.run([() => either.reload(), () => other.negotiation.restart(), () => either.negotiation.restart()]);
    return pair.trouble;
  }));

test("two pages that reload at once find each other", () =>
  repeat(1500, async (pair) => {
    await pair.run([() => pair.polite.negotiation.start()]);
    await pair.run(pair.sides.map((side) => () => side.reload()));
    return pair.trouble;
  }));

test("rebuilding from both sides ends in one connection", () =>
  repeat(150, async (pair) => {
    await pair.run([() => pair.polite.negotiation.start()]);
    await pair.run(pair.sides.map((side) => () => side.negotiation.rebuild()));
    return pair.trouble;
  }));

test("a connection is closed when whoever watched it has let go of it, and not before", async () => {
  const pcs: RTCPeerConnection[] = [];
  const were: RTCPeerConnectionState[] = [];
  const createPc = () => {
    were.push(...pcs.map(({ connectionState }) => connectionState));
    return new FakePeerConnection(new Turns(seeded(1))) as unknown as RTCPeerConnection;
  };
  const layout: Layout = { offer: () => {}, adopt: () => {}, settled: () => {}, mids: () => ({}) };
  const negotiation = new Negotiation({
    ...{ polite: true, plain: false, layout, createPc },
    ...{ name: () => "n", send: () => {}, report: () => {} },
  });
  pcs.push(negotiation.pc);
  negotiation.rebuild();
  await settled();
  expect(were).toEqual(["new"]);
  expect(pcs.map(({ connectionState }) => connectionState)).toEqual(["closed"]);
});

test("when messages are lost, trying again heals it", async () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seeded(seed);
    let lossy = true;
    const pair = new Pair(random, () => lossy && random() < 0.3);
    await pair.run(pair.sides.map((side) => () => side.negotiation.start()));
    lossy = false;
    for (let attempt = 1; attempt <= 3 && pair.trouble !== null; attempt++) {
      const remedy = (side: Side) => () => side.negotiation[attempt === 3 ? "rebuild" : "restart"]();
      await pair.run(pair.sides.map(remedy));
    }
    expect(pair.trouble, `seed ${seed}`).toBeNull();
  }
});

test("an answer to an offer that was taken back is not mistaken for the present one", async () => {
  const pair = new Pair(seeded(7));
  pair.impolite.negotiation.start();
  await pair.run();
  const before = pair.impolite.pc.knownPeer;
  pair.impolite.negotiation.receive({ pc: "p1", n: 99, sdp: { type: "answer", sdp: "{}" } });
  await pair.run();
  expect(pair.impolite.pc.knownPeer).toBe(before);
  expect(pair.impolite.problems).toEqual([]);
});

test("whoever answered first asks for new paths, and offers after all when nobody hears", async () => {
  const pair = new Pair(seeded(3));
  const { polite, impolite } = pair;
  polite.negotiation.start();
  await pair.run();
  impolite.negotiation.restart();
  await settled();
  expect(polite.inbox).toEqual([{ pc: "i1", peer: "p1", restart: true }]);
  await pair.run();
  expect([polite.pc.identity.endsWith("/1"), impolite.pc.identity.endsWith("/0")]).toEqual([true, true]);
  expect(pair.trouble).toBeNull();

  impolite.negotiation.restart(true);
  await pair.run();
  expect(impolite.pc.identity.endsWith("/1")).toBe(true);
  expect(pair.trouble).toBeNull();
});

test("a wish for new paths that is meant for a connection that is gone is dropped", async () => {
  const pair = new Pair(seeded(4));
  pair.polite.negotiation.start();
  await pair.run();
  pair.polite.negotiation.receive({ pc: "i1", peer: "p0", restart: true });
  pair.polite.negotiation.receive({ pc: "i0", peer: "p1", restart: true });
  await pair.run();
  expect(pair.polite.pc.identity.endsWith("/0")).toBe(true);
});
