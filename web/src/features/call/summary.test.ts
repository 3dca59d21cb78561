import { describe, expect, it } from "vitest";
import { CallRecorder } from "./summary";
import { fakeChat, fakePeer, idleCall, liveCall } from "./testing/fakeCall";

const me = fakePeer("me", "Me", { isSelf: true });
const start = 1_700_000_000_000;

describe("what is remembered of a call", () => {
  it("names everyone who was there, also who left before the end, and not oneself", () => {
    const recorder = new CallRecorder();
    recorder.see(liveCall([me, fakePeer("a", "Ana")]));
    recorder.see(liveCall([me, fakePeer("b", "Bo")], { chat: [fakeChat("1", "b", "Bo", "hi")] }));
    expect(recorder.summary(start + 90_000)).toEqual({
      title: "Garden talk",
      lastedMs: 90_000,
      people: ["Ana", "Bo"],
      chatLines: 1,
    });
  });

  it("is nothing when one was never inside", () => {
    const recorder = new CallRecorder();
    recorder.see(idleCall);
    expect(recorder.summary(start)).toBeNull();
  });
});
