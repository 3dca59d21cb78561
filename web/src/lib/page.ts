/** Whether this page took the place of itself: the reload button, or what a browser does after a crash. */
export function wasReloaded(): boolean {
  const [page] = performance.getEntriesByType("navigation");
  return (page as PerformanceNavigationTiming | undefined)?.type === "reload";
}
