// A camera before trees in a storm: there is no room on a line that it would not fill.
(() => {
  const WIDTH = 1280;
  const HEIGHT = 720;
  const canvas = () => Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT });
  const leaves = () => {
    const brush = canvas().getContext("2d");
    for (let i = 0; i < 9000; i++) {
      brush.fillStyle = `hsl(${60 + 80 * Math.random()} 60% ${10 + 70 * Math.random()}%)`;
      brush.fillRect(WIDTH * Math.random(), HEIGHT * Math.random(), 4 + 16 * Math.random(), 4 + 16 * Math.random());
    }
    return brush.canvas;
  };
  const film = () => {
    const trees = [leaves(), leaves(), leaves()];
    const brush = canvas().getContext("2d");
    const draw = () => {
      for (const [i, tree] of trees.entries()) {
        brush.globalAlpha = i === 0 ? 1 : 0.5;
        const [x, y] = [-Math.floor(WIDTH * Math.random()), -Math.floor(HEIGHT * Math.random())];
        for (const dx of [0, WIDTH]) for (const dy of [0, HEIGHT]) brush.drawImage(tree, x + dx, y + dy);
      }
    };
    draw();
    setInterval(draw, 1000 / window.__frameRate);
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
