// What one needs in a meeting and not before: fetched in one piece.

export { Meters } from "./meters";
export { Planes } from "./planes";
export { Stats } from "./stats";
