// Before the first paint, so that nobody who chose the night is shown the day.
try {
  const { theme } = JSON.parse(localStorage.getItem("tertulia:settings") ?? "{}");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // storage is forbidden or holds something else: the system's theme it is
}
