// Whether packets come: known at once by what was played last, or surely by counting them.

/** undefined: nothing was, or nothing for ten seconds, or the browser does not say. */
export function latestOf(receiver: RTCRtpReceiver | null | undefined): RTCRtpSynchronizationSource | undefined {
  return receiver?.getSynchronizationSources?.()[0];
}

export class Arrivals {
  #marks = new WeakMap<RTCRtpReceiver, number>();

  /** Whether anything came on any of these since it was last asked about. */
  on(receivers: readonly (RTCRtpReceiver | null)[]): boolean {
    return receivers.filter((receiver) => receiver !== null && this.#moved(receiver)).length > 0;
  }

  #moved(receiver: RTCRtpReceiver): boolean {
    const mark = latestOf(receiver)?.rtpTimestamp;
    if (mark === undefined || mark === this.#marks.get(receiver)) return false;
    this.#marks.set(receiver, mark);
    return true;
  }
}

/** Whoever sends sound sends fifty a second; a browser counts anew every 50 ms. */
const COUNTED_WITHIN_MS = 70;
/** Firefox does not always answer while a path is gone. */
const ANSWERED_WITHIN_MS = 250;

/** Whether any come now. What is played tells late: a sound waits in its buffer, a picture for what it lacks. */
export async function packetsCome(pc: RTCPeerConnection): Promise<boolean> {
  return Promise.race([grows(pc), after(ANSWERED_WITHIN_MS).then(() => false)]);
}

async function grows(pc: RTCPeerConnection): Promise<boolean> {
  const before = await packetsOf(pc);
  await after(COUNTED_WITHIN_MS);
  return (await packetsOf(pc)) > before;
}

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** How many have come on it so far. */
export async function packetsOf(pc: RTCPeerConnection): Promise<number> {
  let sum = 0;
  const stats: Iterable<{ type: string; packetsReceived?: number }> = (await pc.getStats()).values();
  for (const { type, packetsReceived } of stats) if (type === "inbound-rtp") sum += packetsReceived ?? 0;
  return sum;
}
