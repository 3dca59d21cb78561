// What is done to a picture before it leaves this device: huge ones are scaled down, and photographs forget where
// and with what they were taken.

/** The longest side that anybody needs on a screen, pixels. */
const LONGEST = 2560;
/** Below that a large picture is left as it is. */
const WORTH_IT_BYTES = 600_000;
const QUALITY = 0.88;
const SCALED = new Set(["image/jpeg", "image/png", "image/webp"]);

/** The picture to send instead of this file; the file itself when there is nothing to do. */
export async function prepared(file: File): Promise<{ name: string; bytes: Blob }> {
  if (SCALED.has(file.type) && file.size > WORTH_IT_BYTES) {
    const smaller = await scaledDown(file);
    if (smaller !== null && smaller.size < file.size) return { name: named(file.name, smaller.type), bytes: smaller };
  }
  const bytes = file.type === "image/jpeg" ? await withoutMetadata(file) : file;
  return { name: file.name, bytes };
}

/** null: it is small enough, or this browser cannot read it. */
async function scaledDown(file: File): Promise<Blob | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const scale = LONGEST / Math.max(picture.width, picture.height);
  if (scale >= 1) {
    picture.close();
    return null;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const type = file.type === "image/jpeg" ? "image/jpeg" : "image/webp"; // with see-through parts, and sharp edges
  return pen ? new Promise((resolve) => canvas.toBlob(resolve, type, QUALITY)) : null;
}

function named(name: string, type: string): string {
  const ending = { "image/jpeg": "jpg", "image/webp": "webp", "image/png": "png" }[type] ?? "";
  return ending === "" ? name : `${name.replace(/\.[^.]*$/, "")}.${ending}`;
}

const EXIF = 0xe1;
const PHOTOSHOP = 0xed;
const COMMENT = 0xfe;
const SCAN = 0xda;

/**
 * A JPEG without EXIF, XMP, IPTC and comments, its picture untouched; which way up it is stays. What is not a
 * well-formed JPEG comes back as it is.
 */
export async function withoutMetadata(file: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return file;
  const parts: BlobPart[] = [bytes.slice(0, 2)];
  let turned = 1;
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] as number;
    if (marker === SCAN) {
      if (turned !== 1) parts.splice(1, 0, orientation(turned));
      parts.push(bytes.slice(at));
      return new Blob(parts, { type: file.type });
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return file;
    if (marker === EXIF) turned = turnedBy(bytes.subarray(at + 4, end)) ?? turned;
    else if (marker !== PHOTOSHOP && marker !== COMMENT) parts.push(bytes.slice(at, end));
    at = end;
  }
  return file;
}

const ORIENTATION = 0x0112;

/** The orientation that an EXIF segment tells, 1 to 8; null when it tells none. */
function turnedBy(segment: Uint8Array): number | null {
  const view = new DataView(segment.buffer, segment.byteOffset, segment.byteLength);
  if (segment.length < 16 || view.getUint32(0) !== 0x45786966) return null; // "Exif"
  const little = view.getUint16(6) === 0x4949;
  const first = 6 + view.getUint32(10, little);
  if (first + 2 > segment.length) return null;
  const count = view.getUint16(first, little);
  for (let i = 0; i < count; i += 1) {
    const entry = first + 2 + i * 12;
    if (entry + 12 > segment.length) return null;
    if (view.getUint16(entry, little) === ORIENTATION) {
      const value = view.getUint16(entry + 8, little);
      return value >= 1 && value <= 8 ? value : null;
    }
  }
  return null;
}

/** An EXIF segment that says nothing else. */
function orientation(value: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array([
    ...[0xff, EXIF, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00], // "Exif"
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01], // big-endian, one entry
    ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, value, 0x00, 0x00], // a short
    ...[0x00, 0x00, 0x00, 0x00],
  ]);
}
