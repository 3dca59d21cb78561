// Moving pictures for the gallery: a person drawn on a canvas, and a shared document.

import type { Source } from "@/call/contract";
import type { Draw } from "./fakeCall";

interface Look {
  readonly wall: readonly [string, string];
  readonly skin: string;
  readonly hair: string;
  readonly shirt: string;
  readonly falls: "long" | "short" | "bun";
}

const looks: readonly Look[] = [
  { wall: ["#8a5a3c", "#3b2a22"], skin: "#e8b48c", hair: "#3a2418", shirt: "#d9643a", falls: "long" },
  { wall: ["#4f6b5a", "#22302a"], skin: "#9c6644", hair: "#17110d", shirt: "#e9c46a", falls: "bun" },
  { wall: ["#6b5b7b", "#2c2536"], skin: "#f3cfb3", hair: "#a5602a", shirt: "#457b9d", falls: "short" },
  { wall: ["#7a6a4f", "#332c20"], skin: "#c68863", hair: "#2b1b12", shirt: "#a8c0a0", falls: "long" },
  { wall: ["#44617b", "#1e2a36"], skin: "#7a4a2e", hair: "#120e0b", shirt: "#f1ede4", falls: "short" },
  { wall: ["#8f5f5f", "#3a2525"], skin: "#f0c7a4", hair: "#cfc6ba", shirt: "#4d6470", falls: "bun" },
  { wall: ["#5d6f4a", "#262e1f"], skin: "#dba47c", hair: "#57311c", shirt: "#8c4a5a", falls: "short" },
];

/** In a picture of 1280 by 720, the person in the middle of it. */
const back = {
  long: "M490 330C470 110 560 60 640 60S810 110 790 330C800 470 760 540 740 560H540C520 540 480 470 490 330Z",
  short: "M512 300C500 150 560 92 640 92S780 150 768 300Z",
  bun: "M578 76A62 62 0 1 0 702 76A62 62 0 1 0 578 76ZM505 320C490 150 555 90 640 90S790 150 775 320Z",
};
const front = {
  long: "M520 300C520 170 590 140 660 150C740 160 765 220 762 300C740 250 700 225 640 222C590 220 545 245 520 300Z",
  short: "M518 280C515 170 580 130 645 135C720 138 766 190 763 280C745 235 700 205 640 205C585 205 540 230 518 280Z",
  bun: "M520 310C515 180 570 140 600 150C690 165 770 190 762 310C745 260 650 200 600 205C560 210 535 250 520 310Z",
};
const SHIRT = "M300 760C310 600 420 560 560 540H720C860 560 970 600 980 760Z";
const NECK = "M575 440H705V545C690 590 590 590 575 545Z";
const CHIN = "M578 465C610 500 670 500 702 465V500C670 530 610 530 578 500Z";
const FACE = "M518 320A122 152 0 1 0 762 320A122 152 0 1 0 518 320Z";
const BROWS = "M560 292q32-18 60-4v9q-30-10-60 4zM662 288q30-14 58 4v9q-28-14-58-4z";
const CHEEKS = "M536 372A26 26 0 1 0 588 372A26 26 0 1 0 536 372ZM692 372A26 26 0 1 0 744 372A26 26 0 1 0 692 372Z";
const NOSE = "M640 330q16 34-2 46q-14 0-16-8q16-2 18-38z";

const hash = (text: string) => [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);

type Painter = (
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  seconds: number,
  seed: number,
) => void;

/** A wall, a lamp on one side of it, a shelf with books or a window on the other. */
function paintRoom(c: CanvasRenderingContext2D, w: number, h: number, wall: Look["wall"], seed: number) {
  const shade = c.createLinearGradient(0, 0, w, h);
  shade.addColorStop(0, wall[0]);
  shade.addColorStop(1, wall[1]);
  c.fillStyle = shade;
  c.fillRect(0, 0, w, h);
  const lampX = seed % 2 ? 0.14 : 0.86;
  const glow = c.createRadialGradient(w * lampX, h * 0.3, 4, w * lampX, h * 0.3, h * 0.62);
  glow.addColorStop(0, "rgba(255,214,150,.62)");
  glow.addColorStop(1, "rgba(255,214,150,0)");
  c.fillStyle = glow;
  c.fillRect(0, 0, w, h);
  const left = seed % 2 ? w * 0.74 : w * 0.04;
  c.fillStyle = "rgba(0,0,0,.2)";
  for (const row of [0.34, 0.62]) {
    c.fillRect(left, h * row, w * 0.22, h * 0.018);
    for (let book = 0; book < 6; book += 1) {
      const tall = h * (0.12 + (((seed >> (book + 2)) % 5) / 5) * 0.07);
      c.fillRect(left + w * (0.012 + book * 0.026), h * row - tall, w * 0.019, tall);
    }
  }
}

