export default {
  "shortcut.mic": "Microphone on or off",
  "shortcut.camera": "Camera on or off",
  "shortcut.talk": "Hold to talk",
  "shortcut.hand": "Raise or lower your hand",
  "shortcut.react": "Show or hide the reactions",
  "shortcut.chat": "Open or close the chat",
  "shortcut.people": "Open or close the list of people",
  "shortcut.share": "Share your screen, or stop",
  "shortcut.layout": "Change the layout",
  "shortcut.fullscreen": "Full screen",
  "shortcut.leave": "Leave the meeting",
  "shortcut.help": "Show these shortcuts",
};
