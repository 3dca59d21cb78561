// Where tiles go: pure arithmetic from a count and a window to rectangles, in CSS pixels from the
// stage's top left (its inline start is mirrored by the stage itself, see Stage.tsx).

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface GridOptions {
  /** Space between tiles, px. */
  readonly gap: number;
  /** Tiles are as wide as this ... */
  readonly widest: number;
  /** ... and may become as narrow as this (width / height) where the window is tall. */
  readonly narrowest: number;
}

export const WIDE = 16 / 9;
const TALL = 0.65;
const PORTRAIT = 3 / 4;
const GAP = 8;

/** Tall windows (phones) may have taller tiles; everything else shows 16:9. */
export function gridOptions(width: number, height: number): GridOptions {
  const tall = height > width * 1.1 && width < 720;
  return { gap: width < 720 ? 6 : GAP, widest: WIDE, narrowest: tall ? TALL : WIDE };
}

/** How many tiles one page of the grid holds in this window. */
export function pageSize(width: number, height: number): number {
  if (width >= 1600 && height >= 800) return 25;
  if (Math.min(width, height) < 480) return width * height < 200_000 ? 4 : 8;
  return 9;
}

/** The largest equal tiles, rows centred; the last row may be shorter. Rects are in reading order. */
export function grid(count: number, width: number, height: number, options: GridOptions): Rect[] {
  if (count <= 0 || width <= 0 || height <= 0) return [];
  const best = bestShape(count, width, height, options);
  const { columns, rows, tile } = best;
  const blockHeight = rows * tile.height + (rows - 1) * options.gap;
  const top = (height - blockHeight) / 2;
  return Array.from({ length: count }, (_, i) => {
    const row = Math.floor(i / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const rowWidth = inRow * tile.width + (inRow - 1) * options.gap;
    return {
      x: (width - rowWidth) / 2 + (i % columns) * (tile.width + options.gap),
      y: top + row * (tile.height + options.gap),
      ...tile,
    };
  });
}

interface Shape {
  readonly columns: number;
  readonly rows: number;
  readonly tile: { readonly width: number; readonly height: number };
}

/** In a wide window a row less is worth tiles this much smaller: three and two rather than two, two and one. */
const WORTH_A_ROW = 0.9;

function bestShape(count: number, width: number, height: number, options: GridOptions): Shape {
  const shapes: Shape[] = [];
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    if (Math.ceil(count / rows) !== columns) continue; // an emptier version of a narrower grid
    const tile = tileIn(
      Math.max(1, (width - (columns - 1) * options.gap) / columns),
      Math.max(1, (height - (rows - 1) * options.gap) / rows),
      options,
    );
    shapes.push({ columns, rows, tile });
  }
  const area = ({ tile }: Shape) => tile.width * tile.height;
  const largest = Math.max(...shapes.map(area));
  const good = shapes.filter((shape) => area(shape) >= (width > height ? WORTH_A_ROW : 1) * largest - 0.5);
  return (width > height ? good.at(-1) : good[0]) as Shape;
}

function tileIn(cellWidth: number, cellHeight: number, options: GridOptions): Shape["tile"] {
  const ratio = Math.min(options.widest, Math.max(options.narrowest, cellWidth / cellHeight));
  const tileWidth = Math.min(cellWidth, cellHeight * ratio);
  return { width: tileWidth, height: tileWidth / ratio };
}

export interface StageRects {
  /** The large one. */
  readonly main: Rect;
  /** One each for as many others as fit beside it. */
  readonly strip: readonly Rect[];
  /** Where one turns to those who do not; null when all fit. */
  readonly pager: Rect | null;
}

/** As high as a finger is wide. */
const PAGER_HEIGHT = 44;
const PAGER_WIDTH = 152;

/** A large tile and a strip of others: at the end side in wide windows, below in tall ones. */
export function stageWithStrip(others: number, width: number, height: number, gap = GAP): StageRects {
  if (others <= 0) return { main: { x: 0, y: 0, width, height }, strip: [], pager: null };
  const arrange = width >= height * 1.2 ? stripBeside : height > width * 1.3 ? gridBelow : stripBelow;
  const whole = arrange(others, width, height, gap, false);
  return whole.strip.length < others ? arrange(others, width, height, gap, true) : whole;
}

/** `paged`: some of the room for tiles is for turning pages. */
type Arrange = (others: number, width: number, height: number, gap: number, paged: boolean) => StageRects;

