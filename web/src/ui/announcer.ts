const GATHER_MS = 250;
const BETWEEN_MS = 1200;

/**
 * Says things to screen readers without flooding them: what comes within a moment is said as one sentence,
 * the same thing once, and the live region rests between two announcements.
 */
export function createAnnouncer(set: (text: string) => void) {
  let waiting: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let resting = false;
  let odd = false;

  const speak = () => {
    timer = undefined;
    if (waiting.length === 0) {
      resting = false;
      set("");
      return;
    }
    odd = !odd;
    // the same words twice in a row would be no change, and so not be said
    set(waiting.join(". ") + (odd ? "" : "\u00a0"));
    waiting = [];
    resting = true;
    timer = setTimeout(speak, BETWEEN_MS);
  };

  return {
    say(text: string) {
      if (!waiting.includes(text)) waiting.push(text);
      if (timer === undefined || !resting) {
        clearTimeout(timer);
        timer = setTimeout(speak, GATHER_MS);
      }
    },
    stop: () => clearTimeout(timer),
  };
}
