import { expect, it } from "vitest";
import { withoutMetadata } from "./photos";

const segment = (marker: number, content: number[]) => [
  ...[0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255],
  ...content,
];
const text = (said: string) => [...new TextEncoder().encode(said)];
/** EXIF in little-endian: two entries, the second one is the orientation. */
const exif = (orientation: number) => [
  ...text("Exif\0\0"),
  ...[0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0],
  ...[0x25, 0x88, 4, 0, 1, 0, 0, 0, 99, 0, 0, 0], // where its GPS part begins
  ...[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
  ...text("N40 24 W3 41 secret camera"),
];
const jfif = segment(0xe0, text("JFIF\0"));
const rest = [...segment(0xdb, [1, 2, 3]), 0xff, 0xda, 0, 2, 7, 7, 0xff, 0xe1, 7, 0xff, 0xd9];

const photo = (...parts: number[][]) =>
  new Blob([new Uint8Array([0xff, 0xd8, ...parts.flat()])], { type: "image/jpeg" });
const bytes = async (blob: Blob) => [...new Uint8Array(await blob.arrayBuffer())];

it("a photograph forgets where and with what it was taken, but not which way up it is", async () => {
  const taken = photo(jfif, segment(0xe1, exif(6)), segment(0xe1, text("http://ns.adobe.com/xap/ secret")), rest);
  const sent = await withoutMetadata(taken);
  const said = new TextDecoder("latin1").decode(await sent.arrayBuffer());
  expect(said).not.toMatch(/secret|N40/);
  expect(await bytes(sent)).toEqual(
    await bytes(
      photo(
        [
          ...segment(0xe1, [
            ...text("Exif\0\0"),
            0x4d,
            0x4d,
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            18,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0,
          ]),
        ],
        jfif,
        rest,
      ),
    ),
  );
  // what was made says the same when it is read again
  expect(await bytes(await withoutMetadata(sent))).toEqual(await bytes(sent));
});

it("an upright photograph needs no such note, and what is no JPEG is left alone", async () => {
  expect(await bytes(await withoutMetadata(photo(jfif, segment(0xe1, exif(1)), rest)))).toEqual(
    await bytes(photo(jfif, rest)),
  );
  for (const odd of [photo([]), photo(jfif), photo([0xff, 0xe1, 0xff, 0xff]), new Blob(["hello"])])
    expect(await withoutMetadata(odd)).toBe(odd);
});
