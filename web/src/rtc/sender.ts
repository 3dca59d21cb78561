// One sender: which track it carries and what each of its encodings may cost. Changes queue up, the last one wins.

import { type Report, worst } from "./strain";

export type Encodings = readonly RTCRtpEncodingParameters[];

export class TrackSender {
  #track: MediaStreamTrack | null = null;
  #encodings: Encodings = [];
  #queue: Promise<void> = Promise.resolve();
  /** When the last report on each encoding came. */
  readonly #reports = new Map<string, number>();

  constructor(
    readonly transceiver: RTCRtpTransceiver,
    private readonly report: (problem: unknown) => void,
    /** What must not go first when there is not enough room; of a film, whatever it is, frames must not. */
    private readonly degradation?: RTCDegradationPreference,
  ) {}

  get track(): MediaStreamTrack | null {
    return this.#track;
  }

  set(track: MediaStreamTrack | null, encodings: Encodings): void {
    this.#track = track;
    this.#encodings = encodings;
    this.#queue = this.#queue.then(() => this.#apply()).catch(this.report);
  }

  /** A whole picture, now (WebRTC Extensions, `encodingOptions`); browsers that do not know how wait for who sees nothing to ask. */
  renewPicture(): void {
    this.#queue = this.#queue
      .then(async () => {
        const { sender } = this.transceiver;
        const parameters = sender.getParameters();
        const options = { encodingOptions: (parameters.encodings ?? []).map(() => ({ keyFrame: true })) };
        if (sender.track !== null) await sender.setParameters(parameters, options as RTCSetParameterOptions);
      })
      .catch(this.report);
  }

  /** What whoever receives it has reported since this was last asked, of the encoding that fared worst; null: nothing. */
  async reported(): Promise<Report | null> {
    if (this.#track === null) return null;
    const fresh: Report[] = [];
    (await this.transceiver.sender.getStats()).forEach(({ id, type, timestamp, fractionLost, roundTripTime }) => {
      if (type !== "remote-inbound-rtp" || fractionLost === undefined || this.#reports.get(id) === timestamp) return;
      this.#reports.set(id, timestamp);
      fresh.push({ loss: fractionLost, rttMs: roundTripTime ? 1000 * roundTripTime : null });
    });
    return worst(fresh);
  }

  async #apply(): Promise<void> {
    const { sender } = this.transceiver;
    if (sender.transport?.state === "closed") return;
    if (sender.track !== this.#track) await sender.replaceTrack(this.#track);
    const parameters = sender.getParameters();
    const pairs = (parameters.encodings ?? []).map((present, i) => [present, this.#encodings[i] ?? {}] as const);
    if (pairs.every(([present, wanted]) => holds(present, wanted))) return;
    for (const [present, wanted] of pairs) Object.assign(present, wanted);
    const isFilm = this.#track?.contentHint === "motion";
    if (this.degradation) parameters.degradationPreference = isFilm ? "maintain-framerate" : this.degradation;
    await sender.setParameters(parameters);
  }
}

function holds(present: RTCRtpEncodingParameters, wanted: RTCRtpEncodingParameters): boolean {
  return Object.entries(wanted).every(([key, value]) => present[key as keyof RTCRtpEncodingParameters] === value);
}
