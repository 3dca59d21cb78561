import { describe, expect, test } from "vitest";
import type { Activity, Attendee, SaidLine } from "@/api/types";
import { presences, spanOf, turns } from "./account";
import { byDay, dayName } from "./days";
import { marked } from "./marks";

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

test("what was found is marked, whatever its case and accents, and the text stays what it was", () => {
  const shown = (text: string, query: string) =>
    marked(text, query)
      .map((part) => (part.found ? `[${part.text}]` : part.text))
      .join("");
  expect(shown("Nos vemos en el CAFÉ, café", "cafe")).toBe("Nos vemos en el [CAFÉ], [café]");
  expect(shown("cafe\u0301s", "CAFÉ")).toBe("[cafe\u0301]s");
  expect(shown("Straße 7", "strasse")).toBe("[Straße] 7");
  expect(shown("👋🏽 hola (a.b) 50%", "a.b 50%")).toBe("👋🏽 hola ([a.b]) [50%]");
  expect(shown("nothing", "x")).toBe("nothing");
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
    reply: null,
    files: [],
  });
  const found = turns([line(1, "ana", 0), line(2, "ana", 2), line(3, "bo", 3), line(4, "ana", 4), line(5, "ana", 30)]);
  expect(found.map((turn) => turn.lines.map((each) => each.seq))).toEqual([[1, 2], [3], [4], [5]]);
});
