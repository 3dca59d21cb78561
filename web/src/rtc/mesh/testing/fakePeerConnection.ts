// A peer connection that keeps to the signaling state machine of WebRTC 1.0 (section 4.3) and JSEP (RFC 9429):
// asynchronous steps, implicit rollback, m-lines that belong to transceivers, keys and ICE credentials that have
// to fit. No media, no network: two of them are connected when what each knows of the other is what the other is.

import type { Turns } from "./turns";

interface FakeSdp {
  /** Whose it is; stands for the DTLS fingerprint. */
  readonly owner: string;
  readonly ufrag: string;
  readonly kinds: readonly string[];
}

interface FakeTransceiver {
  mid: string | null;
  readonly kind: string;
  direction: RTCRtpTransceiverDirection;
  readonly sender: { replaceTrack(): Promise<void> };
}

let born = 0;

export class FakePeerConnection extends EventTarget {
  readonly owner: string;
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  readonly transceivers: FakeTransceiver[] = [];
  readonly candidates: string[] = [];
  /** Rolled back after it had been negotiated: Chromium (seen in 156) never shows what comes then, Firefox (153) sends no more. */
  broken = false;
  #current: { local: RTCSessionDescriptionInit | null; remote: RTCSessionDescriptionInit | null } = {
    local: null,
    remote: null,
  };
  #associated: FakeTransceiver[] = [];
  #ufrag: string;
  #gathered = "";
  #restarts = 0;
  #remoteUfrag = "";
  #remoteOwner = "";
  #operations: Promise<unknown> = Promise.resolve();

  constructor(private readonly turns: Turns) {
    super();
    born += 1;
    this.owner = `pc${born}`;
    this.#ufrag = `${this.owner}/0`;
  }

  get currentLocalDescription(): RTCSessionDescriptionInit | null {
    return this.#current.local;
  }

  addTransceiver(kind: string): FakeTransceiver {
    const sender = { replaceTrack: async () => {} };
    const transceiver: FakeTransceiver = { mid: null, kind, direction: "sendrecv", sender };
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers(): FakeTransceiver[] {
    return [...this.transceivers];
  }

  restartIce(): void {
    this.#restarts += 1;
  }

  setLocalDescription(): Promise<void> {
    return this.#chain(async () => {
      if (this.signalingState === "have-remote-offer") return this.#setLocalAnswer();
      if (this.signalingState !== "stable") throw invalidState("setLocalDescription", this.signalingState);
      this.#associated = this.transceivers.filter((t) => t.mid === null);
      for (const t of this.#associated) t.mid = String(this.transceivers.indexOf(t));
      if (this.#restarts > 0 && this.#current.local !== null) this.#ufrag = `${this.owner}/${this.#restarts}`;
      this.localDescription = { type: "offer", sdp: this.#write() };
      this.signalingState = "have-local-offer";
      this.#gather();
    });
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.#chain(async () => {
      const sdp: FakeSdp = JSON.parse(description.sdp ?? "");
      if (description.type === "answer") {
        if (this.signalingState !== "have-local-offer") throw invalidState("answer", this.signalingState);
        this.#knows(sdp);
        this.remoteDescription = description;
        this.#settle();
        return;
      }
      if (this.signalingState === "have-local-offer") this.#rollback();
      this.#knows(sdp);
      for (const [index, kind] of sdp.kinds.entries()) {
        const mid = String(index);
        if (this.transceivers.some((t) => t.mid === mid)) continue;
        const transceiver = this.addTransceiver(kind);
        transceiver.mid = mid;
        transceiver.direction = "recvonly";
      }
      this.remoteDescription = description;
      this.signalingState = "have-remote-offer";
    });
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    return this.#chain(async () => {
      if (this.remoteDescription === null) throw invalidState("addIceCandidate", "no remote description");
      if (candidate.usernameFragment !== this.#remoteUfrag) throw new DOMException("unknown ufrag", "OperationError");
      this.candidates.push(candidate.candidate ?? "");
    });
  }

  close(): void {
    this.signalingState = "closed";
    this.connectionState = "closed";
  }

  /** What the other end must know for the two to find each other. */
  get identity(): string {
    return `${this.owner} ${this.#ufrag}`;
  }

  get knownPeer(): string {
    return `${this.#remoteOwner} ${this.#remoteUfrag}`;
  }

  /** The operations chain of section 4.4.1.2: one at a time, each taking its time. */
  #chain<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#operations.then(async () => {
      await this.turns.take();
      if (this.signalingState === "closed") return new Promise<T>(() => {}); // never settles, as specified
      const done = await operation();
      await this.turns.take();
      return done;
    });
    this.#operations = result.catch(() => {});
    return result;
  }

  #setLocalAnswer(): void {
    if (this.#restarts > 0) this.#ufrag = `${this.owner}/${this.#restarts}`;
    this.localDescription = { type: "answer", sdp: this.#write() };
    this.#settle();
    this.#gather();
  }

  #settle(): void {
    this.signalingState = "stable";
    this.#associated = [];
    this.#current = { local: this.localDescription, remote: this.remoteDescription };
  }

  #rollback(): void {
    this.broken ||= this.#current.remote !== null;
    for (const t of this.#associated) t.mid = null;
    this.#associated = [];
    this.localDescription = this.#current.local;
    this.remoteDescription = this.#current.remote;
    this.signalingState = "stable";
  }

  #knows(sdp: FakeSdp): void {
    if (this.#remoteOwner !== "" && this.#remoteOwner !== sdp.owner) throw new Error("another fingerprint");
    const negotiated = this.transceivers.filter((t) => t.mid !== null).length;
    if (sdp.kinds.length < negotiated) throw new Error("m-lines are missing");
    this.#remoteOwner = sdp.owner;
    this.#remoteUfrag = sdp.ufrag;
  }

  #write(): string {
    const kinds = this.transceivers.filter((t) => t.mid !== null).map((t) => t.kind);
    return JSON.stringify({ owner: this.owner, ufrag: this.#ufrag, kinds } satisfies FakeSdp);
  }

  #gather(): void {
    const usernameFragment = this.#ufrag;
    if (this.#gathered === usernameFragment) return;
    this.#gathered = usernameFragment;
    for (const n of [1, 2]) {
      void this.turns.take().then(() => {
        const candidate = { candidate: `${usernameFragment}#${n}`, usernameFragment };
        const event = Object.assign(new Event("icecandidate"), {
          candidate: { ...candidate, toJSON: () => candidate },
        });
        if (this.signalingState !== "closed") this.dispatchEvent(event);
      });
    }
  }
}

function invalidState(what: string, state: string): DOMException {
  return new DOMException(`${what} in ${state}`, "InvalidStateError");
}
