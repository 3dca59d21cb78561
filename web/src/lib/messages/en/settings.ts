export default {
  "settings.title": "Settings",
  "settings.devices": "Devices",
  "settings.appearance": "Appearance",
  "settings.shortcuts": "Shortcuts",
  "settings.theme": "Colours",
  "settings.themeHint": "During a call the stage is always dark; this is for everything around it.",
  "settings.language": "Language",
  "settings.singleLetters": "Single-letter shortcuts",
  "settings.singleLettersHint":
    "Switch them off if you dictate, or if they get in your way. Shortcuts with Ctrl or ⌘ stay.",
  "settings.needPermission": "Names of devices appear once the browser has let us use them.",
  "settings.or": "or",
};