const paintFace: Painter = (c, w, h, t, seed) => {
  const look = looks[seed % looks.length] as Look;
  paintRoom(c, w, h, look.wall, seed);
  const scale = Math.max(h / 720, w / 1280 / 2.4);
  const fill = (path: string, colour: string) => {
    c.fillStyle = colour;
    c.fill(new Path2D(path));
  };
  c.save();
  c.translate(w / 2 + Math.sin(t * 0.7 + seed) * w * 0.008, h - 700 * scale + Math.sin(t * 1.1 + seed) * h * 0.006);
  c.scale(scale, scale);
  c.translate(-640, 0);
  fill(back[look.falls], look.hair);
  fill(SHIRT, look.shirt);
  fill(NECK, look.skin);
  fill(CHIN, "rgba(0,0,0,.13)");
  fill(FACE, look.skin);
  fill(front[look.falls], look.hair);
  fill(BROWS, look.hair);
  const open = Math.sin(t * 1.3 + seed * 3) > 0.97 ? 2 : 12;
  c.fillStyle = "#2a1a14";
  for (const x of [592, 690]) {
    c.beginPath();
    c.ellipse(x, 326, 10, open, 0, 0, 7);
    c.fill();
  }
  fill(CHEEKS, "rgba(194,84,59,.18)");
  fill(NOSE, "rgba(0,0,0,.13)");
  const speaking = 450 + Math.abs(Math.sin(t * 5 + seed)) * 14;
  c.lineWidth = 9;
  c.lineCap = "round";
  c.strokeStyle = "#8a3a30";
  c.stroke(new Path2D(`M592 408Q640 ${t === 0 ? 450 : speaking} 690 406`));
  c.restore();
};

const paintScreen: Painter = (c, w, h, t) => {
  c.fillStyle = "#fbf8f2";
  c.fillRect(0, 0, w, h);
  c.fillStyle = "#2c2a28";
  c.fillRect(0, 0, w, h * 0.07);
  c.fillStyle = "#2c2a28";
  c.font = `600 ${h * 0.06}px "Figtree Variable", sans-serif`;
  c.fillText("What grows where", w * 0.08, h * 0.2);
  for (let i = 0; i < 8; i += 1) {
    c.fillStyle = "#d9d2c5";
    c.fillRect(w * 0.08, h * (0.28 + i * 0.075), w * (0.36 - (i % 3) * 0.05), h * 0.025);
    const value = 0.5 + 0.4 * Math.sin(i * 1.7 + t * 0.4);
    c.fillStyle = i % 2 ? "#c8663b" : "#7d9a76";
    c.fillRect(w * (0.54 + i * 0.048), h * (0.86 - 0.55 * value), w * 0.034, h * 0.55 * value);
  }
};

interface Sitting {
  /** Those who hold a phone upright. */
  readonly portrait?: ReadonlySet<string>;
  /** Nobody moves: one picture for each, the same every time. */
  readonly still?: boolean;
}

/** Starts drawing for one element. */
export function drawFaces({ portrait = new Set(), still = false }: Sitting = {}): Draw {
  return (element: HTMLVideoElement, participantId: string, source: Source) => {
    const canvas = document.createElement("canvas");
    const screen = source === "screen";
    const tall = portrait.has(participantId) && !screen;
    [canvas.width, canvas.height] = screen ? [1280, 720] : tall ? [360, 640] : [640, 360];
    const context = canvas.getContext("2d") as CanvasRenderingContext2D;
    const paint = screen ? paintScreen : paintFace;
    const seed = hash(participantId);
    const frame = () => paint(context, canvas.width, canvas.height, still ? 0 : performance.now() / 1000, seed);
    frame();
    const timer = still ? undefined : setInterval(frame, 1000 / 12);
    element.srcObject = canvas.captureStream(12);
    element.muted = true;
    // it has data before it shows any of it
    element.requestVideoFrameCallback(() => {
      element.dataset.shown = "";
    });
    void element.play().catch(() => {});
    return () => {
      clearInterval(timer);
      element.srcObject = null;
    };
  };
}
