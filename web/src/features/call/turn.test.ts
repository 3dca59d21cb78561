import { expect, it } from "vitest";
import { Turn } from "./turn";

it("is due once one has spoken for three seconds, pauses not counted", () => {
  const turn = new Turn();
  expect(turn.see(true, false, 0)).toBe(null);
  expect(turn.see(true, true, 1000)).toBe(3000);
  expect(turn.see(true, false, 2000)).toBe(null);
  expect(turn.see(true, true, 9000)).toBe(2000);
  expect(turn.see(true, true, 11_000)).toBe(0);
});

it("begins anew with each hand, and knows no turn without one", () => {
  const turn = new Turn();
  expect(turn.see(false, true, 0)).toBe(null);
  expect(turn.see(true, true, 60_000)).toBe(3000);
  expect(turn.see(false, true, 62_000)).toBe(null);
  expect(turn.see(true, true, 62_500)).toBe(3000);
});

it("leaves a hand alone that is kept up, until it goes down", () => {
  const turn = new Turn();
  turn.see(true, true, 0);
  expect(turn.see(true, true, 3000)).toBe(0);
  turn.see(false, true, 3000);
  turn.keep();
  expect(turn.see(true, true, 3100)).toBe(null);
  expect(turn.see(true, true, 30_000)).toBe(null);
  turn.see(false, true, 30_000);
  expect(turn.see(true, true, 30_100)).toBe(3000);
});
