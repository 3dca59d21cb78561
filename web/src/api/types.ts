// Bodies of the REST API, as server/tertulia/protocol/rest.py has them. Dates are ISO 8601 in UTC.

export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
}

export interface SignedIn {
  readonly token: string;
  readonly user: User;
  /** Life of the token, seconds. */
  readonly expires_in: number;
}

/** What a user set: version 0 until they did. Fields that this client does not know belong to another one. */
export interface AccountSettings {
  readonly version: number;
  readonly settings: Readonly<Record<string, unknown>>;
}

export interface Activity {
  readonly id: string;
  readonly user_id: string;
  readonly meetingCode: string;
  readonly date: string;
  readonly title: string;
}

export interface Attendee {
  readonly id: string;
  readonly name: string;
  readonly user_id: string | null;
  readonly joined_at: string;
  readonly left_at: string | null;
}

/** The line that another one answers. */
export interface Quote {
  readonly seq: number;
  readonly name: string;
  readonly text: string;
  readonly files: string[];
}

export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels; 0 for what is not a picture. */
  readonly width: number;
  readonly height: number;
}

export interface SaidLine {
  readonly seq: number;
  readonly name: string;
  readonly sender_id: string;
  readonly text: string;
  readonly at: string;
  readonly reply: Quote | null;
  readonly files: readonly SharedFile[];
}

/** A time in which a call was not good. `at`: Unix milliseconds; `step`: the worst of it; `side`: whose network it was. */
export interface Drop {
  readonly at: number;
  readonly lasted_ms: number;
  readonly step: "fair" | "poor" | "lost";
  readonly side: "none" | "yours" | "theirs" | "both" | "server";
}

/** How good a call was for one participant. */
export interface CallReport {
  readonly good_ms: number;
  readonly fair_ms: number;
  readonly poor_ms: number;
  readonly lost_ms: number;
  readonly drops: readonly Drop[];
}

export interface FoundLine {
  readonly seq: number;
  readonly name: string;
  readonly at: string;
  readonly excerpt: string;
}

/** A meeting in which the words were found; `people` and `lines` are where. */
export interface FoundMeeting extends Activity {
  readonly people: readonly string[];
  readonly lines: readonly FoundLine[];
  readonly line_count: number;
}

export interface SearchResults {
  readonly found: readonly FoundMeeting[];
  /** Ask again with this for the next page. */
  readonly after: string | null;
}

export interface ActivityDetail extends Activity {
  readonly people: readonly Attendee[];
  readonly chat: readonly SaidLine[];
  readonly report: CallReport | null;
}

export interface Meeting {
  readonly code: string;
  readonly title: string;
  readonly created_at: string;
  readonly participant_count: number;
  /** Names of those inside now, at most 12. */
  readonly participants: readonly string[];
}

export interface Ice {
  readonly iceServers: readonly { urls: string[]; username?: string | null; credential?: string | null }[];
  /** Ask again after so many seconds; 0: nothing in it ages. */
  readonly ttl: number;
}
