import { meetingPath } from "@/lib/meeting-code";

/** The address that brings somebody into this meeting. */
export function inviteLink(room: string): string {
  return new URL(meetingPath(room), globalThis.location.origin).href;
}
