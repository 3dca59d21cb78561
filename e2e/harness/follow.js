// Follows one person through whatever happens to a room, from the page of whoever looks and listens; tests and bench/ only.
// The figures are milliseconds: `gap`, the longest time without their sound, unheard or made up by the browser;
// `doubled`, heard twice; `still`, the longest time without a new picture; `black`, with a black one.
(label) => {
  const { tile, tracksOf, carrierOf, assigned, servers, players } = __probe.inside;
  const LOOK_MS = 20;
  const COUNT_MS = 100; // asking for statistics costs more than looking
  const PER_MS = 48; // samples
  const owners = new Map(); // direct connections, by whose picture came in them
  const watched = new WeakSet();
  let account;
  let run;
  const begin = () => {
    account = { gap: 0, doubled: 0, black: 0, unheard: 0, concealed: 0, followed: 0 };
    run = { gap: 0, doubled: 0, black: 0 };
  };
  begin();

  // Pictures are put on the screen by another thread: a page that is busy only hears of them late, how many there were, and when
  // the last was. When the others came is noted by a worker, where the browser lets it (Chromium).
  const frames = new Map(); // by track: when each came
  let worker = null;
  const clock = (track) => {
    if (frames.has(track) || typeof MediaStreamTrackProcessor === "undefined") return;
    frames.set(track, []);
    const key = frames.size - 1;
    worker ??= startWorker();
    const { readable } = new MediaStreamTrackProcessor({ track });
    worker.postMessage({ key, readable }, [readable]);
  };
  const startWorker = () => {
    const code = `onmessage = async ({ data: { key, readable } }) => {
      const reader = readable.getReader();
      for (;;) {
        const { value } = await reader.read();
        if (!value) return;
        value.close();
        postMessage({ key, at: performance.timeOrigin + performance.now() });
      }
    }`;
    const started = new Worker(URL.createObjectURL(new Blob([code])));
    started.onmessage = ({ data: { key, at } }) => [...frames.values()][key].push(at - performance.timeOrigin);
    return started;
  };
  const longest = (times, from) => {
    const marks = [from, ...times.filter((at) => at > from).sort((a, b) => a - b), performance.now()];
    return Math.max(...marks.slice(1).map((at, i) => at - marks[i]));
  };

  let painted = []; // since it was last asked
  let asked = performance.now();
  const watch = (video) => {
    if (watched.has(video)) return;
    watched.add(video);
    let before = { at: performance.now(), count: 0 };
    const next = (_now, { presentedFrames }) => {
      const at = performance.now();
      const track = tracksOf(video)[0];
      if (video.isConnected) painted.push({ at, since: before.at, track, count: presentedFrames - before.count });
      before = { at, count: presentedFrames };
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  };
  const seen = () =>
    painted.flatMap(({ at, since, track, count }) => {
      const came = (frames.get(track) ?? []).filter((each) => each > since && each < at);
      return came.length <= count ? [...came, at] : [at]; // if not all were shown, none is taken for shown
    });

  const brush = Object.assign(document.createElement("canvas"), { width: 8, height: 8 }).getContext("2d", {
    willReadFrequently: true,
  });
  const isBlack = (videos) => {
    brush.clearRect(0, 0, 8, 8);
    for (const video of videos) brush.drawImage(video, 0, 0, 8, 8);
    return !brush.getImageData(0, 0, 8, 8).data.some((value, i) => i % 4 < 3 && value > 16);
  };

  let counts = new Map(); // by track in which anything ever came: how many samples were made up so far; late on a busy page
  const isOwners = (connection, id) => {
    if (owners.has(connection)) return owners.get(connection) === id;
    return document.querySelectorAll("article[data-participant]").length === 2; // nobody else is there
  };
  const heardOf = (id) =>
    [...players].flatMap((player) => {
      const [track] = tracksOf(player);
      if (track?.kind !== "audio" || player.muted || player.paused) return [];
      const { connection, receiver } = carrierOf(track) ?? {};
      if (connection?.connectionState !== "connected" || receiver.getSynchronizationSources().length === 0) return [];
      const owned = servers.has(connection) ? assigned.get(track)?.id === id : isOwners(connection, id);
      return owned ? [track.id] : [];
    });

  const worst = (kind, ms) => {
    run[kind] = ms > 0 ? run[kind] + ms : 0;
    account[kind] = Math.max(account[kind], run[kind]);
  };

  let known = false; // what has come, for the first time
  let heard = [];
  let window = { unheard: 0, doubled: 0 };
  let looked = performance.now();
  const look = () => {
    const article = tile(label);
    const at = performance.now();
    const ms = at - looked;
    looked = at;
    if (!article || !known) return;
    const id = article.dataset.participant;
    for (const video of article.querySelectorAll("video")) {
      watch(video);
      const [track] = tracksOf(video);
      if (track) clock(track);
      const connection = carrierOf(track)?.connection;
      if (connection && !servers.has(connection)) owners.set(connection, id);
    }
    heard = heardOf(id);
    if (heard.length === 0) window.unheard += ms;
    if (heard.length > 1) window.doubled += ms;
  };

  const count = async () => {
    const now = new Map();
    const listened = heard;
    for (const connection of __probe.peers.filter((each) => each.connectionState === "connected"))
      for (const entry of (await connection.getStats()).values())
        if (entry.type === "inbound-rtp" && entry.kind === "audio" && entry.packetsReceived > 0)
          now.set(entry.trackIdentifier, entry.concealedSamples ?? 0);
    const made = listened.map((track) => (counts.has(track) ? (now.get(track) ?? 0) - counts.get(track) : 0));
    const concealed = made.length === 0 ? 0 : Math.max(0, Math.min(...made)) / PER_MS;
    counts = now;
    known = true;
    const { unheard, doubled } = window;
    window = { unheard: 0, doubled: 0 };
    account.unheard += unheard;
    account.concealed += concealed;
    worst("gap", unheard + concealed);
    worst("doubled", doubled);
  };

  let counted = performance.now();
  let busy = false;
  const turn = async () => {
    look();
    const ms = performance.now() - counted;
    if (busy || ms < COUNT_MS) return;
    busy = true;
    counted = performance.now();
    account.followed += ms;
    const article = tile(label);
    if (article) worst("black", isBlack(article.querySelectorAll("video")) ? ms : 0);
    await count().finally(() => {
      busy = false;
    });
  };
  setInterval(turn, LOOK_MS);

  // Since it was last asked, or since the beginning.
  __probe.following.set(label, () => {
    const times = seen();
    const told = { ...account, still: longest(times, asked) };
    asked = Math.max(asked, ...times);
    painted = [];
    for (const [track, times] of frames) frames.set(track, times.slice(-1));
    begin();
    return told;
  });
}
