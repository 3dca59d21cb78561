import type { Activity } from "@/api/types";
import { localDay, now } from "@/lib/clock";
import { formatDate, t } from "@/lib/i18n";

const DAY_MS = 86_400_000;

export interface Day {
  /** 2031-04-09, local. */
  readonly key: string;
  readonly name: string;
  readonly meetings: readonly Activity[];
}

/** "Today", "Yesterday", "Tuesday 3 June", with the year when it is not this one. */
export function dayName(unixMs: number, nowMs = now()): string {
  const key = localDay(unixMs);
  if (key === localDay(nowMs)) return t("history.today");
  if (key === localDay(nowMs - DAY_MS)) return t("history.yesterday");
  const sameYear = key.slice(0, 4) === localDay(nowMs).slice(0, 4);
  return formatDate(unixMs, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!sameYear && { year: "numeric" }),
  });
}

/** Meetings in the order given, cut where the local day changes. */
export function byDay(meetings: readonly Activity[], nowMs = now()): Day[] {
  const days: { key: string; name: string; meetings: Activity[] }[] = [];
  for (const meeting of meetings) {
    const at = Date.parse(meeting.date);
    const key = localDay(at);
    const last = days.at(-1);
    if (last?.key === key) last.meetings.push(meeting);
    else days.push({ key, name: dayName(at, nowMs), meetings: [meeting] });
  }
  return days;
}

/** What to call a meeting nobody gave a title. */
export function meetingName(meeting: Pick<Activity, "title" | "meetingCode">): string {
  return meeting.title || t("history.untitled", { code: meeting.meetingCode });
}
