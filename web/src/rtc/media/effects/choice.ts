// Which effects are wanted, remembered on this device. What makes them is loaded when the first one is asked for.

import { kept, readJson } from "@/lib/storage";
import type { MakeEffect } from "../outlet";
import bookshelf from "./backgrounds/bookshelf.svg?url";
import cafe from "./backgrounds/cafe.svg?url";
import duskWindow from "./backgrounds/dusk-window.svg?url";
import warmWall from "./backgrounds/warm-wall.svg?url";

/** Shipped with the product, drawn for it. */
export const BACKGROUND_IMAGES = {
  "dusk-window": duskWindow,
  cafe,
  bookshelf,
  "warm-wall": warmWall,
} as const;
export type BackgroundImage = keyof typeof BACKGROUND_IMAGES;

export type BackgroundChoice =
  | { readonly kind: "none" }
  | { readonly kind: "blur" }
  | { readonly kind: "image"; readonly image: BackgroundImage }
  /** The person's own picture; it stays in this tab. */
  | { readonly kind: "own"; readonly picture: Blob };

export interface EffectChoices {
  readonly background: BackgroundChoice;
  readonly noise: boolean;
}

const KEY = "effects";
const NONE: EffectChoices = { background: { kind: "none" }, noise: false };

export function rememberedEffects(): EffectChoices {
  const { background, noise } = readJson<EffectChoices>(kept, KEY, NONE);
  const isKnown = background.kind === "image" ? background.image in BACKGROUND_IMAGES : background.kind !== "own";
  return { background: isKnown ? background : { kind: "blur" }, noise };
}

/** A picture of one's own is not kept; a blur is remembered in its place, so that the room stays hidden. */
export function rememberEffects({ background, noise }: EffectChoices): void {
  const lasting: BackgroundChoice = background.kind === "own" ? { kind: "blur" } : background;
  kept.set(KEY, JSON.stringify({ background: lasting, noise }));
}

export interface EffectEvents {
  /** The machine cannot keep up. */
  slow(): void;
  /** It worked and has stopped working. */
  broken(): void;
}

/** Null where the camera goes out as it is. */
export function backgroundMaker(choice: BackgroundChoice, events: EffectEvents): MakeEffect | null {
  if (choice.kind === "none") return null;
  return async (camera) => {
    const [{ withBackground }, image] = await Promise.all([import("./background"), pictureOf(choice)]);
    const background = image === null ? ({ kind: "blur" } as const) : ({ kind: "image", image } as const);
    return withBackground(camera, background, { onStruggle: events.slow, onFailure: events.broken });
  };
}

export function noiseMaker(isWanted: boolean): MakeEffect | null {
  if (!isWanted) return null;
  return async (microphone) => (await import("./noise")).withoutNoise(microphone);
}

const PICTURE_WIDTH = 1280;

async function pictureOf(choice: BackgroundChoice): Promise<ImageBitmap | null> {
  if (choice.kind === "own")
    return createImageBitmap(choice.picture, { resizeWidth: PICTURE_WIDTH, resizeQuality: "high" });
  if (choice.kind !== "image") return null;
  const image = new Image();
  image.src = BACKGROUND_IMAGES[choice.image];
  await image.decode();
  return createImageBitmap(image);
}
