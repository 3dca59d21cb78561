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
  onShowPeople(): void;
  /** No pictures are shown, and none are asked for. */
  readonly audioOnly: boolean;
  /** The call is in a small window, too: this one may be hidden. */
  readonly elsewhere: boolean;
  readonly children?: React.ReactNode;
}

const NOBODY: readonly PlacedTile[] = [];

/** Draws the composition: tiles by absolute rectangles, gliding when the composition changes. */
export function Stage({
  stage,
  size,
  measure,
  pinned,
  onPin,
  onShowPeople,
  audioOnly,
  elsewhere,
  children,
}: StageProps) {
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
        {stage.hidden > 0 && <HiddenCount stage={stage} count={stage.hidden} place={place} onClick={onShowPeople} />}
        {children}
      </div>
      {stage.pages > 1 && <Pager page={stage.page} pages={stage.pages} turnTo={stage.turnTo} />}
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

function HiddenCount(props: { stage: StageState; count: number; place: (rect: Rect) => Rect; onClick: () => void }) {
  const last = props.stage.tiles.at(-1) as PlacedTile;
  const { x, y } = props.place(last.rect);
  return (
    <button
      type="button"
      className={styles.hidden}
      style={{ transform: `translate(${x + 6}px, ${y + 6}px)` }}
      aria-label={t("call.moreHiddenLabel", { count: props.count })}
      onClick={props.onClick}
    >
      +{props.count}
    </button>
  );
}

function Pager({ page, pages, turnTo }: { page: number; pages: number; turnTo: (page: number) => void }) {
  return (
    <nav className={styles.pager} aria-label={t("call.page", { page: page + 1, pages })}>
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
