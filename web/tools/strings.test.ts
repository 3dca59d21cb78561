// @vitest-environment node
import { expect, test } from "vitest";
import { strayWords } from "./strings.ts";

const seen = (jsx: string) => strayWords("x.tsx", `export const x = ${jsx};`).map((line) => line.split(": ")[1]);

test.each([
  ["<p>Hello there</p>", "Hello there"],
  ["<button aria-label='Close'>x</button>", "Close"],
  ["<p>{busy ? 'Please wait' : t('a.b')}</p>", "Please wait"],
  ["<TextField label={'Your name'} />", "Your name"],
  ["toasts.show({ text: 'Saved', key: 'saved' })", "Saved"],
  ["toasts.announce(on ? 'Camera on' : t('a.b'))", "Camera on"],
  ["setError('Too long')", "Too long"],
  ["useTitle('Meeting')", "Meeting"],
  ["{ value: 'x', label: 'Every day' }", "Every day"],
  ["(() => { document.title = 'Hello'; })()", "Hello"],
  ["<input placeholder='Search' title={'Find it'} />", "Search", "Find it"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
  ["<p>{`Room ${name}`}</p>", "Room "],
])("finds the words in %s", (jsx, ...words) =>
  expect(seen(jsx)).toEqual(words.map((text) => JSON.stringify(text.trim()))),
);

test.each([
  "<p>{t('landing.title')}</p>",
  "<i>·</i>",
  "<a href='/home' className='link'>{name}</a>",
  "<b>{count} / 9</b>",
  "toasts.show({ text: t('a.b'), tone: 'danger', key: 'saved' })",
  "{ label: 'settings.devices', hint: '⌘', title: names.join() }",
])("lets %s pass", (jsx) => expect(seen(jsx)).toEqual([]));
