// The numbers behind a link's quality, measured once a second while somebody looks at them.

import { monotonic } from "@/lib/clock";
import type { MeasuredLink } from "./session";

export interface LinkReport {
  /** Share of packets lost since the last report, 0..1; null: none were due. */
  readonly lossIn: number | null;
  /** What the other side says it misses, 0..1; null: it has not said. */
  readonly lossOut: number | null;
  readonly roundTripMs: number | null;
  /** Bits per second, sound and pictures together; null in the first report. */
  readonly inBps: number | null;
  readonly outBps: number | null;
  /** As it comes in; null: none comes. */
  readonly picture: { readonly width: number; readonly height: number; readonly fps: number } | null;
  readonly way: "direct" | "relayed" | "viaServer" | "unknown";
}

/** Counters of one link, growing since it began. */
export interface Counters {
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly lossOut: number | null;
  readonly roundTripMs: number | null;
  readonly picture: LinkReport["picture"];
  readonly way: LinkReport["way"];
}

const EVERY_MS = 1000;

/** Tells once at once and then each second; null while there is no link. Returns stop. */
export function inspect(find: () => MeasuredLink | null, tell: (report: LinkReport | null) => void): () => void {
  let before: Counters | null = null;
  let pc: RTCPeerConnection | null = null;
  let stopped = false;
  const measure = async () => {
    const link = find();
    if (link?.pc !== pc) before = null;
    pc = link?.pc ?? null;
    const stats = await pc?.getStats().catch(() => undefined); // closed meanwhile
    if (stopped) return;
    const now = stats && link ? counted(stats, inboundOf(link), monotonic()) : null;
    tell(now && link ? endToEnd(reportOf(before, now), link) : null);
    before = now;
  };
  void measure();
  const timer = setInterval(() => void measure(), EVERY_MS);
  return () => {
    stopped = true;
    clearInterval(timer);
  };
}

/** Through the server, with what lies beyond it: of two ways in a row, what is lost adds up, and so does the time. */
export function endToEnd(report: LinkReport, { beyond }: Pick<MeasuredLink, "beyond">): LinkReport {
  if (beyond === undefined) return report;
  const rest = beyond();
  const both = (here: number | null, there: number | null | undefined) =>
    here === null || there == null ? (here ?? there ?? null) : 1 - (1 - here) * (1 - there);
  const roundTripMs = report.roundTripMs === null ? null : report.roundTripMs + Math.round(rest?.roundTripMs ?? 0);
  const [lossIn, lossOut] = [both(report.lossIn, rest?.lossIn), both(report.lossOut, rest?.lossOut)];
  return { ...report, lossIn, lossOut, roundTripMs, way: "viaServer" };
}

/** Ids of the tracks that come from this peer: through a server all peers share one connection. */
function inboundOf(link: MeasuredLink): ReadonlySet<string> {
  const receivers = (["mic", "camera", "screen", "screen-audio"] as const).map((role) => link.receiver(role));
  return new Set(receivers.flatMap((receiver) => (receiver ? [receiver.track.id] : [])));
}

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly kind?: string;
  readonly trackIdentifier?: string;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesPerSecond?: number;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly currentRoundTripTime?: number;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
}

const largest = (values: readonly number[]) => (values.length === 0 ? null : Math.max(...values));

export function counted(stats: RTCStatsReport, tracks: ReadonlySet<string>, at: number): Counters {
  const entries: Entry[] = [];
  stats.forEach((entry: Entry) => void entries.push(entry));
  const sum = (list: readonly Entry[], key: keyof Entry) => list.reduce((all, e) => all + Number(e[key] ?? 0), 0);
  const inbound = entries.filter((e) => e.type === "inbound-rtp" && tracks.has(e.trackIdentifier ?? ""));
  const remote = entries.filter((e) => e.type === "remote-inbound-rtp");
  const pair = entries.find((e) => e.type === "candidate-pair" && e.nominated && e.state !== "failed");
  const tripS = pair?.currentRoundTripTime || largest(remote.flatMap((e) => e.roundTripTime ?? []));
  const picture = inbound
    .filter((e) => e.kind === "video" && (e.framesPerSecond ?? 0) > 0)
    .toSorted((a, b) => (b.frameHeight ?? 0) - (a.frameHeight ?? 0))[0];
  return {
    at,
    received: sum(inbound, "packetsReceived"),
    lost: sum(inbound, "packetsLost"),
    bytesIn: sum(inbound, "bytesReceived"),
    bytesOut: sum(
      entries.filter((e) => e.type === "outbound-rtp"),
      "bytesSent",
    ),
    lossOut: largest(remote.flatMap((e) => e.fractionLost ?? [])),
    roundTripMs: tripS ? Math.round(tripS * 1000) : null,
    picture: picture
      ? {
          width: picture.frameWidth ?? 0,
          height: picture.frameHeight ?? 0,
          fps: Math.round(picture.framesPerSecond ?? 0),
        }
      : null,
    way: wayOf(entries, pair),
  };
}

function wayOf(entries: readonly Entry[], pair: Entry | undefined): LinkReport["way"] {
  if (!pair) return "unknown";
  const ends = [pair.localCandidateId, pair.remoteCandidateId].map((id) => entries.find((e) => e.id === id));
  return ends.some((end) => end?.candidateType === "relay") ? "relayed" : "direct";
}

export function reportOf(before: Counters | null, now: Counters): LinkReport {
  const { lossOut, roundTripMs, picture, way } = now;
  const seconds = before === null ? 0 : (now.at - before.at) / 1000;
  const bps = (key: "bytesIn" | "bytesOut") =>
    before === null || seconds <= 0 ? null : Math.max(0, ((now[key] - before[key]) * 8) / seconds);
  const lost = Math.max(0, now.lost - (before?.lost ?? 0));
  const due = lost + Math.max(0, now.received - (before?.received ?? 0));
  const lossIn = due === 0 ? null : lost / due;
  return { lossIn, lossOut, roundTripMs, inBps: bps("bytesIn"), outBps: bps("bytesOut"), picture, way };
}
