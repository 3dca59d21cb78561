// Runs before the page's own code, in tests only. Watches what the page does with the browser's media, changes nothing.
(() => {
  const peers = [];
  const captured = [];
  const players = new Set();
  const servers = new Set(); // connections to the media server: they have a channel

  const Native = window.RTCPeerConnection;
  const prepared = (configuration) =>
    window.__relayOnly ? { ...configuration, iceTransportPolicy: "relay" } : configuration;
  window.RTCPeerConnection = class RTCPeerConnection extends Native {
    constructor(configuration) {
      super(prepared(configuration));
      peers.push(this);
    }
    setConfiguration(configuration) {
      super.setConfiguration(prepared(configuration));
    }
  };

  // A made-up camera has no reason to be large: the machine encodes and decodes every picture of every person.
  const small = (wishes) =>
    wishes?.video && !window.__sharp
      ? {
          ...wishes,
          video: { ...(wishes.video === true ? {} : wishes.video), width: 640, height: 360, frameRate: window.__frameRate ?? 10 },
        }
      : wishes;

  for (const name of ["getUserMedia", "getDisplayMedia"]) {
    const devices = window.MediaDevices?.prototype;
    if (!devices?.[name]) continue;
    const original = devices[name];
    devices[name] = async function (wishes) {
      const stream = await original.call(this, name === "getUserMedia" ? small(wishes) : wishes);
      for (const track of stream.getTracks()) captured.push({ track, source: name === "getUserMedia" ? "device" : "screen" });
      return stream;
    };
  }

  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...source,
    set(stream) {
      players.add(this);
      source.set.call(this, stream);
    },
  });

  const shown = new WeakMap();
  const countShown = (video) => {
    if (!shown.has(video)) {
      shown.set(video, 0);
      const next = () => {
        shown.set(video, shown.get(video) + 1);
        video.requestVideoFrameCallback(next);
      };
      video.requestVideoFrameCallback(next);
    }
    return shown.get(video);
  };

  const tile = (label) =>
    [...document.querySelectorAll("article")].find((each) => each.getAttribute("aria-label") === label);

  const tracksOf = (element) => (element?.srcObject ? element.srcObject.getTracks() : []);

  const carrierOf = (track) => {
    for (const connection of peers) {
      const receiver = connection.getReceivers().find((each) => each.track === track);
      if (receiver) return { connection, receiver };
    }
    return null;
  };

  const inbound = async (receiver) => {
    for (const entry of (await receiver.getStats()).values()) if (entry.type === "inbound-rtp") return entry;
    return null;
  };

  // What a tile shows now. `decoded`: frames the browser decoded; `shown`: frames it painted; `width`: of the picture.
  const picture = async (label) => {
    const article = tile(label);
    if (!article) return { tile: false };
    const video = article.querySelector("video");
    const track = tracksOf(video).find((each) => each.kind === "video");
    const base = { tile: true, link: article.dataset.link, muted: article.dataset.muted, video: Boolean(video && track) };
    if (!base.video) return base;
    const carrier = carrierOf(track);
    const stats = carrier && (await inbound(carrier.receiver));
    return {
      ...base,
      shown: countShown(video),
      width: video.videoWidth,
      height: video.videoHeight,
      paused: video.paused,
      visible: video.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
      decoded: stats ? (stats.framesDecoded ?? 0) : null,
    };
  };

  // Sound that arrives from others: per live audio receiver its energy so far, and whether somebody could hear it.
  const sounds = async () => {
    const found = [];
    for (const connection of peers) {
      if (connection.connectionState === "closed") continue;
      for (const receiver of connection.getReceivers()) {
        const { track } = receiver;
        if (track?.kind !== "audio" || track.readyState !== "live") continue;
        const stats = await inbound(receiver);
        if (!stats) continue;
        found.push({
          connection: peers.indexOf(connection),
          track: track.id,
          energy: stats.totalAudioEnergy ?? 0,
          packets: stats.packetsReceived ?? 0,
          owner: assigned.get(track)?.id ?? null, // who is in this slot, where it is one
          played: [...players].some(
            (element) => !element.paused && !element.muted && element.volume > 0 && tracksOf(element).includes(track),
          ),
        });
      }
    }
    return found;
  };

  const connections = () =>
    peers.map((each) => ({
      connection: each.connectionState,
      ice: each.iceConnectionState,
      signaling: each.signalingState,
    }));

  // As what each microphone is sent: the first of the codecs that both sides know.
  const voicedAs = () =>
    peers
      .filter((each) => each.connectionState === "connected")
      .map((each) => each.getSenders().find(({ track }) => track?.kind === "audio")?.getParameters().codecs[0]?.mimeType);

  // The kinds of local and remote candidate of each connection's chosen pair, e.g. ["relay", "relay"].
  const routes = async () => {
    const found = [];
    for (const connection of peers) {
      if (connection.connectionState === "closed") continue;
      const stats = await connection.getStats();
      for (const pair of stats.values()) {
        const chosen = pair.type === "candidate-pair" && pair.nominated && pair.state === "succeeded";
        if (chosen) found.push([stats.get(pair.localCandidateId)?.candidateType, stats.get(pair.remoteCandidateId)?.candidateType]);
      }
    }
    return found;
  };

  // The transport of each connection's chosen pair: "udp" or "tcp".
  const transports = async () => {
    const found = [];
    for (const connection of peers.filter((each) => each.connectionState === "connected")) {
      const stats = await connection.getStats();
      for (const pair of stats.values())
        if (pair.type === "candidate-pair" && pair.nominated && pair.state === "succeeded")
          found.push(stats.get(pair.remoteCandidateId)?.protocol);
    }
    return found;
  };

  // Per encoding of the camera that is sent to the media server: frames encoded so far, and how wide they are.
  const layers = async () => {
    const found = {};
    for (const connection of [...servers].filter((each) => each.connectionState === "connected"))
      for (const entry of (await connection.getStats()).values())
        if (entry.type === "outbound-rtp" && entry.kind === "video" && entry.rid)
          found[entry.rid] = { frames: entry.framesEncoded ?? 0, width: entry.frameWidth ?? 0 };
    return found;
  };

  // What the connection to the media server is: its descriptions' sizes in bytes, m-lines, and our end's port.
  const server = async () => {
    const connection = [...servers].find((each) => each.connectionState === "connected");
    if (!connection) return null;
    const { localDescription, remoteDescription } = connection;
    const stats = await connection.getStats();
    const pair = [...stats.values()].find((each) => each.type === "candidate-pair" && each.nominated && each.state === "succeeded");
    return {
      offer: localDescription.sdp.length,
      answer: remoteDescription.sdp.length,
      lines: localDescription.sdp.split("\r\nm=").length - 1,
      port: stats.get(pair?.localCandidateId)?.port ?? null,
    };
  };

  const devices = () => captured.map(({ track, source: from }) => ({ kind: track.kind, source: from, state: track.readyState }));

  const endScreen = () => {
    // What the browser's own stop button does: the track ends without anybody calling stop() on it in the page.
    for (const { track, source: from } of captured)
      if (from === "screen") {
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
  };

  // Media of a tile in windows of about a second: how many frames were decoded and sound packets came in each.
  let recording = null;
  const record = (label) => {
    const windows = [];
    let before = null;
    const sample = async () => {
      const { decoded } = await picture(label);
      const packets = (await sounds()).reduce((sum, each) => sum + each.packets, 0);
      if (before) windows.push({ frames: decoded - before.decoded, packets: packets - before.packets, connections: peers.length });
      before = { decoded, packets };
    };
    recording = { windows, timer: setInterval(sample, 1000) };
    return sample();
  };
  const recorded = () => recording.windows;

  // Which participant and source each track of a connection to the media server shows, as the server last said.
  const assigned = new Map();
  const hear = (connection, channel) =>
    channel.addEventListener("message", ({ data }) => {
      const said = JSON.parse(data);
      if (said.type !== "slots") return;
      for (const transceiver of connection.getTransceivers()) {
        const slot = said.slots[transceiver.mid];
        if (slot) assigned.set(transceiver.receiver.track, slot);
        else assigned.delete(transceiver.receiver.track);
      }
    });
  const createDataChannel = Native.prototype.createDataChannel;
  Native.prototype.createDataChannel = function (...wishes) {
    const channel = createDataChannel.apply(this, wishes);
    hear(this, channel);
    servers.add(this);
    return channel;
  };

  const through = () => peers.filter((each) => servers.has(each) && each.connectionState === "connected").length;
  const direct = () => peers.filter((each) => !servers.has(each) && each.connectionState === "connected").length;

  let most = 0;
  const watchTiles = () => {
    const count = () => {
      most = Math.max(most, document.querySelectorAll("article[aria-label]").length);
    };
    count();
    new MutationObserver(count).observe(document.body, { childList: true, subtree: true });
  };
  const mostTiles = () => most;

  Object.defineProperty(window, "__probe", {
    value: {
      through,
      direct,
      transports, voicedAs, layers, server,
      following: new Map(),
      inside: { tile, tracksOf, carrierOf, assigned, servers, players },
      picture, sounds, connections, routes, devices, endScreen, record, recorded, watchTiles, mostTiles, peers, captured,
    },
  });
})();