const stripBeside: Arrange = (others, width, height, gap, paged) => {
  const tileWidth = Math.round(Math.min(280, Math.max(112, width * 0.17)));
  const tileHeight = tileWidth / WIDE;
  const x = width - tileWidth;
  const room = paged ? height - PAGER_HEIGHT - gap : height;
  const fits = Math.max(1, Math.floor((room + gap) / (tileHeight + gap)));
  const shown = Math.min(fits, others);
  const top = Math.max(0, (room - shown * tileHeight - (shown - 1) * gap) / 2);
  return {
    main: { x: 0, y: 0, width: x - gap, height },
    strip: Array.from({ length: shown }, (_, i) => ({
      x,
      y: top + i * (tileHeight + gap),
      width: tileWidth,
      height: tileHeight,
    })),
    pager: paged ? { x, y: height - PAGER_HEIGHT, width: tileWidth, height: PAGER_HEIGHT } : null,
  };
};

const stripBelow: Arrange = (others, width, height, gap, paged) => {
  const tileHeight = Math.round(Math.min(150, Math.max(72, height * 0.15)));
  const room = paged ? width - PAGER_WIDTH - gap : width;
  const tileWidth = Math.min(room, tileHeight * WIDE);
  const fits = Math.max(1, Math.floor((room + gap) / (tileWidth + gap)));
  const shown = Math.min(fits, others);
  const left = (room - shown * tileWidth - (shown - 1) * gap) / 2;
  const y = height - tileHeight;
  return {
    main: { x: 0, y: 0, width, height: y - gap },
    strip: Array.from({ length: shown }, (_, i) => ({
      x: left + i * (tileWidth + gap),
      y,
      width: tileWidth,
      height: tileHeight,
    })),
    pager: paged ? { x: width - PAGER_WIDTH, y, width: PAGER_WIDTH, height: tileHeight } : null,
  };
};

const SMALLEST_TILE = 100;

/** A phone held upright: what is shown is wide, so below it there is room for more than a line of people. */
const gridBelow: Arrange = (others, width, height, gap, paged) => {
  const mainHeight = Math.round(Math.max(height * 0.45, Math.min(width / WIDE + 24, height * 0.6)));
  const rest = height - mainHeight - gap - (paged ? PAGER_HEIGHT + gap : 0);
  const columns = Math.max(1, Math.min(3, Math.floor((width + gap) / (SMALLEST_TILE + gap))));
  const fits = columns * Math.max(1, Math.floor((rest + gap) / (SMALLEST_TILE + gap)));
  const tiles = grid(Math.min(others, fits), width, rest, { gap, widest: WIDE, narrowest: PORTRAIT });
  return {
    main: { x: 0, y: 0, width, height: mainHeight },
    strip: tiles.map((tile) => ({ ...tile, y: tile.y + mainHeight + gap })),
    pager: paged ? { x: 0, y: height - PAGER_HEIGHT, width, height: PAGER_HEIGHT } : null,
  };
};

/** The small own picture over a 1:1 call. */
export function selfViewSize(width: number, height: number): { width: number; height: number } {
  const portrait = height > width * 1.1;
  if (portrait) {
    const w = Math.round(Math.min(180, Math.max(84, width * 0.28)));
    return { width: w, height: Math.round(w / PORTRAIT) };
  }
  const w = Math.round(Math.min(260, Math.max(112, width * 0.18)));
  return { width: w, height: Math.round(w / WIDE) };
}

export type Corner = "top-start" | "top-end" | "bottom-start" | "bottom-end";

/** Where a view of this size sits in a corner; `inset` px from the edges. Start is the left side here. */
export function cornerRect(
  corner: Corner,
  size: { readonly width: number; readonly height: number },
  width: number,
  height: number,
  inset: number,
): Rect {
  const x = corner.endsWith("start") ? inset : width - size.width - inset;
  const y = corner.startsWith("top") ? inset : height - size.height - inset;
  return { x: Math.max(0, x), y: Math.max(0, y), ...size };
}

/** The corner nearest to a view's centre. */
export function nearestCorner(rect: Rect, width: number, height: number): Corner {
  const vertical = rect.y + rect.height / 2 < height / 2 ? "top" : "bottom";
  const horizontal = rect.x + rect.width / 2 < width / 2 ? "start" : "end";
  return `${vertical}-${horizontal}`;
}

/** The corner an arrow key leads to. */
export function cornerToward(corner: Corner, key: string): Corner {
  const [vertical, horizontal] = corner.split("-") as ["top" | "bottom", "start" | "end"];
  switch (key) {
    case "ArrowUp":
      return `top-${horizontal}`;
    case "ArrowDown":
      return `bottom-${horizontal}`;
    case "ArrowLeft":
      return `${vertical}-start`;
    case "ArrowRight":
      return `${vertical}-end`;
    default:
      return corner;
  }
}
