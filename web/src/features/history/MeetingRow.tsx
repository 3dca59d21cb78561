import { EllipsisVertical, Link2, Trash2 } from "lucide-react";
import type { Activity } from "@/api/types";
import { formatDate } from "@/lib/i18n";
import { meetingPath } from "@/lib/meeting-code";
import { ButtonLink } from "@/ui/Button";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuItem } from "@/ui/Menu";
import { Link } from "@/ui/router";
import { useT } from "@/ui/useT";
import { meetingName } from "./days";
import styles from "./MeetingRow.module.css";
import { useCopyLink } from "./useCopyLink";

interface MeetingRowProps {
  readonly meeting: Activity;
  /** Shown before the time where the day is not clear from the place. */
  readonly day?: string;
  readonly onDelete?: (meeting: Activity) => void;
}

export function MeetingRow({ meeting, day, onDelete }: MeetingRowProps) {
  const t = useT();
  const copyLink = useCopyLink();
  const title = meetingName(meeting);
  const time = formatDate(Date.parse(meeting.date), { hour: "numeric", minute: "2-digit" });
  return (
    <li className={styles.row}>
      <Link to={`/history/${encodeURIComponent(meeting.id)}`} className={styles.main}>
        <span className={styles.title}>{title}</span>
        <span className={styles.facts}>
          <time dateTime={meeting.date}>{day ? `${day}, ${time}` : time}</time>
          {meeting.title && <span className={styles.code}>{meeting.meetingCode}</span>}
        </span>
      </Link>
      <ButtonLink
        to={meetingPath(meeting.meetingCode)}
        size="s"
        className={styles.join}
        aria-label={t("history.joinAgainNamed", { title })}
      >
        {t("history.joinAgain")}
      </ButtonLink>
      {onDelete && (
        <Menu
          label={t("history.more", { title })}
          trigger={(props) => (
            <IconButton {...props} label={t("history.more", { title })} icon={<EllipsisVertical />} size="s" />
          )}
        >
          <MenuItem icon={<Link2 />} onSelect={() => copyLink(meeting.meetingCode)}>
            {t("detail.copyCode")}
          </MenuItem>
          <MenuItem icon={<Trash2 />} tone="danger" onSelect={() => onDelete(meeting)}>
            {t("history.delete")}
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}
