// A camera before trees from which leaves fall, more each second than fit through any line at their best. Each picture differs from the
// one before in a hundred places: an encoder can make that small, at a price in looks, where one of a storm is large whatever it does.
(() => {
  const WIDTH = 1280;
  const HEIGHT = 720;
  const AT_FIRST = 9000;
  const FALL = 100;
  const film = () => {
    const brush = Object.assign(document.createElement("canvas"), { width: WIDTH, height: HEIGHT }).getContext("2d");
    const leaves = (count) => {
      for (let i = 0; i < count; i++) {
        brush.fillStyle = `hsl(${60 + 80 * Math.random()} 60% ${10 + 70 * Math.random()}%)`;
        brush.fillRect(WIDTH * Math.random(), HEIGHT * Math.random(), 4 + 16 * Math.random(), 4 + 16 * Math.random());
      }
    };
    leaves(AT_FIRST);
    setInterval(leaves, 1000 / window.__frameRate, FALL);
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
