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
