export default {
  "people.title": "People",
  "people.you": "you",
  "people.list": "People in this meeting",
  "people.sharing": "Sharing a screen",
  "people.cameraOff": "Camera off",
};
