// Where words were found in a text, whatever its case and accents: as the server finds them (domain/search.py).

/** Lower case, without accents: "Café" is found by "cafe". */
export const plain = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");

export interface Part {
  readonly text: string;
  readonly found: boolean;
}

/** The text in parts; joined, they are the text again. */
export function marked(text: string, query: string): Part[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  let folded = "";
  const origin: number[] = [];
  let index = 0;
  for (const character of text) {
    const folds = plain(character);
    folded += folds;
    for (let i = 0; i < folds.length; i += 1) origin.push(index);
    index += character.length;
  }
  origin.push(text.length);
  const hit = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      hit.fill(true, origin[at], endOf(text, origin[at + word.length - 1] ?? 0));
  }
  const parts: { text: string; found: boolean }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const last = parts.at(-1);
    const found = hit[at] ?? false;
    if (last && last.found === found) last.text += text[at];
    else parts.push({ text: text[at] ?? "", found });
  }
  return parts;
}

/** Behind the character that begins there, with the accents that follow it. */
function endOf(text: string, from: number): number {
  const rest = text.slice(from);
  return from + (/^.\p{M}*/su.exec(rest)?.[0].length ?? 1);
}
