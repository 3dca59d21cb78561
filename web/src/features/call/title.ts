export interface TitleParts {
  readonly room: string;
  readonly unread: number;
  readonly micLive: boolean;
}

const PRODUCT = "Tertulia";

/** What the tab says during a call: a dot while the microphone is live, unread lines, the room. */
export function callTitle({ room, unread, micLive }: TitleParts): string {
  const marks = `${micLive ? "● " : ""}${unread > 0 ? `(${unread > 99 ? "99+" : unread}) ` : ""}`;
  return room === "" ? `${marks}${PRODUCT}` : `${marks}${room} · ${PRODUCT}`;
}
