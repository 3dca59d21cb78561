// Runs in the page, in the laboratory only: every 50 ms, how much has been decoded and heard of others so far.
// A connection that is made anew counts on from where the old one was. Of two ways that stand at once (a call that moves to the server),
// the better one counts: the other is mute and unseen, and what it makes up nobody hears.
(() => {
  const EVERY_MS = 50;
  const ANSWERED_MS = 1000;
  const last = new Map();
  const sum = { frames: 0, samples: 0, concealed: 0, bytes: 0 };
  const notes = [];

  const grown = (what, key, value = 0) => {
    const before = last.get(`${what} ${key}`) ?? 0;
    last.set(`${what} ${key}`, value);
    return value >= before ? value - before : value;
  };

  // Firefox (seen in 153) never answers what it was asked of a connection that is closed meanwhile.
  const statsOf = (connection) =>
    Promise.race([connection.getStats(), new Promise((resolve) => setTimeout(resolve, ANSWERED_MS, new Map()))]);

  const look = async () => {
    let height = 0;
    let best = { samples: 0, concealed: 0 };
    let seen = 0;
    for (const [number, connection] of __probe.peers.entries()) {
      if (connection.connectionState === "closed") continue;
      const heard = { samples: 0, concealed: 0 };
      let frames = 0;
      for (const entry of (await statsOf(connection)).values()) {
        if (entry.type !== "inbound-rtp") continue;
        const key = `${number} ${entry.id}`;
        sum.bytes += grown("bytes", key, entry.bytesReceived);
        if (entry.kind === "video") {
          frames += grown("frames", key, entry.framesDecoded);
          height = Math.max(height, entry.frameHeight ?? 0);
        } else {
          heard.samples += grown("samples", key, entry.totalSamplesReceived);
          heard.concealed += grown("concealed", key, entry.concealedSamples);
        }
      }
      seen = Math.max(seen, frames);
      if (heard.samples - heard.concealed >= best.samples - best.concealed) best = heard;
    }
    sum.frames += seen;
    sum.samples += best.samples;
    sum.concealed += best.concealed;
    const phase = document.querySelector("[data-phase]")?.dataset.phase ?? "";
    const at = performance.timeOrigin + performance.now();
    notes.push([at, sum.frames, sum.samples, sum.concealed, sum.bytes, height, __probe.peers.length, phase]);
  };

  const next = () =>
    look()
      .catch(() => {})
      .then(() => setTimeout(next, EVERY_MS));
  Object.defineProperty(window, "__recorder", { value: { notes } });
  next();
})();
