// Looks at a line while there is a connection over it: at what the other end reports of what we send, and at what comes.

import { monotonic } from "@/lib/clock";
import { Arrivals, latestOf } from "./arrivals";
import { Headroom } from "./headroom";
import { Patience } from "./patience";
import { Question } from "./question";
import { type Ease, LOOKS_MS, OVERDUE, OVERDUE_MS, type Report, Strain } from "./strain";
import { Suffering } from "./suffering";

/** Every so many looks at what comes. */
const LISTENS = 2;
/** Nothing at all in so many looks, and then something: the line was cut. */
const CUT_LOOKS = 2;
/** What is reported so soon after it still counts what was sent meanwhile. */
const CUT_MS = 2500;
/** What a camera in full and a voice need; whether the line carries it a browser finds out by itself. */
const START_BPS = 1_200_000;

export interface GaugeDeps {
  /** What came since it was last asked; of several, the worst. */
  reported(): Promise<Report | null>;
  /** Whatever else comes over the line. */
  receivers(): readonly (RTCRtpReceiver | null)[];
  ease(ease: Ease): void;
  /** Whether what we send is more than the line carries; told when it changes. */
  fill(isFull: boolean): void;
  /** More may go, and our browser does not know of room for it: it is to try so much, bits per second. */
  widen(bps: number): void;
  /** What is heard is lost again and again, and not because the line is full. */
  suffers?(): void;
  report(problem: unknown): void;
}

export class Gauge {
  #strain = new Strain();
  #headroom = new Headroom();
  #timer: ReturnType<typeof setInterval> | null = null;
  #question = new Question();
  #arrivals = new Arrivals();
  #deafAt = Number.NEGATIVE_INFINITY;
  #deafLooks = 0;
  #cutAt = Number.NEGATIVE_INFINITY;
  #patience = new Patience();
  #suffering = new Suffering();
  #looks = 0;
  #isFull = false;

  constructor(private readonly deps: GaugeDeps) {}

  /** A new connection: nothing is known of its line. */
  begin(): void {
    this.#strain = new Strain();
    this.#headroom = new Headroom();
    this.#question.drop();
    this.#isFull = false;
    this.deps.ease("none");
  }

  run(on: boolean): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = on
      ? setInterval(() => void this.#question.ask(() => this.#look()).catch(this.deps.report), LOOKS_MS)
      : null;
  }

  async #look(): Promise<void> {
    const strain = this.#strain;
    const report = await this.deps.reported();
    const at = monotonic();
    const receivers = this.deps.receivers();
    this.#looks += 1;
    if (this.#looks % LISTENS === 0) await this.#listen(receivers, strain, at);
    this.#hark(this.#arrivals.on(receivers), at);
    if (at - this.#cutAt < CUT_MS) return;
    if (report === OVERDUE && strain.knowsOfRoom(at)) return; // reports were lost; who sees the line is content
    if (report === OVERDUE && at - this.#deafAt < OVERDUE_MS) return; // nothing at all came: the line was cut, it is not narrow
    if (report !== null && strain === this.#strain && this.#timer !== null) this.#hear(at, report);
  }

  #hark(comes: boolean, at: number): void {
    if (!comes) this.#deafAt = at;
    else if (this.#deafLooks >= CUT_LOOKS) this.#cutAt = at;
    this.#deafLooks = comes ? 0 : this.#deafLooks + 1;
  }

  #hear(at: number, report: Report): void {
    const before = this.#strain.widenings;
    this.deps.ease(this.#strain.see(at, report));
    const isFull = this.#strain.isFull(at);
    if (isFull !== this.#isFull) this.deps.fill(isFull);
    this.#isFull = isFull;
    const stands = this.#headroom.see(at, report, this.#strain.isFree(at));
    const bps = this.#strain.widenings > before ? START_BPS : stands;
    if (bps !== null) this.deps.widen(bps);
  }

  /** To each sound and picture that comes. */
  async #listen(receivers: readonly (RTCRtpReceiver | null)[], strain: Strain, at: number): Promise<void> {
    const listen = async (receiver: RTCRtpReceiver | null) => {
      if (receiver === null || latestOf(receiver) === undefined) return false;
      const stats = [...(await receiver.getStats()).values()];
      this.#patience.look(receiver, stats);
      return this.#suffering.look(receiver, stats);
    };
    const suffer = await Promise.all(receivers.map(listen));
    if (suffer.includes(true) && strain.isClear(at)) this.deps.suffers?.();
  }
}
