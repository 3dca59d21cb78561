// A short tone on a chosen speaker.

import { sleep } from "@/lib/clock";

const TONE_MS = 600;

export const canChooseSpeaker = (): boolean =>
  typeof HTMLMediaElement !== "undefined" && "setSinkId" in HTMLMediaElement.prototype;

/** Two notes, soft at both ends. `deviceId` "" is the system's choice. */
export async function playTone(deviceId: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const volume = new GainNode(context, { gain: 0 });
  volume.connect(output);
  const start = context.currentTime + 0.05;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.25, start + 0.03);
  volume.gain.linearRampToValueAtTime(0, start + TONE_MS / 1000);
  const note = new OscillatorNode(context, { frequency: 523.25 });
  note.frequency.setValueAtTime(659.25, start + TONE_MS / 2000);
  note.connect(volume);
  note.start(start);
  const element = new Audio();
  element.srcObject = output.stream;
  try {
    if (deviceId !== "") await element.setSinkId?.(deviceId).catch(() => {});
    await element.play();
    await sleep(TONE_MS + 200);
  } finally {
    element.srcObject = null;
    await context.close();
  }
}
