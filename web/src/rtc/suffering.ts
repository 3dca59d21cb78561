// Whether what is heard of somebody has to be made up again and again, because it is lost on the way: RED and asking for it again mend
// most of that, and not every browser knows them (Firefox, seen in 153, knows neither).

/** Of the last few seconds, so much of one made up: three packets in each of three, or twice as many in each of two. */
const MADE_UP_S = 0.15;
const SECONDS = { least: 2, most: 3 } as const;

interface Heard {
  readonly samples: number;
  readonly concealed: number;
  readonly lost: number;
}

/** Of one connection. */
export class Suffering {
  #before = new WeakMap<RTCRtpReceiver, Heard>();
  /** The seconds just gone, as long as something was lost in each. In the first of a jam nobody knows yet that it is one. */
  #bad = new WeakMap<RTCRtpReceiver, readonly number[]>();

  /** Looks at one sound, about once a second; whether it has been bad for long enough. */
  look(receiver: RTCRtpReceiver, stats: readonly Entry[]): boolean {
    const entry = stats.find((each) => each.type === "inbound-rtp" && each.kind === "audio");
    if (entry === undefined) return false;
    const now: Heard = {
      samples: entry.totalSamplesReceived ?? 0,
      concealed: (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0),
      lost: entry.packetsLost ?? 0,
    };
    const before = this.#before.get(receiver) ?? now;
    this.#before.set(receiver, now);
    const madeUp = (now.concealed - before.concealed) / Math.max(1, now.samples - before.samples);
    // what a busy machine plays too late is made up, too, and nothing of it was lost
    const bad = now.lost > before.lost ? [...(this.#bad.get(receiver) ?? []), madeUp].slice(-SECONDS.most) : [];
    this.#bad.set(receiver, bad);
    return bad.length >= SECONDS.least && bad.reduce((sum, each) => sum + each, 0) >= MADE_UP_S;
  }
}

interface Entry {
  readonly type: string;
  readonly kind?: string;
  readonly totalSamplesReceived?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly packetsLost?: number;
}
