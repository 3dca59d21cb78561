// Which codecs we ask for, and in which order.

const mime = (codec: { mimeType: string }) => codec.mimeType.toLowerCase();

function prefer(transceiver: RTCRtpTransceiver, pick: (codecs: RTCRtpCodec[]) => RTCRtpCodec[]): void {
  const codecs = RTCRtpReceiver.getCapabilities?.(transceiver.receiver.track.kind)?.codecs;
  if (codecs === undefined || transceiver.setCodecPreferences === undefined) return;
  transceiver.setCodecPreferences(pick(codecs));
}

/** VP8 first: every browser encodes and decodes it well. */
export function preferVp8(transceiver: RTCRtpTransceiver): void {
  const vp8 = (codec: RTCRtpCodec) => mime(codec) === "video/vp8";
  prefer(transceiver, (codecs) => [...codecs.filter(vp8), ...codecs.filter((codec) => !vp8(codec))]);
}

const FORWARDED = new Set(["audio/opus", "video/vp8", "video/rtx"]);

/** What the server forwards and nothing else: an offer with seventeen m-lines must fit into one signal. */
export function onlyForwarded(transceiver: RTCRtpTransceiver): void {
  prefer(transceiver, (codecs) => codecs.filter((codec) => FORWARDED.has(mime(codec))));
}
