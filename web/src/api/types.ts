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

export interface SaidLine {
  readonly seq: number;
  readonly name: string;
  readonly sender_id: string;
  readonly text: string;
  readonly at: string;
}

export interface ActivityDetail extends Activity {
  readonly people: readonly Attendee[];
  readonly chat: readonly SaidLine[];
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
