import { CallView } from "@/features/call/CallView";

/** Inside. */
export function Call() {
  return <CallView />;
}
