// A camera as cameras are: somebody before a wall, who moves a little, and grain over all of it. However much a line carries an encoder
// can use it, for the grain; and however little, it can do without, and go on with every picture.
(() => {
  const WIDTH = 1280;
  const HEIGHT = 720;
  /** Side of a grain, in pixels, and how opaque it is at most, of 255: some is left in every size a picture is made smaller to. */
  const GRAINS = [
    [1, 24],
    [2, 24],
    [4, 24],
    [8, 16],
  ];
  /** Each picture begins at another place of a larger one, in grains. */
  const SPARE = 64;

  const canvas = (width, height) =>
    Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");

  const grainOf = (side, opaque) => {
    const brush = canvas(Math.ceil(WIDTH / side) + SPARE, Math.ceil(HEIGHT / side) + SPARE);
    const pixels = brush.createImageData(brush.canvas.width, brush.canvas.height);
    for (let i = 0; i < pixels.data.length; i += 4) {
      pixels.data.fill(Math.random() < 0.5 ? 0 : 255, i, i + 3);
      pixels.data[i + 3] = Math.random() * opaque;
    }
    brush.putImageData(pixels, 0, 0);
    return brush.canvas;
  };

  const film = () => {
    const brush = canvas(WIDTH, HEIGHT);
    const grains = GRAINS.map(([side, opaque]) => [side, grainOf(side, opaque)]);
    const wall = brush.createLinearGradient(0, 0, WIDTH, HEIGHT);
    wall.addColorStop(0, "#456");
    wall.addColorStop(1, "#ba9");
    const oval = (colour, ...where) => {
      brush.fillStyle = colour;
      brush.beginPath();
      brush.ellipse(...where, 0, 2 * Math.PI);
      brush.fill();
    };
    const somewhere = () => Math.floor(SPARE * Math.random());
    const picture = () => {
      const t = performance.now() / 1000;
      const x = WIDTH / 2 + 60 * Math.sin(t);
      const y = HEIGHT / 2 + 20 * Math.cos(1.3 * t);
      brush.fillStyle = wall;
      brush.fillRect(0, 0, WIDTH, HEIGHT);
      oval("#c87", x, y, 180, 240, 0.1 * Math.sin(t));
      oval("#234", x, y + 90, 60, 20 + 16 * Math.sin(5 * t), 0);
      for (const [side, grain] of grains)
        brush.drawImage(grain, somewhere(), somewhere(), WIDTH / side, HEIGHT / side, 0, 0, WIDTH, HEIGHT);
    };
    picture();
    setInterval(picture, 1000 / window.__frameRate);
    return brush.canvas.captureStream(window.__frameRate).getVideoTracks()[0];
  };

  const original = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (wishes) {
    const stream = await original.call(this, wishes);
    for (const track of stream.getVideoTracks()) {
      track.stop();
      stream.removeTrack(track);
      stream.addTrack(film());
    }
    return stream;
  };
})();
