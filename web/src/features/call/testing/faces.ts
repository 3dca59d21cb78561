// Moving pictures for the gallery: a person drawn on a canvas, and a shared document.

import type { Source } from "@/call/contract";
import type { Draw } from "./fakeCall";

interface Look {
  readonly wall: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
}

const looks: readonly Look[] = [
  { wall: ["#8a5a3c", "#3b2a22"], skin: "#e8b48c", hair: "#3a2418", shirt: "#d9643a" },
  { wall: ["#4f6b5a", "#22302a"], skin: "#9c6644", hair: "#17110d", shirt: "#e9c46a" },
  { wall: ["#6b5b7b", "#2c2536"], skin: "#f3cfb3", hair: "#b5651d", shirt: "#457b9d" },
  { wall: ["#7a6a4f", "#332c20"], skin: "#c68863", hair: "#2b1b12", shirt: "#a8c0a0" },
  { wall: ["#44617b", "#1e2a36"], skin: "#7a4a2e", hair: "#0d0b0a", shirt: "#f1ede4" },
  { wall: ["#8f5f5f", "#3a2525"], skin: "#f0c7a4", hair: "#d9d3c9", shirt: "#37474f" },
];

const hash = (text: string) => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);

type Painter = (
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  seconds: number,
  seed: number,
) => void;

const paintFace: Painter = (c, w, h, t, seed) => {
  const look = looks[seed % looks.length] as Look;
  const wall = c.createLinearGradient(0, 0, w, h);
  wall.addColorStop(0, look.wall[0]);
  wall.addColorStop(1, look.wall[1]);
  c.fillStyle = wall;
  c.fillRect(0, 0, w, h);
  const glow = c.createRadialGradient(w * 0.78, h * 0.25, 4, w * 0.78, h * 0.25, h * 0.6);
  glow.addColorStop(0, "rgba(255,214,150,.5)");
  glow.addColorStop(1, "rgba(255,214,150,0)");
  c.fillStyle = glow;
  c.fillRect(0, 0, w, h);
  const u = Math.min(w, h) / 100;
  const x = w / 2 + Math.sin(t * 0.7 + seed) * 2.5 * u;
  const y = h * 0.52 + Math.sin(t * 1.1 + seed) * u;
  c.fillStyle = look.shirt;
  c.beginPath();
  c.ellipse(x, h + 8 * u, 44 * u, 36 * u, 0, 0, 7);
  c.fill();
  c.fillStyle = look.skin;
  c.fillRect(x - 8 * u, y + 12 * u, 16 * u, 20 * u);
  c.fillStyle = look.hair;
  c.beginPath();
  c.ellipse(x, y - 6 * u, 23 * u, 27 * u, 0, 0, 7);
  c.fill();
  c.fillStyle = look.skin;
  c.beginPath();
  c.ellipse(x, y, 18 * u, 23 * u, 0, 0, 7);
  c.fill();
  c.fillStyle = look.hair;
  c.beginPath();
  c.ellipse(x + 3 * u, y - 19 * u, 20 * u, 10 * u, 0.15, 0, 7);
  c.fill();
  const open = Math.sin(t * 1.3 + seed * 3) > 0.97 ? 0.2 : 1;
  c.fillStyle = "#221a16";
  for (const side of [-1, 1]) {
    c.beginPath();
    c.ellipse(x + side * 7 * u, y - u, 1.8 * u, 2.2 * u * open, 0, 0, 7);
    c.fill();
  }
  c.beginPath();
  c.ellipse(x, y + 11 * u, 5 * u, (1.2 + Math.abs(Math.sin(t * 5 + seed)) * 1.8) * u, 0, 0, 7);
  c.fillStyle = "#8c3b32";
  c.fill();
};

const paintScreen: Painter = (c, w, h, t) => {
  c.fillStyle = "#fbf8f2";
  c.fillRect(0, 0, w, h);
  c.fillStyle = "#2c2a28";
  c.fillRect(0, 0, w, h * 0.07);
  c.fillStyle = "#2c2a28";
  c.font = `600 ${h * 0.06}px sans-serif`;
  c.fillText("What grows where", w * 0.08, h * 0.2);
  for (let i = 0; i < 8; i += 1) {
    c.fillStyle = "#d9d2c5";
    c.fillRect(w * 0.08, h * (0.28 + i * 0.075), w * (0.36 - (i % 3) * 0.05), h * 0.025);
    const value = 0.5 + 0.4 * Math.sin(i * 1.7 + t * 0.4);
    c.fillStyle = i % 2 ? "#c8663b" : "#7d9a76";
    c.fillRect(w * (0.54 + i * 0.048), h * (0.86 - 0.55 * value), w * 0.034, h * 0.55 * value);
  }
};

/** Starts drawing for one element; portrait people hold a phone. */
export function drawFaces(portrait: ReadonlySet<string> = new Set()): Draw {
  return (element: HTMLVideoElement, participantId: string, source: Source) => {
    const canvas = document.createElement("canvas");
    const screen = source === "screen";
    const tall = portrait.has(participantId) && !screen;
    [canvas.width, canvas.height] = screen ? [1280, 720] : tall ? [270, 480] : [480, 270];
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const paint = screen ? paintScreen : paintFace;
    const seed = hash(participantId);
    const frame = () => paint(context, canvas.width, canvas.height, performance.now() / 1000, seed);
    frame();
    const timer = setInterval(frame, 1000 / 12);
    element.srcObject = canvas.captureStream(12);
    element.muted = true;
    void element.play().catch(() => {});
    return () => {
      clearInterval(timer);
      element.srcObject = null;
    };
  };
}
