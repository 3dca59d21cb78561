// A microphone track without the fan, the street and the keyboard (RNNoise in an audio worklet).

import { loadRnnoise, RnnoiseWorkletNode } from "@sapphi-red/web-noise-suppressor";
import wasmUrl from "@sapphi-red/web-noise-suppressor/rnnoise.wasm?url";
import simdUrl from "@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url";
import workletUrl from "@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url";

/** RNNoise works on 48 kHz only. */
const SAMPLE_RATE_HZ = 48_000;

export interface QuietTrack {
  readonly track: MediaStreamTrack;
  /** Ends `track`; the microphone's own track is left to its owner. */
  stop(): void;
}

/** Rejects where the browser has no audio worklet or the suppressor cannot be loaded. Speech comes out mono. */
export async function withoutNoise(microphone: MediaStreamTrack): Promise<QuietTrack> {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE_HZ, latencyHint: "interactive" });
  try {
    const [wasmBinary] = await Promise.all([
      loadRnnoise({ url: wasmUrl, simdUrl }),
      context.audioWorklet.addModule(workletUrl),
    ]);
    const suppressor = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
    const source = context.createMediaStreamSource(new MediaStream([microphone]));
    const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    source.connect(suppressor).connect(destination);
    const [track] = destination.stream.getAudioTracks();
    if (!track) throw new Error("no audio stream in this browser");
    return {
      track,
      stop() {
        track.stop();
        source.disconnect();
        suppressor.destroy();
        void context.close();
      },
    };
  } catch (cause) {
    void context.close();
    throw cause;
  }
}
