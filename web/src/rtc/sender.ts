// One sender: which track it carries and what each of its encodings may cost. Changes queue up, the last one wins.

import { OVERDUE, OVERDUE_MS, type Report, worst } from "./strain";
import { Renewal } from "./whole";

export type Encodings = readonly RTCRtpEncodingParameters[];

/** Of fewer packets nothing need be reported. */
const OVERDUE_PACKETS = 30;
/** It is said again as often as a report would come. */
const OVERDUE_EVERY_MS = 1000;

/** What was known of an encoding when the last report on it came, or when none had come for too long. */
interface Reported {
  /** As the report has it; later ones are new. */
  readonly stamp: number;
  readonly at: number;
  readonly packets: number;
}

/** Whether this browser takes options with parameters; once known, for all senders. */
let sendsWhole: boolean | undefined;

/** It reads them if so, and then refuses: the transaction is none. To one that does not it would be a change (Firefox 153: a second without a picture). */
async function knowsOptions(sender: RTCRtpSender): Promise<boolean> {
  let isRead = false;
  const options = {
    get encodingOptions() {
      isRead = true;
      return [];
    },
  };
  await sender.setParameters({ ...sender.getParameters(), transactionId: "" }, options).catch(() => {});
  return isRead;
}

export class TrackSender {
  #track: MediaStreamTrack | null = null;
  #encodings: Encodings = [];
  #queue: Promise<void> = Promise.resolve();
  #renewal: Renewal | null = null;
  readonly #reports = new Map<string, Reported>();

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

  /** A whole picture, now (WebRTC Extensions, `encodingOptions`). */
  renewPicture(): void {
    this.#queue = this.#queue
      .then(async () => {
        const { sender } = this.transceiver;
        if (sender.track === null) return;
        this.#renewal?.now();
        if (!sendsWhole) return;
        const parameters = sender.getParameters();
        const options = { encodingOptions: (parameters.encodings ?? []).map(() => ({ keyFrame: true })) };
        await sender.setParameters(parameters, options as RTCSetParameterOptions);
      })
      .catch(this.report);
  }

  /** What whoever receives it has reported since this was last asked, of the encoding that fared worst, or what our browser knows; null: nothing. */
  async reported(): Promise<Report | null> {
    if (this.#track === null) return null;
    const found: Report[] = [];
    const stats = await this.transceiver.sender.getStats();
    let line: Pick<Report, "roomBps" | "sentBytes"> = { roomBps: null };
    stats.forEach(({ nominated, availableOutgoingBitrate: roomBps, bytesSent: sentBytes }) => {
      if (nominated && roomBps !== undefined) line = { roomBps, sentBytes };
    });
    stats.forEach(({ id, type, timestamp, localId, fractionLost, roundTripTime }) => {
      if (type !== "remote-inbound-rtp" || fractionLost === undefined) return;
      const sent = stats.get(localId);
      const [at, packets] = [sent?.timestamp ?? timestamp, sent?.packetsSent ?? 0];
      const before = this.#reports.get(id);
      if (before === undefined || before.stamp !== timestamp) {
        this.#reports.set(id, { stamp: timestamp, at, packets });
        found.push({ loss: fractionLost, rttMs: roundTripTime ? 1000 * roundTripTime : null, ...line });
      } else if (at - before.at >= OVERDUE_MS && packets - before.packets >= OVERDUE_PACKETS) {
        this.#reports.set(id, { ...before, at: before.at + OVERDUE_EVERY_MS });
        found.push(OVERDUE);
      }
    });
    return worst(found) ?? (line.roomBps === null ? null : { loss: null, rttMs: null, ...line });
  }

  async #prepare(): Promise<void> {
    const { sender } = this.transceiver;
    sendsWhole ??= await knowsOptions(sender);
    if (!sendsWhole && "RTCRtpScriptTransform" in globalThis) this.#renewal ??= new Renewal(sender);
  }

  async #apply(): Promise<void> {
    const { sender } = this.transceiver;
    if (sender.transport?.state === "closed") return;
    if (this.#track?.kind === "video") await this.#prepare();
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
