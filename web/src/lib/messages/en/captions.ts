export default {
  "captions.title": "Captions",
  "captions.hint": "Shows what somebody here writes along, over the pictures",
  "captions.size": "Size of captions",
  "captions.write": "Write captions",
  "captions.field": "What is being said",
  "captions.how": "Enter: next line",
  "captions.end": "Stop writing captions",
  "captions.offer": "{name} writes captions.",
  "captions.show": "Show captions",
};
