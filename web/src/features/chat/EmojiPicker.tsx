import { Clock, Flag, Hash, Leaf, Lightbulb, Plane, Search, Smile, Trophy, Users, UtensilsCrossed } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef, useState } from "react";
import type { MessageId } from "@/lib/i18n";
import { Spinner } from "@/ui/Spinner";
import { TextField } from "@/ui/TextField";
import { useT } from "@/ui/useT";
import styles from "./EmojiPicker.module.css";
import { type Emoji, GROUPS, type GroupName, recentEmoji, searchEmoji, usedEmoji } from "./emoji";
import { loadEmoji } from "./emojiCatalogue";

const COLUMNS = 8;
const ICONS: Record<GroupName | "recent", ReactNode> = {
  recent: <Clock />,
  smileys: <Smile />,
  people: <Users />,
  nature: <Leaf />,
  food: <UtensilsCrossed />,
  travel: <Plane />,
  activities: <Trophy />,
  objects: <Lightbulb />,
  symbols: <Hash />,
  flags: <Flag />,
};

interface Section {
  readonly name: GroupName | "recent";
  readonly emoji: readonly Emoji[];
}

/** Every emoji, found by its name in the person's language. Arrows move, Enter picks. */
export default function EmojiPicker({ onPick }: { readonly onPick: (unicode: string) => void }) {
  const t = useT();
  const [groups, setGroups] = useState<readonly (readonly Emoji[])[] | null>(null);
  const [query, setQuery] = useState("");
  const [failed, setFailed] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let gone = false;
    loadEmoji().then(
      (found) => {
        if (!gone) setGroups(found);
      },
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, []);
  const sections = useMemo(() => sectionsOf(groups ?? []), [groups]);
  const found = useMemo(() => (query.trim() && groups ? searchEmoji(groups, query) : null), [groups, query]);

  const pick = (unicode: string) => {
    usedEmoji(unicode);
    onPick(unicode);
  };
  const intoGrid = (event: KeyboardEvent) => {
    const first = body.current?.querySelector<HTMLElement>("[data-emoji]");
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found?.[0]) pick(found[0][0]);
    }
  };
  const jump = (name: string) => {
    setQuery("");
    // after the sections are back
    requestAnimationFrame(() => {
      const section = body.current?.querySelector<HTMLElement>(`[data-section="${name}"]`);
      if (section && body.current) body.current.scrollTop = section.offsetTop - body.current.offsetTop;
      section?.querySelector<HTMLElement>("[data-emoji]")?.focus({ preventScroll: true });
    });
  };
  return (
    <div className={styles.picker}>
      <TextField
        type="search"
        label={t("emoji.search")}
        hideLabel
        placeholder={t("emoji.search")}
        icon={<Search />}
        value={query}
        autoFocus
        autoComplete="off"
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={intoGrid}
      />
      <nav className={styles.tabs} aria-label={t("emoji.groups")}>
        {sections.map(({ name }) => (
          <button
            key={name}
            type="button"
            className={styles.tab}
            aria-label={t(title(name))}
            title={t(title(name))}
            onClick={() => jump(name)}
          >
            {ICONS[name]}
          </button>
        ))}
      </nav>
      <div ref={body} className={styles.body}>
        {groups === null && !failed && <Spinner centred label={t("emoji.loading")} />}
        {failed && <p className={styles.note}>{t("emoji.failed")}</p>}
        {found && (
          <>
            <output className={styles.note}>{t("emoji.found", { count: found.length })}</output>
            <Grid emoji={found.slice(0, 120)} onPick={pick} body={body} />
          </>
        )}
        {!found &&
          sections.map(({ name, emoji }) => (
            <section key={name} data-section={name} className={styles.section} aria-label={t(title(name))}>
              <h3 className={styles.title}>{t(title(name))}</h3>
              <Grid emoji={emoji} onPick={pick} body={body} />
            </section>
          ))}
      </div>
    </div>
  );
}

const title = (name: GroupName | "recent"): MessageId => `emoji.${name}`;

function sectionsOf(groups: readonly (readonly Emoji[])[]): Section[] {
  if (groups.length === 0) return [];
  const known = new Map(groups.flat().map((emoji) => [emoji[0], emoji]));
  const recent = recentEmoji().map((unicode) => known.get(unicode) ?? ([unicode, unicode, ""] as const));
  const sections = GROUPS.map((name, at): Section => ({ name, emoji: groups[at] ?? [] }));
  return recent.length > 0 ? [{ name: "recent", emoji: recent }, ...sections] : sections;
}

interface GridProps {
  readonly emoji: readonly Emoji[];
  readonly onPick: (unicode: string) => void;
  /** All grids of the picker; the arrows lead from one into the next. */
  readonly body: RefObject<HTMLElement | null>;
}

/** One stop of the tab key for each grid; the arrows do the rest. */
function Grid({ emoji, onPick, body }: GridProps) {
  return (
    <div className={styles.grid}>
      {emoji.map(([unicode, label], at) => (
        <button
          key={unicode}
          type="button"
          className={styles.emoji}
          data-emoji
          tabIndex={at === 0 ? 0 : -1}
          aria-label={label}
          title={label}
          onClick={() => onPick(unicode)}
          onKeyDown={(event) => move(event, body.current)}
        >
          {unicode}
        </button>
      ))}
    </div>
  );
}

/** The arrow keys, over the edges of sections too. */
function move(event: KeyboardEvent, body: HTMLElement | null): void {
  const all = [...(body?.querySelectorAll<HTMLElement>("[data-emoji]") ?? [])];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const rtl = document.documentElement.dir === "rtl";
  const next = at < 0 ? undefined : target(event.key, all, at, rtl);
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

function target(key: string, all: HTMLElement[], at: number, rtl: boolean): HTMLElement | undefined {
  if (key === "ArrowRight") return all[at + (rtl ? -1 : 1)];
  if (key === "ArrowLeft") return all[at + (rtl ? 1 : -1)];
  if (key === "Home") return all[0];
  if (key === "End") return all.at(-1);
  if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
  const down = key === "ArrowDown";
  const { left, top } = (all[at] as HTMLElement).getBoundingClientRect();
  const rows = (
    down ? all.slice(at + 1, at + 3 * COLUMNS) : all.slice(Math.max(0, at - 3 * COLUMNS), at).reverse()
  ).map((element) => ({ element, box: element.getBoundingClientRect() }));
  const row = rows.find(({ box }) => (down ? box.top > top + 4 : box.top < top - 4))?.box.top;
  const inRow = rows.filter(({ box }) => row !== undefined && Math.abs(box.top - row) < 4);
  return inRow.sort((a, b) => Math.abs(a.box.left - left) - Math.abs(b.box.left - left))[0]?.element;
}
