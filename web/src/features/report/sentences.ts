// How good a call was, in words.

import type { CallReport, Drop } from "@/api/types";
import { formatDate, formatNumber, t } from "@/lib/i18n";

export const STEPS = ["good", "fair", "poor", "lost"] as const;
export type Step = (typeof STEPS)[number];

/** Less says nothing. */
const WORTH_SAYING_MS = 5000;
/** Drops so close together are told by one time of day. */
const AROUND_MS = 10 * 60_000;

const SERIOUS: ReadonlySet<Drop["step"]> = new Set(["poor", "lost"]);

export function shares(report: CallReport): Record<Step, number> | null {
  const all = STEPS.reduce((sum, step) => sum + report[`${step}_ms`], 0);
  if (all < WORTH_SAYING_MS) return null;
  const share = (step: Step) => report[`${step}_ms`] / all;
  return { good: share("good"), fair: share("fair"), poor: share("poor"), lost: share("lost") };
}

/** 0.9996 is not the whole time: what was not quite all is not said to be. */
export function percent(share: number): string {
  const honest = share >= 1 ? 1 : Math.min(share, 0.99);
  return formatNumber(honest, { style: "percent", maximumFractionDigits: 0 });
}

/** "Good for 97 % of the time." "Two short breaks around 10:42, on your side." */
export function sentences(report: CallReport): string[] {
  const share = shares(report);
  if (share === null) return [];
  if (share.good >= 1) return [t("report.allGood")];
  const said = [t("report.good", { share: percent(share.good) })];
  const serious = report.drops.filter((drop) => SERIOUS.has(drop.step));
  const drops = serious.length > 0 ? serious : report.drops;
  const first = drops[0];
  const last = drops.at(-1);
  if (!first || !last) return said;
  const values = {
    count: drops.length,
    step: drops.some((drop) => drop.step === "lost") ? "lost" : "weak",
    side: sideOf(drops),
  };
  const clock = (at: number) => formatDate(at, { hour: "numeric", minute: "2-digit" });
  const longest = drops.reduce((a, b) => (b.lasted_ms > a.lasted_ms ? b : a));
  const isShort = longest.lasted_ms < 30_000;
  if (isShort && last.at - first.at <= AROUND_MS) said.push(t("report.drops", { ...values, time: clock(longest.at) }));
  else if (drops.length === 1 || clock(first.at) === clock(last.at))
    said.push(t("report.dropsLong", { ...values, time: clock(longest.at) }));
  else said.push(t("report.dropsMany", { ...values, from: clock(first.at), to: clock(last.at) }));
  if (!isShort) said.push(t("report.longest", { time: lasting(longest.lasted_ms) }));
  return said;
}

function sideOf(drops: readonly Drop[]): string {
  const [first] = drops;
  return first && drops.every((drop) => drop.side === first.side) ? first.side : "none";
}

function lasting(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  const [value, unit] = minutes >= 2 ? [minutes, "minute"] : [Math.round(ms / 1000), "second"];
  return formatNumber(value, { style: "unit", unit, unitDisplay: "long" });
}
