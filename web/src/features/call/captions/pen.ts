// What one types of the captions, on its way to the others: each line as it stands, but not at every key.

/** Three times a second reads as if it were at every key. */
const EVERY_MS = 333;

export interface Pen {
  /** The line reads like this now. */
  write(text: string): void;
  /** The line is done; what is written next is another one. */
  next(): void;
  /** Nothing more is sent later than now. */
  stop(): void;
}

export function createPen(send: (text: string, line: number) => void): Pen {
  let line = 1;
  let said = "";
  let text = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    timer = undefined;
    if (text === said) return;
    said = text;
    send(text, line);
    timer = setTimeout(tell, EVERY_MS);
  };
  return {
    write(now) {
      text = now;
      if (timer === undefined) tell();
    },
    next() {
      tell();
      if (said === "") return;
      line += 1;
      said = "";
      text = "";
    },
    stop: tell,
  };
}
