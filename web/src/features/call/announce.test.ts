import { describe, expect, it } from "vitest";
import { happenings, summarize } from "./announce";

const person = (name: string, more = {}) => ({ name, hand: false, screen: false, ...more });

describe("announcements", () => {
  it("tell who came, went, raised a hand and shares", () => {
    const before = { people: { me: person("Me"), a: person("Ana"), b: person("Bo") } };
    const now = {
      people: { me: person("Me", { hand: true }), a: person("Ana", { hand: true, screen: true }), c: person("Cy") },
    };
    expect(happenings(before, now, "me")).toEqual([
      { kind: "hand", name: "Ana" },
      { kind: "sharing", name: "Ana" },
      { kind: "joined", name: "Cy" },
      { kind: "left", name: "Bo" },
    ]);
  });

  it("gather many of a kind into one", () => {
    expect(
      summarize([
        { kind: "joined", name: "Ana" },
        { kind: "message", name: "Bo" },
        { kind: "joined", name: "Cy" },
      ]),
    ).toEqual([
      { kind: "joined", name: "Ana", count: 2 },
      { kind: "message", name: "Bo", count: 1 },
    ]);
  });

  it("count who claps three times once, and say what the first one did", () => {
    const clap = { kind: "reaction", name: "Ana", what: "Applause" } as const;
    const heart = { kind: "reaction", name: "Bo", what: "Heart" } as const;
    expect(summarize([clap, clap, heart, clap])).toEqual([{ ...clap, count: 2 }]);
  });
});
