import { useEffect, useState } from "react";
import { watchElsewhere } from "@/signaling/elsewhere";

/** Whether another tab of this browser is in this meeting. */
export function useElsewhere(code: string): boolean {
  const [elsewhere, setElsewhere] = useState(false);
  useEffect(() => watchElsewhere(code, setElsewhere), [code]);
  return elsewhere;
}
