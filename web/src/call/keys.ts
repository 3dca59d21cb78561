// Names that are hardly ever made twice. `crypto.randomUUID` exists on secure pages only.

function random(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(values, (value) => value.toString(16).padStart(2, "0")).join("");
}

/** Unique within a pair of peers. */
export const shortName = (): string => random(6);

/** A secret that cannot be guessed. */
export const arrivalKey = (): string => random(16);

/** Unique in a room, for ever. */
export const chatKey = (): string => random(16);
