// Fills a message that the build compiled (tools/compile-messages.ts); the parser stays at home.

import { directionOf } from "./locales";

/** [name] a value · [name, "plural" | "selectordinal" | "select", choices] · "#" within a plural: its number */
export type Token = string | readonly [name: string, kind?: string, choices?: Choices];
export type Message = string | readonly Token[];
export type Values = Readonly<Record<string, string | number>>;
/** Exact numbers ("0") stand beside categories ("one", "other"). */
type Choices = { readonly offset?: number } & Readonly<Record<string, Message | number | undefined>>;

const rules = new Map<string, Intl.PluralRules>();

function category(locale: string, ordinal: boolean, count: number): string {
  const key = `${locale} ${ordinal}`;
  let rule = rules.get(key);
  if (!rule) {
    rule = new Intl.PluralRules(locale, { type: ordinal ? "ordinal" : "cardinal" });
    rules.set(key, rule);
  }
  return rule.select(count);
}

/** A name of another direction must not turn round what stands beside it (Unicode TR 9, section 2.4). */
function isolated(value: string, locale: string): string {
  return directionOf(locale) === "rtl" ? `\u2068${value}\u2069` : value;
}

/** The text of a message; a {hole} without a value stays visible as its name. */
export function fill(message: Message, values: Values, locale: string, count?: number): string {
  if (typeof message === "string") return message;
  const text = (token: Token): string => {
    if (token === "#" && count !== undefined) return count.toLocaleString(locale);
    if (typeof token === "string") return token;
    const [name, kind, choices] = token;
    const value = values[name] ?? `{${name}}`;
    if (!choices) return typeof value === "number" ? value.toLocaleString(locale) : isolated(value, locale);
    const shown = Number(value) - (choices.offset ?? 0);
    const choice =
      kind === "select"
        ? choices[value]
        : (choices[value] ?? choices[category(locale, kind === "selectordinal", shown)]);
    return fill((choice ?? choices.other ?? "") as Message, values, locale, kind === "select" ? count : shown);
  };
  return message.map(text).join("");
}
