import { describe, expect, it, vi } from "vitest";
import { type Effect, Outlet } from "./outlet";

const track = (name: string) => ({ name, stop: vi.fn() }) as unknown as MediaStreamTrack;
const effectOf = (device: MediaStreamTrack): Effect => ({
  track: { of: device } as unknown as MediaStreamTrack,
  stop: vi.fn(),
});

function outlet() {
  const out: (MediaStreamTrack | null)[] = [];
  const failed = vi.fn();
  return { out, failed, outlet: new Outlet((each) => out.push(each), failed) };
}

describe("what goes out of a device", () => {
  it("is the device's own track while no effect is wanted", async () => {
    const { out, outlet: door } = outlet();
    const camera = track("camera");
    await door.plug(camera);
    expect(out).toEqual([camera]);
  });

  it("is nothing until a wanted effect is ready: a room that should be hidden is never shown", async () => {
    const { out, outlet: door } = outlet();
    const camera = track("camera");
    const effect = effectOf(camera);
    await door.treat(async () => effect);
    out.length = 0;
    await door.plug(camera);
    expect(out).toEqual([null, effect.track]);
  });

  it("goes on as it was while a new effect is made, and the old one ends after the swap", async () => {
    const { out, outlet: door } = outlet();
    const camera = track("camera");
    const [first, second] = [effectOf(camera), effectOf(camera)];
    await door.plug(camera);
    await door.treat(async () => first);
    out.length = 0;
    await door.treat(async () => second);
    expect(out).toEqual([first.track, second.track]);
    expect(first.stop).toHaveBeenCalledOnce();
    expect(camera.stop).not.toHaveBeenCalled();
  });

  it("throws away an effect that was ready too late", async () => {
    const { out, outlet: door } = outlet();
    const camera = track("camera");
    const late = effectOf(camera);
    let finish: (effect: Effect) => void = () => {};
    await door.plug(camera);
    const slow = door.treat(() => new Promise((resolve) => (finish = resolve)));
    await door.treat(null);
    finish(late);
    await slow;
    expect(late.stop).toHaveBeenCalledOnce();
    expect(out.at(-1)).toBe(camera);
  });

  it("stays as it was and says so when the effect cannot be made", async () => {
    const { out, failed, outlet: door } = outlet();
    const camera = track("camera");
    await door.plug(camera);
    await door.treat(async () => Promise.reject(new Error("no")));
    expect(out.at(-1)).toBe(camera);
    expect(failed).toHaveBeenCalledOnce();
  });

  it("stays dark when the effect that should hide a room cannot be made", async () => {
    const { out, failed, outlet: door } = outlet();
    await door.treat(async () => Promise.reject(new Error("no")));
    await door.plug(track("camera"));
    expect(out.at(-1)).toBe(null);
    expect(failed).toHaveBeenCalledOnce();
  });

  it("ends the device that is replaced, and its effect", async () => {
    const { outlet: door } = outlet();
    const [one, two] = [track("one"), track("two")];
    const effects: Effect[] = [];
    await door.treat(async (device) => {
      const effect = effectOf(device);
      effects.push(effect);
      return effect;
    });
    await door.plug(one);
    await door.plug(two);
    expect(one.stop).toHaveBeenCalledOnce();
    expect(two.stop).not.toHaveBeenCalled();
    expect(effects[0]?.stop).toHaveBeenCalledOnce();
    expect(effects[1]?.stop).not.toHaveBeenCalled();
  });
});
