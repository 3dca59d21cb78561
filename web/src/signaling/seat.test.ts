import { beforeEach, expect, test } from "vitest";
import { tab } from "@/lib/storage";
import type { Hold } from "./hold";
import { type Seat, SeatKeeper } from "./seat";

const seat: Seat = { room: "garden", id: "p1", resume: "secret", boot: "b", signal: 4 };

/** Locks shared by the tabs of one browser. */
function locks(): Hold {
  const held = new Set<string>();
  return async (name) => {
    if (held.has(name)) return null;
    held.add(name);
    return () => held.delete(name);
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  tab.set("seat", null);
});

test("a reloaded tab gets its seat back", async () => {
  const browser = locks();
  const before = new SeatKeeper(browser);
  before.keep(seat);
  await settled();
  before.vacate({ ...seat, signal: 9 });
  expect(await new SeatKeeper(browser).claim("garden")).toEqual({ ...seat, signal: 9 });
});

test("a duplicated tab does not take the seat of the living one", async () => {
  const browser = locks();
  new SeatKeeper(browser).keep(seat); // sessionStorage is copied with the tab
  expect(await new SeatKeeper(browser).claim("garden")).toBeNull();
});

test("a lock that is granted after the seat was given up is not kept", async () => {
  const browser = locks();
  const keeper = new SeatKeeper(browser);
  keeper.keep(seat);
  keeper.forget();
  await settled();
  expect(await browser(`tertulia:seat:${seat.id}`, 0)).not.toBeNull();
});

test("a seat is good for its own room only", async () => {
  new SeatKeeper(locks()).keep(seat);
  expect(await new SeatKeeper(locks()).claim("kitchen")).toBeNull();
});

test("a seat that was given up is not taken back", async () => {
  const browser = locks();
  const keeper = new SeatKeeper(browser);
  keeper.keep(seat);
  keeper.forget();
  expect(await new SeatKeeper(browser).claim("garden")).toBeNull();
});

test("what was kept by something else is no seat", async () => {
  tab.set("seat", "not json");
  expect(await new SeatKeeper(locks()).claim("garden")).toBeNull();
});
