import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Lookout } from "./lookout";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Each question asked, to be answered by the test. */
function watching() {
  const asked: ((answer: boolean) => void)[] = [];
  const found = vi.fn();
  const lookout = new Lookout(() => new Promise((resolve) => asked.push(resolve)), found);
  lookout.start();
  return { asked, found, lookout };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

test("it asks one question at a time until there is an answer, and tells of that once", async () => {
  const { asked, found } = watching();
  await vi.advanceTimersByTimeAsync(2000);
  expect(asked).toHaveLength(1);
  asked[0]?.(false);
  await vi.advanceTimersByTimeAsync(400);
  expect(asked).toHaveLength(2);
  asked[1]?.(true);
  await settle();
  expect(found).toHaveBeenCalledOnce();
});

test("an answer that came to nothing is followed by more questions, after a while", async () => {
  const { asked, found } = watching();
  await vi.advanceTimersByTimeAsync(400);
  asked[0]?.(true);
  await vi.advanceTimersByTimeAsync(4000);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2000);
  asked.at(-1)?.(true);
  await settle();
  expect(found).toHaveBeenCalledTimes(2);
});

test("after a stop no answer is news, and nothing is asked", async () => {
  const { asked, found, lookout } = watching();
  await vi.advanceTimersByTimeAsync(400);
  lookout.stop();
  asked[0]?.(true);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(found).not.toHaveBeenCalled();
  expect(asked).toHaveLength(1);
});

test("after a minute it asks less often", async () => {
  const refused = vi.fn(async () => false);
  new Lookout(refused, () => {}).start();
  await vi.advanceTimersByTimeAsync(60_000);
  const eager = refused.mock.calls.length;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(eager).toBe(150);
  expect(refused.mock.calls.length - eager).toBe(10);
});

test("most questions are short, and some leave a slow network the time it takes", async () => {
  const within: number[] = [];
  const refused = async (ms: number) => {
    within.push(ms);
    return false;
  };
  new Lookout(refused, () => {}).start();
  await vi.advanceTimersByTimeAsync(6 * 400);
  expect(within).toEqual([900, 900, 4000, 900, 900, 4000]);
});
