// What stands in the way of a finger or of a small window, looked for in the page as it is. In tests only.
(() => {
  const CONTROLS =
    "button, a[href], input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=switch], [role^=menuitem]";
  const FINGER = 44;

  const nameOf = (element) =>
    (element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent ?? "").trim().slice(0, 60) ||
    element.outerHTML.slice(0, 80);

  const isThere = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 1 && height > 1 && !element.closest("[inert]") &&
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    );
  };

  // Behind a dialog nothing can be reached, and nothing has to.
  const root = () => document.querySelector("dialog:modal") ?? document.body;
  // A skip link is out of sight until it has the focus.
  const controls = () => [...root().querySelectorAll(CONTROLS)].filter((each) => isThere(each) && !each.matches("[href='#content']"));

  // WCAG 2.5.8 excepts links in a sentence; what carries one is a link whose line holds other words.
  const isInSentence = (element) =>
    element.matches("a") &&
    getComputedStyle(element).display === "inline" &&
    element.parentElement.textContent.trim() !== element.textContent.trim();

  const hits = (element, x, y) => {
    const at = document.elementFromPoint(x, y);
    if (!at) return false;
    return element.contains(at) || [...(element.labels ?? [])].some((label) => label.contains(at));
  };

  // A text field is as large as the box that is drawn around it.
  const BOXED = "input:not([type=checkbox], [type=radio]), select, textarea";
  const boxOf = (element) => (element.matches(BOXED) ? element.parentElement : element).getBoundingClientRect();

  // How far from the middle of a control, one way, a finger still meets it.
  const STEP = 2;
  const extent = (element, x, y, [right, down]) => {
    let far = 0;
    while (far < FINGER && hits(element, x + right * (far + STEP), y + down * (far + STEP))) far += STEP;
    return far;
  };

  // Boxes stand on whole pixels only once they are drawn.
  const ENOUGH = FINGER - 2 * STEP;
  const reach = (element) => {
    const box = boxOf(element);
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const across = (one, other) => extent(element, x, y, one) + extent(element, x, y, other);
    const wide = box.width >= FINGER || across([-1, 0], [1, 0]) >= ENOUGH;
    const high = box.height >= FINGER || across([0, -1], [0, 1]) >= ENOUGH;
    return wide && high;
  };

  // By a drawer: what is left of it is to be looked at.
  const isCovered = (element) => {
    const { left, right, top, bottom } = boxOf(element);
    const drawer = document.querySelector("aside:has(h2)");
    if (!drawer || drawer.contains(element)) return false;
    const over = drawer.getBoundingClientRect();
    return left < over.right && right > over.left && top < over.bottom && bottom > over.top;
  };

  const small = () =>
    controls()
      .filter((element) => !element.disabled && !isInSentence(element))
      .filter((element) => {
        element.scrollIntoView({ block: "center", behavior: "instant" });
        return !isCovered(element) && !reach(element);
      })
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        return `"${nameOf(element)}" is ${Math.round(width)} x ${Math.round(height)}`;
      });

  const scrolls = (element, axis) => {
    for (let each = element.parentElement; each; each = each.parentElement) {
      const style = getComputedStyle(each)[axis === "x" ? "overflowX" : "overflowY"];
      const more = axis === "x" ? each.scrollWidth > each.clientWidth : each.scrollHeight > each.clientHeight;
      if (more && (style === "auto" || style === "scroll")) return true;
    }
    const page = document.documentElement;
    return axis === "y" && page.scrollHeight > page.clientHeight;
  };

  // Words that a box cuts off without showing that there is more.
  const cut = () =>
    [...root().querySelectorAll("*")]
      .filter((element) => element.childNodes.length > 0 && isThere(element))
      .filter((element) => {
        const style = getComputedStyle(element);
        const hidden = style.overflowX === "hidden" || style.overflowX === "clip";
        const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        const seen = element.clientWidth > 4 && style.clipPath === "none";
        return hidden && words && seen && style.textOverflow !== "ellipsis" && element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => `"${nameOf(element)}" is cut off`);

  const outside = () => {
    const found = [];
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth) found.push(`the page is ${page.scrollWidth} px wide in a window of ${innerWidth}`);
    for (const element of controls()) {
      const box = element.getBoundingClientRect();
      const sideways = box.left < -1 || box.right > innerWidth + 1;
      const below = box.top < -1 || box.bottom > innerHeight + 1;
      if ((sideways && !scrolls(element, "x")) || (below && !scrolls(element, "y")))
        found.push(`"${nameOf(element)}" is out of reach at ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
    }
    return [...found, ...cut()];
  };

  window.__barriers = { small, outside };
})();
