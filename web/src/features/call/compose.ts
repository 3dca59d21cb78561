// Which tiles are shown where: from people, screens and wishes to rectangles. Pure; Stage.tsx draws it.

import type { Source } from "@/call/contract";
import {
  type Corner,
  cornerRect,
  grid,
  gridOptions,
  pageSize,
  type Rect,
  selfViewSize,
  stageWithStrip,
} from "./layout";
import { pageCount, pageOf } from "./order";

/** auto: what fits the moment · tiles: everyone alike · spotlight: whoever speaks is large */
export type View = "auto" | "tiles" | "spotlight";

export type TileKey = `${string}:${Source}`;
export const tileKey = (id: string, source: Source): TileKey => `${id}:${source}`;

/** What may be seen, from whichever page and corner. */
export interface Sight {
  readonly width: number;
  readonly height: number;
  /** Participants in the order of their tiles, self first. */
  readonly order: readonly string[];
  readonly selfId: string | null;
  /** Who shares a screen that can be seen here, latest last. */
  readonly screens: readonly string[];
  readonly view: View;
  readonly pinned: TileKey | null;
  readonly speaker: string | null;
  /** Whether one sees oneself; alone one always does. */
  readonly selfView: boolean;
}

export interface Scene extends Sight {
  readonly page: number;
  readonly corner: Corner;
}

/** large: the one the others gather around · small: in the strip · equal: in the grid · floating: the own picture over a 1:1 call */
export type Role = "large" | "small" | "equal" | "floating";

export interface PlacedTile {
  readonly key: TileKey;
  readonly id: string;
  readonly source: Source;
  readonly role: Role;
  readonly rect: Rect;
}

export interface Composition {
  readonly kind: "empty" | "alone" | "duo" | "grid" | "stage";
  readonly tiles: readonly PlacedTile[];
  readonly pages: number;
  readonly page: number;
  /** Where pages are turned beside what is large; null: below everything. */
  readonly pager: Rect | null;
}

const INSET = 16;

interface Face {
  readonly key: TileKey;
  readonly id: string;
  readonly source: Source;
}

export function compose(scene: Scene): Composition {
  const { width, height, order } = scene;
  if (width <= 0 || height <= 0 || order.length === 0) return onOnePage("empty", []);
  const focus = focusOf(scene);
  if (focus) return onStage(scene, focus);
  const faces = facesOf(scene);
  if (order.length <= 2 && scene.view === "auto" && order[0] === scene.selfId) return oneToOne(scene, faces);
  return inGrid(scene, faces);
}

function facesOf({ order, selfId, selfView }: Sight): Face[] {
  const isHidden = (id: string) => !selfView && id === selfId && order.length > 1;
  return order.filter((id) => !isHidden(id)).map((id) => face(id, "camera"));
}

/** The tile the others gather around, if there is one. */
function focusOf(scene: Sight): Face | null {
  const all = [...scene.screens.map((id) => face(id, "screen")), ...scene.order.map((id) => face(id, "camera"))];
  const pinned = all.find((candidate) => candidate.key === scene.pinned);
  if (pinned && scene.order.length > 1) return pinned;
  const screen = scene.screens.at(-1);
  if (screen !== undefined) return face(screen, "screen");
  const speaker = scene.speaker ?? scene.order.find((id) => id !== scene.selfId);
  return scene.view === "spotlight" && speaker !== undefined ? face(speaker, "camera") : null;
}

/** How many of those first in line are seen without turning a page. */
export function firstInSight(scene: Sight): number {
  const focus = focusOf(scene);
  if (focus === null) return pageSize(scene.width, scene.height);
  const others = besides(scene, focus);
  const screens = others.filter(({ source }) => source === "screen").length;
  const seats = stageWithStrip(others.length, scene.width, scene.height).strip.length - screens;
  return Math.max(1, focus.source === "camera" ? seats + 1 : seats);
}

function besides(scene: Sight, focus: Face): Face[] {
  const screens = scene.screens.map((id) => face(id, "screen")).reverse();
  return [...screens, ...facesOf(scene)].filter(({ key }) => key !== focus.key);
}

function onStage(scene: Scene, focus: Face): Composition {
  const others = besides(scene, focus);
  const { main, strip, pager } = stageWithStrip(others.length, scene.width, scene.height);
  const pages = pageCount(others.length, Math.max(1, strip.length));
  const page = Math.min(scene.page, pages - 1);
  const small = pageOf(others, page, Math.max(1, strip.length)).map((it, i) => ({
    ...it,
    role: "small" as const,
    rect: strip[i] as Rect,
  }));
  return { kind: "stage", tiles: [{ ...focus, role: "large", rect: main }, ...small], pages, page, pager };
}

const onOnePage = (kind: Composition["kind"], tiles: readonly PlacedTile[]): Composition => ({
  kind,
  tiles,
  pages: 1,
  page: 0,
  pager: null,
});

function oneToOne(scene: Scene, faces: readonly Face[]): Composition {
  const { width, height, corner } = scene;
  const whole = (other: Face): PlacedTile => ({ ...other, role: "large", rect: { x: 0, y: 0, width, height } });
  const [self, other] = faces as [Face, Face | undefined];
  if (self.id !== scene.selfId) return onOnePage("duo", [whole(self)]);
  const floating: PlacedTile = {
    ...self,
    role: "floating",
    rect: cornerRect(corner, selfViewSize(width, height), width, height, Math.min(INSET, width * 0.03)),
  };
  return other ? onOnePage("duo", [whole(other), floating]) : onOnePage("alone", [floating]);
}

function inGrid(scene: Scene, faces: readonly Face[]): Composition {
  const size = pageSize(scene.width, scene.height);
  const pages = pageCount(faces.length, size);
  const page = Math.min(scene.page, pages - 1);
  const shown = pageOf(faces, page, size);
  // a short last page keeps the size of the others, so that turning pages does not make people jump
  const places = pages > 1 ? size : shown.length;
  const rects = grid(places, scene.width, scene.height, gridOptions(scene.width, scene.height));
  return {
    kind: "grid",
    tiles: shown.map((it, i) => ({ ...it, role: "equal", rect: rects[i] as Rect })),
    pages,
    page,
    pager: null,
  };
}

const face = (id: string, source: Source): Face => ({ key: tileKey(id, source), id, source });

/** Whoever speaks, once: the last one stays until they are quiet and somebody else is not. */
export function nextSpeaker(
  previous: string | null,
  people: readonly { readonly id: string; readonly isSelf: boolean; readonly speaking: boolean }[],
): string | null {
  const before = people.find((person) => person.id === previous);
  if (before?.speaking) return previous;
  const now = people.find((person) => person.speaking && !person.isSelf);
  return now?.id ?? before?.id ?? null;
}
