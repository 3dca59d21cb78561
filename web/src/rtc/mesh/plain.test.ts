import { expect, test, vi } from "vitest";
import { ROLES, type Role } from "../roles";
import type { Signal } from "./dialect";
import { type Layout, Negotiation } from "./negotiation";
import { FakePeerConnection } from "./testing/fakePeerConnection";
import { seeded, settled, Turns } from "./testing/turns";

vi.setConfig({ testTimeout: 60_000 });

/** A client that knows the public contract only. `rollsBack`: by its browser, without knowing of it. */
class PlainClient {
  readonly pc: FakePeerConnection;
  readonly inbox: Signal[] = [];
  #queue = Promise.resolve();

  constructor(
    turns: Turns,
    private readonly rollsBack: boolean,
    private readonly send: (signal: Signal) => void,
  ) {
    this.pc = new FakePeerConnection(turns);
    this.pc.addEventListener("icecandidate", (event) => {
      const { candidate } = event as unknown as { candidate: RTCIceCandidateInit };
      this.send({
        ice: { candidate: candidate.candidate ?? "", usernameFragment: candidate.usernameFragment ?? null },
      });
    });
  }

  offer(): void {
    this.pc.addTransceiver("mic");
    this.pc.addTransceiver("camera");
    this.#do(() => this.#describe());
  }

  deliver(): void {
    const signal = this.inbox.shift();
    if (signal) this.#do(() => this.#hear(signal));
  }

  async #hear(signal: Signal): Promise<void> {
    if ("ice" in signal) return this.pc.addIceCandidate(signal.ice);
    if (!("sdp" in signal)) return;
    if (signal.sdp.type === "offer" && !this.rollsBack && this.pc.signalingState !== "stable") return;
    await this.pc.setRemoteDescription(signal.sdp);
    for (const t of this.pc.getTransceivers()) t.direction = "sendrecv";
    if (signal.sdp.type === "offer") await this.#describe();
  }

  async #describe(): Promise<void> {
    await this.pc.setLocalDescription();
    this.send({ sdp: this.pc.localDescription as { type: "offer"; sdp: string } });
  }

  #do(step: () => Promise<void>): void {
    this.#queue = this.#queue.then(step).catch(() => {}); // such clients shrug
  }
}

function meeting(seed: number, rollsBack: boolean) {
  const random = seeded(seed);
  const turns = new Turns(random);
  const ours: Signal[] = [];
  const plain = new PlainClient(turns, rollsBack, (signal) => ours.push(structuredClone(signal)));
  const layout: Layout = {
    offer: (pc) => {
      for (const role of ROLES.slice(0, 2)) pc.addTransceiver(role);
    },
    adopt: (pc) => {
      for (const t of pc.getTransceivers()) t.direction = "sendrecv";
    },
    settled: () => {},
    mids: () => ({}) as Record<string, Role>,
  };
  const negotiation = new Negotiation({
    polite: random() < 0.5,
    plain: true,
    layout,
    createPc: () => new FakePeerConnection(turns) as unknown as RTCPeerConnection,
    name: () => "x",
    send: (signal) => {
      const { sdp, ice } = signal as { sdp?: RTCSessionDescriptionInit; ice?: RTCIceCandidateInit };
      plain.inbox.push(structuredClone(sdp ? { sdp } : { ice }) as Signal);
    },
    report: () => {},
  });
  const run = async (acts: (() => void)[]) => {
    await settled();
    for (let steps = 0; steps < 2000; steps++) {
      const more = acts.length === 0 ? [] : [() => acts.splice(Math.floor(random() * acts.length), 1)[0]?.()];
      if (plain.inbox.length > 0) more.push(() => plain.deliver());
      if (ours.length > 0) more.push(() => negotiation.receive(ours.shift() as Signal));
      if (!(await turns.next(more))) return;
    }
    throw new Error("it never comes to rest");
  };
  const trouble = () => {
    const pc = negotiation.pc as unknown as FakePeerConnection;
    if (pc.signalingState !== "stable" || plain.pc.signalingState !== "stable") return "not stable";
    return pc.knownPeer === plain.pc.identity && plain.pc.knownPeer === pc.identity ? null : "strangers";
  };
  return { negotiation, plain, run, trouble };
}

test.each([true, false])("a plain client that begins is answered (rolls back: %s)", async (rollsBack) => {
  for (let seed = 1; seed <= 50; seed++) {
    const { plain, run, trouble } = meeting(seed, rollsBack);
    await run([() => plain.offer()]);
    expect(trouble(), `seed ${seed}`).toBeNull();
  }
});

test.each([true, false])("a plain client that waits is called (rolls back: %s)", async (rollsBack) => {
  for (let seed = 1; seed <= 50; seed++) {
    const { negotiation, run, trouble } = meeting(seed, rollsBack);
    await run([() => negotiation.start()]);
    expect(trouble(), `seed ${seed}`).toBeNull();
  }
});

test.each([true, false])(
  "a glare with a plain client ends well, whichever way it can (rolls back: %s)",
  async (rollsBack) => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    for (let seed = 1; seed <= 100; seed++) {
      const { negotiation, plain, run, trouble } = meeting(seed, rollsBack);
      await run([() => negotiation.start(), () => plain.offer()]);
      vi.runAllTimers(); // our patience ends
      await run([]);
      expect(trouble(), `seed ${seed}`).toBeNull();
    }
    vi.useRealTimers();
  },
);
