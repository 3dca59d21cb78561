// Before the first paint, so that nobody who chose the night is shown the day, or reads from the wrong side.
try {
  const root = document.documentElement;
  const { theme, textSize } = JSON.parse(localStorage.getItem("tertulia:settings") ?? "{}");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  if (textSize === "large" || textSize === "larger") root.dataset.text = textSize;
  const [lang, dir] = (localStorage.getItem("tertulia:spoken") ?? "en ltr").split(" ");
  root.lang = lang;
  root.dir = dir;
} catch {
  // storage is forbidden or holds something else: the system's theme it is
}
