import { send } from "./http";
import type { CallReport } from "./types";

/** Tells how good a call was for oneself; what was told before is replaced. It goes out although the page is closing. */
export async function sendReport(room: string, pass: string, report: CallReport): Promise<void> {
  await send(`/meetings/${encodeURIComponent(room)}/report`, {
    method: "POST",
    body: report,
    token: pass,
    keepalive: true,
  });
}
