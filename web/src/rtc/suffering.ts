// Whether what is heard of somebody has to be made up again and again, because it is lost on the way: RED and asking for it again mend
// most of that, and not every browser knows them (Firefox, seen in 153, knows neither).

/** Of the sound of a second, this much made up: three packets of fifty. */
const MADE_UP = 0.05;
/** So many in a row are a line that loses. In the first of a jam nobody knows yet that it is one. */
const SECONDS = 3;

interface Heard {
  readonly samples: number;
  readonly concealed: number;
  readonly lost: number;
}

/** Of one connection. */
export class Suffering {
  #before = new WeakMap<RTCRtpReceiver, Heard>();
  #bad = new WeakMap<RTCRtpReceiver, number>();

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
    // what a busy machine plays too late is made up, too, and nothing of it was lost
    const isBad =
      now.lost > before.lost && now.concealed - before.concealed >= MADE_UP * (now.samples - before.samples);
    const bad = isBad ? (this.#bad.get(receiver) ?? 0) + 1 : 0;
    this.#bad.set(receiver, bad);
    return bad >= SECONDS;
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
