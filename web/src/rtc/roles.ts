// The four things a participant can send. A role names a track everywhere below call/.

export type Role = "mic" | "camera" | "screen" | "screen-audio";

/** In the order of the m-lines of a first offer. */
export const ROLES: readonly Role[] = ["mic", "camera", "screen", "screen-audio"];

export const PICTURES = ["camera", "screen"] as const satisfies readonly Role[];
export type PictureRole = (typeof PICTURES)[number];

/** What clients of the public contract alone know of: one sound, one picture. */
export const PLAIN_ROLES: readonly Role[] = ["mic", "camera"];

export function kindOf(role: Role): "audio" | "video" {
  return role === "camera" || role === "screen" ? "video" : "audio";
}

export type LocalTracks = Readonly<Record<Role, MediaStreamTrack | null>>;

export const NO_TRACKS: LocalTracks = { mic: null, camera: null, screen: null, "screen-audio": null };
