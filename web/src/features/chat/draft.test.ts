import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { fakeCall, fakeChat, liveCall } from "@/features/call/testing/fakeCall";
import { draftOf } from "./draft";

interface Request {
  readonly name: string;
  progress(share: number): void;
  answer(status: number, body: unknown): void;
  aborted: boolean;
}

const requests: Request[] = [];
const deleted: string[] = [];

class FakeRequest {
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  status = 0;
  responseText = "";
  onload?: () => void;
  onabort?: () => void;
  #request: Request | null = null;
  open() {}
  getResponseHeader() {
    return null;
  }
  setRequestHeader(name: string, value: string) {
    if (name !== "X-File-Name") return;
    this.#request = {
      name: decodeURIComponent(value),
      aborted: false,
      progress: (share) => this.upload.onprogress?.({ loaded: share, total: 1 }),
      answer: (status, body) => {
        this.status = status;
        this.responseText = JSON.stringify(body);
        this.onload?.();
      },
    };
  }
  send() {
    if (this.#request) requests.push(this.#request);
  }
  abort() {
    if (this.#request) this.#request.aborted = true;
    this.onabort?.();
  }
}

beforeEach(() => {
  requests.length = 0;
  deleted.length = 0;
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
  vi.stubGlobal("fetch", async (path: string) => {
    deleted.push(path);
    return new Response(null, { status: 204 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const file = (name: string, size = 3) => new File([new Uint8Array(size)], name);
const shared = (id: string, name: string) => ({ id, name, media_type: "x/y", size: 3, width: 0, height: 0 });
const sending = (count: number) => vi.waitFor(() => expect(requests).toHaveLength(count));

function desk(change = {}) {
  const call = fakeCall({ call: liveCall([], change) });
  const drafting = draftOf(call);
  return { call, drafting, draft: () => drafting.store.getState() };
}

describe("a line with files", () => {
  it("waits for them when send was pressed, and then goes out once, with what it answers", async () => {
    const { call, drafting, draft } = desk();
    drafting.add([file("a.txt"), file("b.txt")]);
    drafting.write(" see these ");
    drafting.answer(fakeChat("7", "b", "Bo", "what?"));
    await sending(2);
    drafting.send();
    requests[1]?.answer(201, shared("B", "b.txt"));
    requests[0]?.progress(0.5);
    await vi.waitFor(() =>
      expect(draft().parcels.map((p) => [p.share, p.state])).toEqual([
        [0.5, "sending"],
        [1, "done"],
      ]),
    );
    expect(call.orders).toEqual([]);
    requests[0]?.answer(201, shared("A", "a.txt"));
    await vi.waitFor(() => expect(call.orders).toEqual(["sendChat:see these >7 +a.txt +b.txt"]));
    expect(draft()).toMatchObject({ text: "", reply: null, parcels: [], sendWhenReady: false });
  });

  it("is kept, with a reason, when one could not be sent, and goes out when that was tried again", async () => {
    const { call, drafting, draft } = desk();
    drafting.add([file("a.txt")]);
    await sending(1);
    drafting.send();
    requests[0]?.answer(507, { code: "meeting_files_full", message: "x" });
    await vi.waitFor(() => expect(draft().parcels[0]?.problem).toBe("There is no space left for files here."));
    expect(draft().sendWhenReady).toBe(false);
    drafting.retry(1);
    await sending(2);
    requests[1]?.answer(201, shared("A", "a.txt"));
    await vi.waitFor(() => expect(draft().parcels[0]?.state).toBe("done"));
    expect(call.orders).toEqual([]);
    drafting.send();
    expect(call.orders).toEqual(["sendChat: +a.txt"]);
  });

  it("does without one that is taken away, on its way or there already", async () => {
    const { drafting, draft } = desk();
    drafting.add([file("a.txt"), file("b.txt")]);
    await sending(2);
    drafting.remove(1);
    expect(requests[0]?.aborted).toBe(true);
    requests[1]?.answer(201, shared("B", "b.txt"));
    await vi.waitFor(() => expect(draft().parcels[0]?.state).toBe("done"));
    drafting.remove(2);
    expect(draft().parcels).toEqual([]);
    await vi.waitFor(() => expect(deleted).toEqual(["/api/v1/files/B"]));
  });

  it("never begins what the server would refuse, and says why", async () => {
    const { drafting, draft } = desk({ fileBytes: 10 });
    drafting.add([file("big.bin", 11), file("empty.bin", 0)]);
    await vi.waitFor(() =>
      expect(draft().parcels.map((p) => [p.state, p.hopeless])).toEqual([
        ["failed", true],
        ["failed", true],
      ]),
    );
    expect(draft().parcels.map((p) => p.problem)).toEqual([
      expect.stringContaining("Too large"),
      "There is nothing in this file.",
    ]);
    drafting.add(Array.from({ length: 9 }, (_, n) => file(`${n}.txt`)));
    expect(draft().parcels).toHaveLength(10);
    expect(draft().problem).toContain("10");
    expect(desk({ fileBytes: 0 }).drafting.add([file("a")])).toBeUndefined();
    await sending(8);
  });
});
