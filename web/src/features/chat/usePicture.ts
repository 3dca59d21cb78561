import { useCallback, useEffect, useState } from "react";
import { holdPicture, letGo } from "./pictures";

/** The address of a shared picture once it is here; nothing is asked for while `id` is null. */
export function usePicture(id: string | null, pass: string | null) {
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again; a new pass is no reason to
  useEffect(() => {
    if (id === null) return;
    let gone = false;
    setFailed(false);
    setUrl(null);
    holdPicture(id, pass).then(
      (found) => {
        if (!gone) setUrl(found);
      },
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
      letGo(id);
    };
  }, [id, attempt]);

  return { url, failed, retry: useCallback(() => setAttempt((n) => n + 1), []) };
}
