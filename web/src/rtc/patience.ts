// How long sounds and pictures wait before they are played: longer where lost ones are asked for again, or they would come too late. (A
// picture that no other is made from would be left out then: of three sizes in layers of time that is every second one.)

/** So many times in a second something had to be asked for: the line loses some. */
const MISSED = 2;
/** And so many times: it loses much, and one of ten that are asked for is lost twice more. */
const MUCH_MISSED = 8;
/** Once there and back for asking, and once more for one that was lost again; and what comes late anyway. */
const TARGET_MS = { least: 120, base: 100, again: 60, most: 300 } as const;
/** A line that lost nothing for so many looks is trusted again. */
const CALM_LOOKS = 10;

/** Of one connection. */
export class Patience {
  #missed = new WeakMap<RTCRtpReceiver, number>();
  #calm = new WeakMap<RTCRtpReceiver, number>();

  /** Looks at a sound or a picture that comes; to be called about once a second. */
  look(receiver: RTCRtpReceiver, stats: readonly Entry[]): void {
    if (!("jitterBufferTarget" in receiver)) return;
    const missed = stats.find((each) => each.type === "inbound-rtp")?.nackCount ?? 0;
    const more = missed - (this.#missed.get(receiver) ?? missed);
    this.#missed.set(receiver, missed);
    const calm = more >= MISSED ? 0 : (this.#calm.get(receiver) ?? CALM_LOOKS) + 1;
    this.#calm.set(receiver, calm);
    if (more >= MISSED) receiver.jitterBufferTarget = waitsFor(roundTripOf(stats), more >= MUCH_MISSED);
    else if (calm === CALM_LOOKS) receiver.jitterBufferTarget = null;
  }
}

interface Entry {
  readonly type: string;
  readonly nackCount?: number;
  readonly currentRoundTripTime?: number;
}

function roundTripOf(stats: readonly Entry[]): number {
  const times = stats.flatMap((each) => (each.type === "candidate-pair" ? (each.currentRoundTripTime ?? []) : []));
  return 1000 * Math.max(0, ...times);
}

function waitsFor(roundTripMs: number, isMuch: boolean): number {
  const more = isMuch ? TARGET_MS.again + roundTripMs : 0;
  return Math.min(Math.max(TARGET_MS.base + 2 * roundTripMs, TARGET_MS.least) + more, TARGET_MS.most);
}
