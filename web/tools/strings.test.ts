// @vitest-environment node
import { expect, test } from "vitest";
import { strayWords } from "./strings.ts";

const seen = (jsx: string) => strayWords("x.tsx", `export const x = ${jsx};`).map((line) => line.split(": ")[1]);

test.each([
  ["<p>Hello there</p>", "Hello there"],
  ["<button aria-label='Close'>x</button>", "Close"],
  ["<p>{busy ? 'Please wait' : t('a.b')}</p>", "Please wait"],
  ["<TextField label={'Your name'} />", "Your name"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
  ["<p>{`Room ${name}`}</p>", "Room "],
])("finds the words in %s", (jsx, words) => expect(seen(jsx)).toEqual([JSON.stringify(words.trim())]));

test.each([
  "<p>{t('landing.title')}</p>",
  "<i>·</i>",
  "<a href='/home' className='link'>{name}</a>",
  "<b>{count} / 9</b>",
])("lets %s pass", (jsx) => expect(seen(jsx)).toEqual([]));
