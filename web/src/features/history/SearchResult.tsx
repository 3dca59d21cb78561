import type { FoundMeeting } from "@/api/types";
import { formatDate } from "@/lib/i18n";
import { Link } from "@/ui/router";
import { useT } from "@/ui/useT";
import { dayName, meetingName } from "./days";
import { marked } from "./marks";
import styles from "./SearchResult.module.css";

const clock = (unixMs: number) => formatDate(unixMs, { hour: "numeric", minute: "2-digit" });

interface SearchResultProps {
  readonly meeting: FoundMeeting;
  readonly query: string;
}

/** A meeting that was found, and where: each line leads to its place in what was said. */
export function SearchResult({ meeting, query }: SearchResultProps) {
  const t = useT();
  const path = `/history/${encodeURIComponent(meeting.id)}`;
  const at = Date.parse(meeting.date);
  const hidden = meeting.line_count - meeting.lines.length;
  return (
    <li className={styles.result}>
      <Link to={path} className={styles.meeting}>
        <span className={styles.title}>
          <Marked text={meetingName(meeting)} query={query} />
        </span>
        <time dateTime={meeting.date} className={styles.when}>
          {dayName(at)}, {clock(at)}
        </time>
      </Link>
      {meeting.people.length > 0 && (
        <p className={styles.people}>
          <Marked text={t("history.foundWith", { names: meeting.people.join(", ") })} query={query} />
        </p>
      )}
      {meeting.lines.length > 0 && (
        <ul className={styles.lines}>
          {meeting.lines.map((line) => (
            <li key={line.seq}>
              <Link to={`${path}#line-${line.seq}`} className={styles.line}>
                <span className={styles.by}>
                  {t("history.foundLine", { name: line.name, time: clock(Date.parse(line.at)) })}
                </span>
                <span className={styles.text}>
                  <Marked text={line.excerpt} query={query} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <Link to={path} className={styles.more}>
          {t("history.foundMore", { count: hidden })}
        </Link>
      )}
    </li>
  );
}

function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  let offset = 0;
  return marked(text, query).map((part) => {
    const key = offset;
    offset += part.text.length;
    return part.found ? (
      <mark key={key} className={styles.mark}>
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}
