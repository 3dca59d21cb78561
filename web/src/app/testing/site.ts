// The pages around the meeting, in every state: an address, what the server answers, and what is done there.

import type { Activity, ActivityDetail, SearchResults } from "@/api/types";
import type { Step } from "./steps";
import { ANA, type Answers } from "./world";

export interface SiteScene {
  readonly at: string;
  readonly signedIn?: boolean;
  readonly answers?: Answers;
  readonly steps?: readonly Step[];
}

const at = (daysAgo: number, time: string) => {
  const day = new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  return `${day}T${time}:00Z`;
};

const meeting = (id: string, date: string, meetingCode: string, title = ""): Activity => ({
  id,
  user_id: ANA.id,
  meetingCode,
  date,
  title,
});

/** Oldest first, as the server has them. */
const MEETINGS: readonly Activity[] = [
  meeting("m1", at(420, "18:00"), "kulm-vexo-lant", "New Year's plans"),
  meeting(
    "m2",
    at(12, "09:30"),
    "bend-olive-raft",
    "Breakfast with the whole of the neighbourhood association, third attempt this spring",
  ),
  meeting("m3", at(6, "16:15"), "garden-talk"),
  meeting("m4", at(1, "19:00"), "tuesday-circle", "Tuesday circle"),
  meeting("m5", at(1, "08:45"), "mira-sol-deu", "Stand-up"),
  meeting("m6", at(0, "11:00"), "book-circle", "Book circle"),
];

const person = (id: string, name: string, joined: string, left: string | null, user: string | null = null) => ({
  id,
  name,
  user_id: user,
  joined_at: at(1, joined),
  left_at: left && at(1, left),
});

const line = (seq: number, name: string, minute: string, text: string) => ({
  seq,
  name,
  sender_id: name,
  text,
  at: at(1, `19:${minute}`),
  reply: null,
  files: [],
});

const DETAIL: ActivityDetail = {
  ...(MEETINGS[3] as Activity),
  people: [
    person("a", ANA.name, "19:00", "20:12", ANA.id),
    person("b", "Bo", "19:01", "20:12"),
    person("c", "Chen Wei", "19:04", "19:58"),
    person("d", "Eva María de los Ángeles Fernández", "19:20", "20:12"),
  ],
  chat: [
    line(1, "Bo", "03", "Good evening! Shall we start with chapter four?"),
    {
      ...line(2, "Bo", "03", "The text is here: https://example.org/reading/four?page=12"),
      files: [
        { id: "plan", name: "where it is set.png", media_type: "image/png", size: 184_000, width: 640, height: 420 },
      ],
    },
    line(3, ANA.name, "05", "Lovely, thank you.\nI have two questions about the ending:\n1. who speaks\n2. to whom"),
    line(
      4,
      "Eva María de los Ángeles Fernández",
      "21",
      "Sorry to be late. I read it on the train, twice, because the first time I missed my stop and then had the whole way back for it.",
    ),
    {
      ...line(5, "Chen Wei", "40", "The second: to whom."),
      reply: { seq: 3, name: ANA.name, text: "Lovely, thank you.", files: [] },
    },
  ],
  report: {
    good_ms: 69 * 60_000,
    fair_ms: 2 * 60_000,
    poor_ms: 60_000,
    lost_ms: 0,
    drops: [{ at: Date.parse(at(1, "19:31")), lasted_ms: 75_000, step: "poor", side: "yours" }],
  },
};

const FOUND: SearchResults = {
  found: [
    {
      ...(MEETINGS[3] as Activity),
      people: [],
      lines: [
        {
          seq: 1,
          name: "Bo",
          at: at(1, "19:03"),
          excerpt: "Good evening! Shall we start with chapter four?",
        },
        { seq: 9, name: "Chen Wei", at: at(1, "19:44"), excerpt: "… and the next chapter for Tuesday, all of it …" },
      ],
      line_count: 5,
    },
    {
      ...meeting("m7", at(33, "18:00"), "new-chapter", "A new chapter"),
      people: ["Chapter Street Books"],
      lines: [],
      line_count: 0,
    },
  ],
  after: null,
};

const history = (answer: Answers[string]): Answers => ({ "GET /users/get_all_activity": answer });
const full = history({ body: MEETINGS });
const failed = history({ refusal: { status: 503, code: "unavailable", message: "The database cannot be reached." } });
const detail = (answer: Answers[string]): Answers => ({ "GET /users/activity/m4": answer });
const written = detail({ body: DETAIL });

