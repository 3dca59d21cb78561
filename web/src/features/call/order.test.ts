import { describe, expect, it } from "vitest";
import { nextOrder, pageCount, pageOf, type Seat } from "./order";

const seat = (id: string, more: Partial<Seat> = {}): Seat => ({
  id,
  isSelf: id === "me",
  pinned: false,
  speaking: false,
  hasVideo: true,
  spokeAt: 0,
  ...more,
});
const people = (...ids: string[]) => ids.map((id) => seat(id));

describe("the order of tiles", () => {
  it("puts oneself first and everyone else as they came", () => {
    expect(nextOrder([], people("a", "b", "me", "c"), 9)).toEqual(["me", "a", "b", "c"]);
  });

  it("does not move anyone when somebody on this page speaks", () => {
    const before = ["me", "a", "b", "c"];
    const now = [seat("me"), seat("a"), seat("b"), seat("c", { speaking: true, spokeAt: 5 })];
    expect(nextOrder(before, now, 4)).toBe(before);
  });

  it("closes the gap of someone who left without reshuffling the rest", () => {
    expect(nextOrder(["me", "c", "a", "b"], people("a", "b", "me"), 9)).toEqual(["me", "a", "b"]);
  });

  it("seats a newcomer at the end", () => {
    expect(nextOrder(["me", "c", "a"], people("a", "b", "c", "me"), 9)).toEqual(["me", "c", "a", "b"]);
  });

  it("swaps a speaker from another page with the one who has been quiet longest, and moves nobody else", () => {
    const seats = [
      seat("me"),
      seat("a", { spokeAt: 9 }),
      seat("b", { spokeAt: 2 }),
      seat("c", { spokeAt: 4 }),
      seat("d"),
      seat("e", { speaking: true, spokeAt: 10 }),
    ];
    expect(nextOrder(["me", "a", "b", "c", "d", "e"], seats, 4)).toEqual(["me", "a", "e", "c", "d", "b"]);
  });

  it("prefers to give up a place without a picture", () => {
    const seats = [seat("me"), seat("a"), seat("b", { hasVideo: false }), seat("c"), seat("d", { speaking: true })];
    expect(nextOrder(["me", "a", "b", "c", "d"], seats, 4)).toEqual(["me", "a", "d", "c", "b"]);
  });

  it("never gives up self, the pinned or those who speak too", () => {
    const seats = [
      seat("me"),
      seat("a", { pinned: true }),
      seat("b", { speaking: true }),
      seat("c", { speaking: true }),
    ];
    expect(nextOrder(["me", "a", "b", "c"], seats, 3)).toEqual(["me", "a", "b", "c"]);
  });

  it("comes to rest: the same input again changes nothing", () => {
    const seats = [
      ...people("me", "a", "b", "c"),
      seat("d", { speaking: true, spokeAt: 3 }),
      seat("e", { pinned: true }),
    ];
    const once = nextOrder([], seats, 3);
    expect(nextOrder(once, seats, 3)).toBe(once);
  });
});

describe("pages", () => {
  it("hold so many each, and the last page stands in for those beyond", () => {
    expect(pageOf([1, 2, 3, 4, 5], 0, 2)).toEqual([1, 2]);
    expect(pageOf([1, 2, 3, 4, 5], 9, 2)).toEqual([5]);
    expect(pageOf([], 0, 2)).toEqual([]);
    expect(pageCount(19, 9)).toBe(3);
    expect(pageCount(0, 9)).toBe(1);
  });
});
