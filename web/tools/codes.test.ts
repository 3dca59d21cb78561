// @vitest-environment node
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describe, hasWords } from "../src/api/words.ts";

const server = join(import.meta.dirname, "../../server/tertulia");

/** Said to programs, to whoever runs the server, or answered by the page itself: nobody reads them. */
const NEVER_READ = new Set(
  [
    "error not_found method_not_allowed http_error bad_request forbidden conflict", // of addresses that no page asks
    "json_invalid form_invalid content_type body_not_object malformed unknown_event key_invalid cross_site",
    "unknown_participant no_media_server gone seat_gone not_forwarded", // the call acts on them
    "too_many_slots too_many_tracks not_the_host",
    "reaction_unknown", // all reactions of the page are known
    "caption_line caption_too_long", // the page counts, and takes no more than every server does
    "body_cut_off files_too_many", // nobody is there to read it; the composer takes no more
    "chat_empty", // the composer does not send such a line
    "settings_changed settings_too_large", // stores/accountSettings.ts acts on the one, and never comes near the other
    "database_newer database_url metrics_private",
  ].flatMap((codes) => codes.split(" ")),
);

function codesOfTheServer(): string[] {
  const files = readdirSync(server, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".py"));
  const sources = files.map((name) => readFileSync(join(server, name), "utf8"));
  const written = /\bcode(?:: str)? ?= ?"([a-z_]+)"|"((?:field|body)_[a-z_]+)"\)/g;
  return [...new Set(sources.flatMap((text) => [...text.matchAll(written)].map(([, a, b]) => a ?? b ?? "")))].sort();
}

test("every refusal of the server that a person may meet has words in the catalogues (src/api/words.ts)", () => {
  const codes = codesOfTheServer();
  expect(codes.length).toBeGreaterThan(40);
  expect(codes.filter((code) => !hasWords(code) && !NEVER_READ.has(code))).toEqual([]);
});

test("a refusal of a newer server is told in its own words", () => {
  expect(describe({ code: "chairs_on_fire", message: "The chairs are on fire." })).toBe("The chairs are on fire.");
  expect(describe({ code: "rate_limited", message: "x", retryAfterS: 1.2 })).toContain("2 seconds");
  expect(describe(new TypeError("x is not a function"))).toBe("That did not work. Try again.");
});