export const siteScenes: Readonly<Record<string, SiteScene>> = {
  landing: { at: "/" },
  "landing-menu": { at: "/", steps: [{ press: "Appearance and language" }] },
  "landing-no-code": { at: "/", steps: [{ press: "Join" }] },
  "sign-in": { at: "/signin" },
  "sign-in-wrong": {
    at: "/signin",
    answers: { "POST /users/login": { refusal: { status: 401, code: "wrong_credentials" } } },
    steps: [{ write: "ana", into: "Username" }, { write: "three words", into: "Password" }, { press: "Sign in" }],
  },
  "sign-in-wait": {
    at: "/signin",
    answers: { "POST /users/login": { refusal: { status: 429, code: "rate_limited", retry_after_s: 42 } } },
    steps: [{ write: "ana", into: "Username" }, { write: "three words", into: "Password" }, { press: "Sign in" }],
  },
  "sign-in-ended": {
    at: "/history",
    signedIn: true,
    answers: {
      ...history({ refusal: { status: 401, code: "session_ended" } }),
      "GET /users/me": { refusal: { status: 401, code: "session_ended" } },
      "POST /users/refresh": { refusal: { status: 401, code: "session_ended" } },
    },
  },
  "sign-up": { at: "/signup" },
  "sign-up-errors": {
    at: "/signup",
    steps: [{ write: "an", into: "Username" }, { write: "short", into: "Password" }, { press: "Make my account" }],
  },
  "sign-up-taken": {
    at: "/signup",
    answers: { "POST /users/register": { refusal: { status: 409, code: "username_taken", field: "username" } } },
    steps: [
      { write: ANA.name, into: "Your name" },
      { write: "ana", into: "Username" },
      { write: "four words in a row", into: "Password" },
      { press: "Make my account" },
    ],
  },
  "home-empty": { at: "/home", signedIn: true },
  home: { at: "/home", signedIn: true, answers: full },
  "home-loading": { at: "/home", signedIn: true, answers: history("never") },
  "home-failed": { at: "/home", signedIn: true, answers: failed },
  "home-menu": { at: "/home", signedIn: true, answers: full, steps: [{ press: `Account of ${ANA.name}` }] },
  "history-empty": { at: "/history", signedIn: true },
  history: { at: "/history", signedIn: true, answers: full },
  "history-loading": { at: "/history", signedIn: true, answers: history("never") },
  "history-failed": { at: "/history", signedIn: true, answers: failed },
  "history-found": {
    at: "/history",
    signedIn: true,
    answers: { ...full, "GET /users/search": { body: FOUND } },
    steps: [{ write: "chapter", into: "Search" }],
  },
  "history-nothing": {
    at: "/history",
    signedIn: true,
    answers: { ...full, "GET /users/search": { body: { found: [], after: null } } },
    steps: [{ write: "lisbon", into: "Search" }],
  },
  "history-menu": { at: "/history", signedIn: true, answers: full, steps: [{ press: "More about Book circle" }] },
  "history-delete": {
    at: "/history",
    signedIn: true,
    answers: full,
    steps: [{ press: "More about Book circle" }, { press: "Delete" }],
  },
  detail: { at: "/history/m4", signedIn: true, answers: written },
  "detail-quiet": {
    at: "/history/m4",
    signedIn: true,
    answers: detail({ body: { ...DETAIL, title: "", people: [DETAIL.people[0]], chat: [], report: null } }),
  },
  "detail-loading": { at: "/history/m4", signedIn: true, answers: detail("never") },
  "detail-missing": { at: "/history/m4", signedIn: true },
  "detail-copied": { at: "/history/m4", signedIn: true, answers: written, steps: [{ press: "Copy link" }] },
  "not-found": { at: "/nowhere/at/all" },
  "meeting-looking": { at: "/m/garden-talk", answers: { "GET /meetings/garden-talk": "never" } },
  "meeting-bad": {
    at: "/m/garden-talk",
    answers: { "GET /meetings/garden-talk": { refusal: { status: 422, code: "bad_code" } } },
  },
  "meeting-unreachable": { at: "/m/garden-talk", answers: { "GET /meetings/garden-talk": "unreachable" } },
};
