// Small sounds for what happens in the room, made on the spot: nothing is fetched.

import type { Sound } from "@/stores/settings";

interface Note {
  /** Hertz. */
  readonly pitch: number;
  /** Seconds after the sound begins. */
  readonly at: number;
}

/** Two or three soft notes each: up for coming, down for going. */
const SOUNDS: Readonly<Record<Sound, readonly Note[]>> = {
  join: [
    { pitch: 523.25, at: 0 },
    { pitch: 783.99, at: 0.11 },
  ],
  leave: [
    { pitch: 659.25, at: 0 },
    { pitch: 440, at: 0.12 },
  ],
  message: [{ pitch: 880, at: 0 }],
  hand: [
    { pitch: 587.33, at: 0 },
    { pitch: 739.99, at: 0.1 },
    { pitch: 880, at: 0.2 },
  ],
  knock: [
    { pitch: 196, at: 0 },
    { pitch: 196, at: 0.16 },
  ],
};

const LOUDNESS = 0.06;
const RINGS_S = 0.42;

let context: AudioContext | null = null;

/** Plays a sound if the browser lets us; quiet otherwise, as every sound has something to see beside it. */
export function playSound(sound: Sound): void {
  try {
    context ??= new AudioContext({ latencyHint: "playback" });
    if (context.state === "suspended") void context.resume().catch(() => undefined);
    for (const note of SOUNDS[sound]) ring(context, note);
  } catch {
    // no sound on this machine
  }
}

function ring(audio: AudioContext, { pitch, at }: Note): void {
  const start = audio.currentTime + 0.02 + at;
  const loudness = audio.createGain();
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, start + 0.012);
  loudness.gain.exponentialRampToValueAtTime(0.0001, start + RINGS_S);
  loudness.connect(audio.destination);
  for (const [harmonic, share] of [
    [1, 1],
    [2, 0.22],
  ] as const) {
    const voice = audio.createOscillator();
    const part = audio.createGain();
    voice.frequency.value = pitch * harmonic;
    part.gain.value = share;
    voice.connect(part).connect(loudness);
    voice.start(start);
    voice.stop(start + RINGS_S);
  }
}
