import { compileMessageOrThrow } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";
import { fill, type Message, type Values } from "./icu";

const say = (text: string, values: Values = {}, locale = "en") =>
  fill(compileMessageOrThrow(text) as Message, values, locale);

const PEOPLE = "{n, plural, =0 {Nobody} one {# person} other {# people}} in {room}";
const PLACE = "{n, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}";

test.each<[string, Values, string, string]>([
  ["Hello {name}", { name: "Ana" }, "en", "Hello Ana"],
  ["Hello {name}", {}, "en", "Hello {name}"],
  ["'{'not a hole'}'", {}, "en", "{not a hole}"],
  [PEOPLE, { n: 0, room: "x" }, "en", "Nobody in x"],
  [PEOPLE, { n: 1, room: "x" }, "en", "1 person in x"],
  [PEOPLE, { n: 12_345, room: "x" }, "en", "12,345 people in x"],
  [PEOPLE, { n: 12_345, room: "x" }, "es", "12.345 people in x"],
  [PLACE, { n: 22 }, "en", "22nd"],
  ["دخل {name} الآن", { name: "Ana" }, "ar", "دخل \u2068Ana\u2069 الآن"],
  ["{n, plural, zero {0} one {1} two {2} few {3–10} many {11–99} other {100}}", { n: 103 }, "ar", "3–10"],
  ["{n, plural, one {1} few {2–4} many {5–} other {½}}", { n: 22 }, "pl", "2–4"],
  ["{n, plural, one {1} few {2–4} many {5–} other {½}}", { n: 12 }, "pl", "5–"],
  ["{n, plural, offset:1 one {you and # more} other {you and # others}}", { n: 2 }, "en", "you and 1 more"],
  ["{who, select, self {You} other {{name}}} left", { who: "self", name: "Bo" }, "en", "You left"],
  ["{who, select, self {You} other {{name}}} left", { who: "them", name: "Bo" }, "en", "Bo left"],
  [
    "{n, plural, one {{who, select, self {# of you} other {# of them}}} other {#}}",
    { n: 1, who: "self" },
    "en",
    "1 of you",
  ],
])("%s with %o in %s", (text, values, locale, words) => expect(say(text, values, locale)).toBe(words));
