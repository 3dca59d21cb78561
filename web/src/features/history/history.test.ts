import { describe, expect, test } from "vitest";
import type { Activity, Attendee, SaidLine } from "@/api/types";
import { presences, spanOf, turns } from "./account";
import { byDay, dayName, search } from "./days";

const local = (day: number, hour: number) => new Date(2031, 3, day, hour).toISOString();
const meeting = (id: string, date: string, title = "", code = id): Activity => ({
  id,
  user_id: "u1",
  meetingCode: code,
  date,
  title,
});
const NOW = new Date(2031, 3, 9, 18).getTime();

describe("days", () => {
  test("are cut at local midnight and named as people name them", () => {
    const days = byDay([meeting("c", local(9, 8)), meeting("b", local(8, 23)), meeting("a", local(8, 1))], NOW);
    expect(days.map((day) => [day.name, day.meetings.length])).toEqual([
      ["Today", 1],
      ["Yesterday", 2],
    ]);
  });

  test("of another year carry it", () => {
    expect(dayName(new Date(2031, 2, 2).getTime(), NOW)).not.toContain("2031");
    expect(dayName(new Date(2030, 2, 2).getTime(), NOW)).toContain("2030");
  });
});

test("searching finds every word, in title or code, without minding accents", () => {
  const all = [meeting("1", local(9, 1), "Café con Ana", "bend-olive"), meeting("2", local(9, 2), "", "kulm-vexo")];
  const ids = (query: string) => search(all, query).map((found) => found.id);
  expect(ids("cafe ANA")).toEqual(["1"]);
  expect(ids("olive café")).toEqual(["1"]);
  expect(ids("vexo")).toEqual(["2"]);
  expect(ids("vexo ana")).toEqual([]);
  expect(ids(" ")).toEqual(["1", "2"]);
});

describe("who was there", () => {
  const person = (id: string, user: string | null, from: number, to: number | null): Attendee => ({
    id,
    name: id,
    user_id: user,
    joined_at: local(9, from),
    left_at: to === null ? null : local(9, to),
  });

  test("an account that came twice is one person, from first to last", () => {
    const [ana, guest] = presences([person("a", "u1", 8, 9), person("b", null, 8, 10), person("c", "u1", 11, 12)]);
    expect(ana).toMatchObject({ userId: "u1", fromMs: Date.parse(local(9, 8)), toMs: Date.parse(local(9, 12)) });
    expect(guest).toMatchObject({ userId: null });
  });

  test("a meeting lasts from the first to come to the last to go, or still", () => {
    expect(spanOf([person("a", null, 8, 9), person("b", null, 7, 11)])).toEqual({
      fromMs: Date.parse(local(9, 7)),
      toMs: Date.parse(local(9, 11)),
    });
    expect(spanOf([person("a", null, 8, 9), person("b", null, 7, null)])?.toMs).toBeNull();
    expect(spanOf([])).toBeNull();
  });
});

test("lines written in one go stand under one name", () => {
  const line = (seq: number, sender: string, minute: number): SaidLine => ({
    seq,
    sender_id: sender,
    name: sender,
    text: String(seq),
    at: new Date(2031, 3, 9, 8, minute).toISOString(),
  });
  const found = turns([line(1, "ana", 0), line(2, "ana", 2), line(3, "bo", 3), line(4, "ana", 4), line(5, "ana", 30)]);
  expect(found.map((turn) => turn.lines.map((each) => each.seq))).toEqual([[1, 2], [3], [4], [5]]);
});
