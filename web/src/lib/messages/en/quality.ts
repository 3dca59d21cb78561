export default {
  "quality.title": "Connection with {name}",
  "quality.lossIn": "Lost on the way here",
  "quality.lossOut": "Lost on the way there",
  "quality.roundTrip": "There and back",
  "quality.incoming": "Coming in",
  "quality.outgoing": "Going out",
  "quality.picture": "Picture",
  "quality.way": "Way",
  "quality.noPicture": "None",
  "quality.pictureNow": "{width} × {height}, {fps, plural, one {# frame} other {# frames}} a second",
  "quality.rule": "Good means under 6 % lost and under 400 ms there and back.",
};
