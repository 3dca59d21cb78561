import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Pictures } from "./picture";

/** What is announced when an element paints, by element. */
const announced = new Map<HTMLVideoElement, Array<() => void>>();
const ready = new WeakMap<HTMLVideoElement, number>();
const sources = new WeakMap<HTMLVideoElement, MediaStream | null>();

beforeEach(() => {
  announced.clear();
  Object.assign(HTMLMediaElement, { HAVE_NOTHING: 0, HAVE_CURRENT_DATA: 2, HAVE_ENOUGH_DATA: 4 });
  vi.stubGlobal(
    "MediaStream",
    class {
      constructor(readonly tracks: readonly MediaStreamTrack[]) {}
    },
  );
  const video = HTMLVideoElement.prototype;
  Object.defineProperties(video, {
    srcObject: {
      configurable: true,
      get(this: HTMLVideoElement) {
        return sources.get(this) ?? null;
      },
      set(this: HTMLVideoElement, stream: MediaStream | null) {
        sources.set(this, stream);
        ready.set(this, HTMLMediaElement.HAVE_NOTHING);
      },
    },
    readyState: {
      configurable: true,
      get(this: HTMLVideoElement) {
        return ready.get(this) ?? HTMLMediaElement.HAVE_NOTHING;
      },
    },
  });
  vi.spyOn(document, "hidden", "get").mockReturnValue(false);
  vi.spyOn(video, "play").mockResolvedValue();
  vi.spyOn(video, "pause").mockReturnValue();
  video.requestVideoFrameCallback = function (this: HTMLVideoElement, shown) {
    announced.set(this, [...(announced.get(this) ?? []), () => shown(0, {} as VideoFrameCallbackMetadata)]);
    return 0;
  };
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const track = (id: string) => ({ id }) as MediaStreamTrack;

/** A frame of what it had played arrives late: announced, and not there. */
async function announce(element: HTMLVideoElement) {
  const those = announced.get(element) ?? [];
  announced.delete(element);
  for (const each of those) each();
  await Promise.resolve();
  await Promise.resolve();
}

async function paint(element: HTMLVideoElement) {
  ready.set(element, HTMLMediaElement.HAVE_ENOUGH_DATA);
  await announce(element);
}

async function watching(first: MediaStreamTrack) {
  const box = document.createElement("div");
  const element = document.createElement("video");
  box.append(element);
  const pictures = new Pictures<"bo">();
  pictures.set("bo", first);
  const unbind = pictures.bind(element, "bo");
  await paint(element);
  return { pictures, element, unbind, understudies: () => [...box.querySelectorAll("video")].slice(1) };
}

/** Whether there is a picture to see on any of them. */
const isLit = (element: HTMLVideoElement, understudies: readonly HTMLVideoElement[]) =>
  [element, ...understudies].some((each) => each.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);

it("shows the new track on another element until its own has it", async () => {
  const { pictures, element, understudies } = await watching(track("a"));
  pictures.set("bo", track("b"));
  const [understudy] = understudies();
  expect(isLit(element, [])).toBe(true);
  await paint(understudy as HTMLVideoElement);
  expect(isLit(element, [])).toBe(false);
  expect(isLit(element, understudies())).toBe(true);
  await paint(element);
  expect(understudies()).toEqual([]);
  expect(isLit(element, [])).toBe(true);
});

it("is not black when the track changes again in the middle of a change", async () => {
  const { pictures, element, understudies } = await watching(track("a"));
  pictures.set("bo", track("b"));
  await paint(understudies()[0] as HTMLVideoElement);
  pictures.set("bo", track("c"));
  expect(isLit(element, understudies())).toBe(true);
  await paint(element); // of b, which nobody wants any more
  expect(isLit(element, understudies())).toBe(true);
  await paint(understudies()[1] as HTMLVideoElement);
  expect(isLit(element, understudies())).toBe(true);
  await paint(element);
  expect(understudies()).toEqual([]);
  expect((element.srcObject as unknown as { tracks: MediaStreamTrack[] }).tracks).toEqual([track("c")]);
});

it("knows until when the track before is still what is shown", async () => {
  const { pictures, element, understudies } = await watching(track("a"));
  expect(pictures.isChanging("bo")).toBe(false);
  pictures.set("bo", track("b"));
  expect(pictures.isChanging("bo")).toBe(true);
  await paint(understudies()[0] as HTMLVideoElement);
  expect(pictures.isChanging("bo")).toBe(true);
  await paint(element);
  expect(pictures.isChanging("bo")).toBe(false);
});

it("does not take a late announcement of the track before for a picture", async () => {
  const { pictures, element, understudies } = await watching(track("a"));
  pictures.set("bo", track("b"));
  await paint(understudies()[0] as HTMLVideoElement);
  await announce(element);
  expect(isLit(element, understudies())).toBe(true);
});

it("leaves nothing behind when it is unbound in the middle of a change", async () => {
  const { pictures, element, unbind, understudies } = await watching(track("a"));
  pictures.set("bo", track("b"));
  const [understudy] = understudies();
  unbind();
  expect(understudies()).toEqual([]);
  await paint(understudy as HTMLVideoElement);
  expect(element.srcObject).toBeNull();
});
