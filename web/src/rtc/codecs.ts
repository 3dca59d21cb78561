// Which codecs we ask for, and in which order.

const mime = (codec: { mimeType: string }) => codec.mimeType.toLowerCase();

function prefer(transceiver: RTCRtpTransceiver, pick: (codecs: RTCRtpCodec[]) => RTCRtpCodec[]): void {
  const codecs = RTCRtpReceiver.getCapabilities?.(transceiver.receiver.track.kind)?.codecs;
  if (codecs === undefined || transceiver.setCodecPreferences === undefined) return;
  transceiver.setCodecPreferences(pick(codecs));
}

const first = (name: string) => (codecs: RTCRtpCodec[]) => [
  ...codecs.filter((codec) => mime(codec) === name),
  ...codecs.filter((codec) => mime(codec) !== name),
];

/** VP8 first: every browser encodes and decodes it well. */
export function preferVp8(transceiver: RTCRtpTransceiver): void {
  prefer(transceiver, first("video/vp8"));
}

/**
 * Each sound again with the next (RED, RFC 2198), where both browsers know how: one packet lost is then no sound lost.
 * Firefox (seen in 153) does not, and is sent each once.
 */
export function preferTwice(transceiver: RTCRtpTransceiver): void {
  prefer(transceiver, first("audio/red"));
}

const FORWARDED = ["audio/opus", "video/vp8", "video/rtx"];

/**
 * What the server forwards and nothing else: an offer with seventeen m-lines must fit into one signal. `twice`: each
 * sound may come again with the next, see preferTwice.
 */
export function onlyForwarded(transceiver: RTCRtpTransceiver, twice = false): void {
  const forwarded = new Set(twice ? ["audio/red", ...FORWARDED] : FORWARDED);
  prefer(transceiver, (codecs) => first("audio/red")(codecs.filter((codec) => forwarded.has(mime(codec)))));
}

/** Header extensions that are different each time a packet is sent. */
const CHANGING = /^a=extmap:\d+(?:\/\w+)? (?:\S*transport-wide-cc\S*|\S*abs-send-time|\S*toffset)\r\n/gm;

/**
 * What the other side sent, as if it asked for lost sounds again (NACK, RFC 4585): browsers can do it and do not offer it.
 * Whoever reads it keeps what it sends for a while, and asks for what it misses itself.
 *
 * A sound is sent again under its old number. With AES-GCM it must then be the same to the last bit, or the key that proves
 * who sent it is given away: so nothing that changes may stand in its header.
 */
export function withSoundsAgain(description: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
  return withSections(withSoundsOnce(description), again);
}

/** The same without asking: what was sent as if it would be asked for stays as it was sent. */
export function withSoundsOnce(description: RTCSessionDescriptionInit): RTCSessionDescriptionInit {
  return withSections(description, unchanging);
}

function unchanging(section: string): string {
  const onlyComes = /^a=sendonly\r$/m.test(section); // and what is known of the way goes by those numbers
  return onlyComes || !section.startsWith("m=audio") ? section : section.replace(CHANGING, "");
}

function again(section: string): string {
  return section.replace(/^a=rtpmap:(\d+) opus\/48000\/2\r\n/gim, (line: string, pt: string) =>
    section.includes(`a=rtcp-fb:${pt} nack\r\n`) ? line : `${line}a=rtcp-fb:${pt} nack\r\n`,
  );
}

/**
 * What the other side sent, as if it named a rate to begin with: Chromium takes its line to carry that from now on, and learns the
 * rest by itself. It hears nothing if the number is the one of the time before.
 */
export function withStart(description: RTCSessionDescriptionInit, bps: number): RTCSessionDescriptionInit {
  const rate = `x-google-start-bitrate=${Math.round(bps / 1000)}`;
  return withSections(description, (section) =>
    section.replace(/^a=rtpmap:(\d+) VP8\/90000\r\n/gim, (line, pt) => `${line}a=fmtp:${pt} ${rate}\r\n`),
  );
}

function withSections(description: RTCSessionDescriptionInit, change: (section: string) => string) {
  const { type, sdp } = description;
  if (sdp === undefined) return description;
  const sections = sdp.split(/^(?=m=)/m);
  return { type, sdp: sections.map(change).join("") };
}
