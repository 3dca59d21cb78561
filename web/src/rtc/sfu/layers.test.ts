import { expect, test } from "vitest";
import { ALL_LAYERS, encodingsOf } from "./layers";

const of = (role: "camera" | "screen" | "mic", ease: "none" | "less" | "least", layers = ALL_LAYERS) =>
  encodingsOf(role, null, layers, ease);

test("on a line that must be eased only the smallest camera is sent, whichever is looked at", () => {
  const large = { camera: [false, false, true], screen: true };
  expect(of("camera", "none", large).map(({ active }) => active)).toEqual([false, false, true]);
  for (const ease of ["less", "least"] as const)
    expect(of("camera", ease, large).map(({ active }) => active)).toEqual([true, false, false]);
  expect(of("camera", "least")[0]).toMatchObject({ rid: "q", maxBitrate: 60_000, scaleResolutionDownBy: 6 });
});

test("what nobody looks at is not sent, eased or not", () => {
  const none = { camera: [false, false, false], screen: false };
  for (const ease of ["none", "less", "least"] as const) {
    expect(of("camera", ease, none).some(({ active }) => active)).toBe(false);
    expect(of("screen", ease, none)[0]?.active).toBe(false);
  }
});

test("every encoding says all that easing may have changed, so that it is undone", () => {
  for (const role of ["camera", "screen", "mic"] as const) {
    const usual = of(role, "none");
    for (const ease of ["less", "least"] as const)
      for (const [i, eased] of of(role, ease).entries())
        expect(Object.keys(usual[i] ?? {})).toEqual(expect.arrayContaining(Object.keys(eased)));
  }
});
