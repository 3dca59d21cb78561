import { describe, expect, it } from "vitest";
import { CallRecorder } from "./summary";
import { fakeChat, fakePeer, idleCall, liveCall } from "./testing/fakeCall";

const start = 1_700_000_000_000;
const me = fakePeer("me", "Me", { isSelf: true });

describe("what is remembered of a call", () => {
  it("names everyone who was there and for how long, also who left before the end", () => {
    const recorder = new CallRecorder();
    recorder.see(liveCall([me, fakePeer("a", "Ana", { joinedAt: start - 60_000 })]), start);
    const lines = [fakeChat("1", "b", "Bo", "hi"), fakeChat("2", "me", "Me", "no", { status: "refused" })];
    recorder.see(liveCall([me, fakePeer("b", "Bo", { joinedAt: start + 30_000 })], { chat: lines }), start + 30_000);
    const summary = recorder.summary(start + 90_000);
    expect(summary).toMatchObject({ title: "Garden talk", lastedMs: 90_000 });
    expect(summary?.people.map(({ name, fromMs, toMs }) => [name, (toMs - fromMs) / 1000])).toEqual([
      ["Ana", 30],
      ["Bo", 60],
      ["Me", 90],
    ]);
    expect(summary?.chat.map((line) => line.text)).toEqual(["hi"]);
  });

  it("is nothing when one was never inside", () => {
    const recorder = new CallRecorder();
    recorder.see(idleCall, start);
    expect(recorder.summary(start)).toBeNull();
  });
});
