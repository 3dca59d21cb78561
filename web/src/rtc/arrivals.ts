// Whether packets come, known at once: what was played last, without statistics.

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
