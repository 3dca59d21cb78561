import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { t } from "@/lib/i18n";
import type { PlacedTile, TileKey } from "./compose";
import type { Rect } from "./layout";
import { SelfViewHandle } from "./SelfView";
import styles from "./Stage.module.css";
import { Tile } from "./Tile";
import type { Stage as StageState } from "./useStage";
import { useWatch } from "./useWatch";

export interface StageProps {
  readonly stage: StageState;
  readonly size: { readonly width: number; readonly height: number };
  readonly measure: (element: HTMLElement | null) => void;
  readonly pinned: TileKey | null;
  onPin(key: TileKey | null): void;
  /** No pictures are shown, and none are asked for. */
  readonly audioOnly: boolean;
  /** The call is in a small window, too: this one may be hidden. */
  readonly elsewhere: boolean;
  readonly children?: React.ReactNode;
}

const NOBODY: readonly PlacedTile[] = [];

/** Draws the composition: tiles by absolute rectangles, gliding when the composition changes. */
export function Stage({ stage, size, measure, pinned, onPin, audioOnly, elsewhere, children }: StageProps) {
  useWatch(audioOnly ? NOBODY : stage.tiles, pinned, elsewhere);
  const still = useStillness(size);
  const rtl = document.documentElement.dir === "rtl";
  const place = (rect: Rect): Rect => (rtl ? { ...rect, x: size.width - rect.x - rect.width } : rect);
  return (
    <div className={styles.stage} data-kind={stage.kind}>
      <div className={styles.field} ref={measure}>
        {stage.tiles.map((tile) => (
          <Tile
            key={tile.key}
            id={tile.id}
            source={tile.source}
            role={tile.role}
            rect={place(tile.rect)}
            glide={!still.current}
            pinned={pinned === tile.key}
            dark={audioOnly}
            onPin={stage.kind === "alone" || tile.role === "floating" ? null : onPin}
          >
            {tile.role === "floating" && <SelfViewHandle stage={stage} size={size} rect={place(tile.rect)} rtl={rtl} />}
          </Tile>
        ))}
        {stage.pager && <Pager stage={stage} rect={place(stage.pager)} />}
        {children}
      </div>
      {stage.pages > 1 && !stage.pager && <Pager stage={stage} />}
    </div>
  );
}

/** True in renders that only follow the window: tiles then jump with it instead of gliding after it. */
function useStillness(size: { width: number; height: number }): { readonly current: boolean } {
  const last = useRef(size);
  const still = useRef(true);
  still.current = last.current !== size;
  useEffect(() => {
    last.current = size;
  }, [size]);
  return still;
}

/** In its own line, or over the stage at `rect`. */
function Pager({ stage, rect }: { readonly stage: StageState; readonly rect?: Rect }) {
  const { page, pages, turnTo } = stage;
  const at = rect && {
    transform: `translate(${rect.x}px, ${rect.y}px)`,
    inlineSize: rect.width,
    blockSize: rect.height,
  };
  return (
    <nav
      className={styles.pager}
      data-beside={rect ? "" : undefined}
      style={at}
      aria-label={t("call.page", { page: page + 1, pages })}
    >
      <button type="button" aria-label={t("call.previousPage")} disabled={page === 0} onClick={() => turnTo(page - 1)}>
        <ChevronLeft aria-hidden size={20} />
      </button>
      <span className={styles.pages} aria-hidden>
        {page + 1} / {pages}
      </span>
      <button
        type="button"
        aria-label={t("call.nextPage")}
        disabled={page >= pages - 1}
        onClick={() => turnTo(page + 1)}
      >
        <ChevronRight aria-hidden size={20} />
      </button>
    </nav>
  );
}
