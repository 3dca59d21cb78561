export default {
  "ui.close": "Close",
  "ui.loading": "Loading",
  "ui.showPassword": "Show password",
  "ui.hidePassword": "Hide password",
  "ui.capsLock": "Caps Lock is on",
  "ui.dismiss": "Dismiss",
  "ui.notifications": "Notifications",
  "ui.skipToContent": "Skip to content",
  "ui.retry": "Try again",
  "ui.cancel": "Cancel",
  "ui.optional": "optional",
};
