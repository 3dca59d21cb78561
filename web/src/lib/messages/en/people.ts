export default {
  "people.title": "People",
  "people.you": "you",
  "people.count": "{count, plural, one {# person} other {# people}}",
  "people.list": "People in this meeting",
  "people.sharing": "Sharing a screen",
  "people.cameraOff": "Camera off",
  "people.invite": "Invite someone",
};
