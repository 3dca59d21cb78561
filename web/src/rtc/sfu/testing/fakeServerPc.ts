// A peer connection towards a server that we play ourselves: it offers, and does what it is told.

class FakeChannel extends EventTarget {
  readyState: RTCDataChannelState = "connecting";
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  open(): void {
    this.readyState = "open";
    this.dispatchEvent(new Event("open"));
  }

  hear(message: object): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
}

interface Encoding {
  rid?: string;
  active?: boolean;
}

/** `reported`: what the server says it missed of it, 0..1; null: nothing yet. */
function transceiver(
  what: string | { kind: string },
  init: { sendEncodings?: Encoding[] },
  reported: () => number | null,
) {
  const kind = typeof what === "string" ? what : what.kind;
  let encodings = init.sendEncodings ?? [];
  const sender = {
    track: typeof what === "string" ? null : what,
    getParameters: () => ({ encodings: structuredClone(encodings) }),
    /** How often a whole picture was asked for. */
    renewed: 0,
    setParameters: async (parameters: { encodings: Encoding[] }, options?: { encodingOptions: unknown[] }) => {
      encodings = parameters.encodings;
      if (options !== undefined && options.encodingOptions.length > 0) sender.renewed += 1;
    },
    getStats: async () => {
      const report = { id: "report", type: "remote-inbound-rtp", timestamp: Date.now(), fractionLost: reported() };
      return new Map(report.fractionLost === null ? [] : [[report.id, report]]);
    },
    replaceTrack: async (track: { kind: string } | null) => {
      sender.track = track;
    },
  };
  const marks: { rtpTimestamp: number }[] = [];
  const receiver = { track: { kind }, marks, getSynchronizationSources: () => marks };
  return { mid: null as string | null, sender, receiver };
}

export class FakeServerPc extends EventTarget {
  signalingState: RTCSignalingState = "stable";
  connectionState: RTCPeerConnectionState = "new";
  localDescription: RTCSessionDescriptionInit | null = null;
  readonly transceivers: ReturnType<typeof transceiver>[] = [];
  readonly channel = new FakeChannel();
  restarts = 0;
  missed: number | null = null;

  addTransceiver(what: string | { kind: string }, init: { sendEncodings?: Encoding[] }) {
    const added = transceiver(what, init, () => this.missed);
    this.transceivers.push(added);
    return added;
  }

  createDataChannel(): FakeChannel {
    return this.channel;
  }

  setConfiguration(): void {}

  restartIce(): void {
    this.restarts += 1;
  }

  async setLocalDescription(): Promise<void> {
    for (const [i, each] of this.transceivers.entries()) each.mid ??= String(i);
    this.localDescription = { type: "offer", sdp: `offer, restarts ${this.restarts}` };
    this.signalingState = "have-local-offer";
    const candidate = { candidate: "candidate:1", toJSON: () => ({ candidate: "candidate:1" }) };
    this.dispatchEvent(Object.assign(new Event("icecandidate"), { candidate }));
  }

  async setRemoteDescription(): Promise<void> {
    this.signalingState = "stable";
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event("connectionstatechange"));
  }

  close(): void {
    this.connectionState = "closed";
    this.signalingState = "closed";
  }
}
