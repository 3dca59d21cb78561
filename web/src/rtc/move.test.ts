import { describe, expect, test } from "vitest";
import { choose, Flow, NO_SUPPLY, Pact, type Supply } from "./move";

const comes: Supply = { offered: true, ready: true, flowing: true };
const announced: Supply = { offered: true, ready: false, flowing: false };
const falters: Supply = { offered: true, ready: false, flowing: true };

describe("which plane is played", () => {
  test("the old one goes on until the new one is ready", () => {
    expect(choose("mesh", "sfu", { mesh: comes, sfu: NO_SUPPLY })).toBe("mesh");
    expect(choose("mesh", "sfu", { mesh: comes, sfu: announced })).toBe("mesh");
    expect(choose("mesh", "sfu", { mesh: comes, sfu: comes })).toBe("sfu");
  });

  test("back again it is the same", () => {
    expect(choose("sfu", "mesh", { mesh: announced, sfu: comes })).toBe("sfu");
    expect(choose("sfu", "mesh", { mesh: comes, sfu: comes })).toBe("mesh");
  });

  test("a short hole in what is wanted changes nothing, a long one brings back what works", () => {
    expect(choose("sfu", "sfu", { mesh: comes, sfu: falters })).toBe("sfu");
    expect(choose("sfu", "sfu", { mesh: comes, sfu: announced })).toBe("mesh");
  });

  test("what has only been announced is played when there is nothing else", () => {
    expect(choose(null, "sfu", { mesh: NO_SUPPLY, sfu: announced })).toBe("sfu");
    expect(choose("mesh", "sfu", { mesh: NO_SUPPLY, sfu: announced })).toBe("sfu");
    expect(choose(null, "sfu", { mesh: announced, sfu: NO_SUPPLY })).toBe("mesh");
    expect(choose("sfu", "sfu", { mesh: NO_SUPPLY, sfu: NO_SUPPLY })).toBe(null);
  });

  test("when nothing comes on either, it stays where it was", () => {
    expect(choose("mesh", "sfu", { mesh: announced, sfu: announced })).toBe("mesh");
  });
});

describe("what comes", () => {
  test("a sound is begun with once it has come for a while without a hole", () => {
    const flow = new Flow("audio");
    for (let at = 0; at <= 150; at += 50) flow.see(at, at);
    expect(flow.supply(150)).toEqual({ offered: true, ready: false, flowing: true });
    for (let at = 200; at <= 250; at += 50) flow.see(at, at);
    expect(flow.supply(250).ready).toBe(true);
    flow.see(700, 700);
    expect(flow.supply(700).ready).toBe(false);
  });

  test("a picture is begun with at its first frame", () => {
    const flow = new Flow("video");
    expect(flow.supply(0).ready).toBe(false);
    flow.see(undefined, 10);
    expect(flow.supply(10).ready).toBe(false);
    flow.see(90_000, 20);
    expect(flow.supply(20).ready).toBe(true);
  });

  test("a time stamp that stands still is nothing that comes", () => {
    const flow = new Flow("video");
    flow.see(90_000, 0);
    flow.see(90_000, 2500);
    expect(flow.supply(2500)).toEqual({ offered: true, ready: false, flowing: false });
  });
});

test("the old way goes once both have said so in this epoch, and not before", () => {
  const pact = new Pact();
  pact.hear(4);
  expect(pact.isDone(4)).toBe(false);
  pact.say(4);
  expect(pact.isDone(4)).toBe(true);
  expect(pact.isDone(5)).toBe(false);
  pact.hear(5);
  expect(pact.isDone(5)).toBe(false);
});
