// Settings that follow a signed-in person to their other browsers. Field by field, the last change wins: what was changed
// here since this browser and the account last agreed goes to the account; everything else comes from it. In a browser that
// never agreed with this account, the account's settings win, and what it has none of yet it takes from here. Other browsers
// follow when they next load. Without an answer the settings of this browser go on, and it is tried again at the next change
// and the next load.

import { ApiProblem } from "@/api/problem";
import type { AccountSettings } from "@/api/types";
import { getSettings, putSettings } from "@/api/users";
import { kept, readJson } from "@/lib/storage";
import { AGREED, auth } from "./auth";
import { adopt, KEPT, onChange, type Settings, settings } from "./settings";

type Field = keyof Settings;
type Fields = Partial<Record<Field, unknown>>;
interface Agreed {
  readonly user: string;
  readonly settings: Fields;
}

const FIELDS = (Object.keys(KEPT) as Field[]).filter((field) => KEPT[field] === "account");
const SOON_MS = 400;
const TRIES = 3;

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function mine(): Fields {
  const now = settings.getState();
  return Object.fromEntries(FIELDS.map((field) => [field, now[field]]));
}

/** What has to go to the account. */
function changedHere(now: Fields, agreed: Agreed | null, account: AccountSettings["settings"]): Field[] {
  return FIELDS.filter((field) => (agreed ? !same(now[field], agreed.settings[field]) : account[field] === undefined));
}

/** A setting of several parts keeps those that only another, newer client knows. */
function over(account: unknown, here: unknown): unknown {
  return isObject(account) && isObject(here) ? { ...account, ...here } : here;
}

async function agree(user: string): Promise<void> {
  for (let tried = 0; tried < TRIES; tried++) {
    const account = await getSettings();
    if (auth.getState().user?.id !== user) return; // signed out meanwhile
    const agreed = readJson<Agreed | null>(kept, AGREED, null);
    const now = mine();
    const changed = changedHere(now, agreed?.user === user ? agreed : null, account.settings);
    const theirs = FIELDS.filter((field) => !changed.includes(field) && account.settings[field] !== undefined);
    adopt(Object.fromEntries(theirs.map((field) => [field, account.settings[field]])));
    const agreement: Agreed = { user, settings: mine() };
    if (changed.length > 0) {
      const news = changed.map((field) => [field, over(account.settings[field], now[field])]);
      const next = { version: account.version, settings: { ...account.settings, ...Object.fromEntries(news) } };
      if (!(await wasKept(next))) continue;
    }
    kept.set(AGREED, JSON.stringify(agreement));
    return;
  }
}

/** False: another browser was faster. */
async function wasKept(next: AccountSettings): Promise<boolean> {
  try {
    await putSettings(next);
    return true;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.code === "settings_changed") return false;
    throw problem;
  }
}

let working: Promise<void> = Promise.resolve();

/** Agrees with the account of whoever is signed in; one at a time. Never throws. */
export function agreeWithAccount(): Promise<void> {
  working = working.then(async () => {
    const user = auth.getState().user?.id;
    if (user) await agree(user).catch(() => undefined);
  });
  return working;
}

/** Keeps settings and account in agreement from now on. Returns stop. */
export function followAccount(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const stopChanges = onChange((changes) => {
    if (!(Object.keys(changes) as Field[]).some((field) => KEPT[field] === "account")) return;
    clearTimeout(timer);
    timer = setTimeout(agreeWithAccount, SOON_MS);
  });
  const stopAuth = auth.subscribe((now, before) => {
    if (now.user && now.user.id !== before.user?.id) void agreeWithAccount();
  });
  void agreeWithAccount();
  return () => {
    clearTimeout(timer);
    stopChanges();
    stopAuth();
  };
}
