import type { Message, Token } from "./icu";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ACCENTED = "áƀçďéƒĝĥíĵķłɱñóþɋŕšţúṽŵẋýžÁƁÇĎÉƑĜĤÍĴĶŁṀÑÓÞɊŔŠŢÚṼŴẊÝŽ";
const accents = new Map([...PLAIN].map((letter, at) => [letter, [...ACCENTED][at] ?? letter]));
/** Other languages need so much more room than English. */
const STRETCH = 0.4;
const VOWELS = /[áéíóúÁÉÍÓÚ]/gu;
const RIGHT_TO_LEFT_MARK = "\u200f";

/** `⟦Ĵóóíñ ñóóŵ⟧`: what is still plain is outside the catalogues, and an end that is missing was cut off. */
export function disguise(message: Message): Message {
  const tokens: readonly Token[] = typeof message === "string" ? [message] : message;
  return [`${RIGHT_TO_LEFT_MARK}⟦`, ...tokens.map(token), `⟧${RIGHT_TO_LEFT_MARK}`];
}

function token(part: Token): Token {
  if (typeof part === "string") return part === "#" ? part : stretched(part);
  const [name, kind, choices] = part;
  if (!kind || !choices) return part;
  const disguised = Object.entries(choices).map(([key, choice]) =>
    typeof choice === "object"
      ? [key, choice.map(token)]
      : [key, typeof choice === "string" ? stretched(choice) : choice],
  );
  return [name, kind, Object.fromEntries(disguised)];
}

function stretched(text: string): string {
  const accented = [...text].map((letter) => accents.get(letter) ?? letter).join("");
  const vowels = accented.match(VOWELS)?.length ?? 0;
  if (vowels === 0) return accented;
  const more = Math.ceil((text.length * STRETCH) / vowels);
  return accented.replace(VOWELS, (vowel) => vowel.repeat(1 + more));
}
