import { backoffMs } from "./backoff";
import { sleep } from "./clock";

/** Asks until it has it, with pauses that grow; gives up, with the last error, only when nobody wants it any more. */
export async function persist<T>(load: () => Promise<T>, isWanted: () => boolean = () => true): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await load();
    } catch (error) {
      if (!isWanted()) throw error;
      await sleep(backoffMs(attempt));
    }
  }
}
