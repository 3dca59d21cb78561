"""axe-core in the page: what a person with an impairment would stumble over."""

from __future__ import annotations

from playwright.async_api import Page

from harness.server import ROOT

SOURCE = (ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text()

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def barriers(page: Page, *, colours_only: bool = False) -> list[str]:
    """Violations that axe calls serious or critical. Waits for running animations, which blur colours."""
    await page.evaluate(
        "() => Promise.allSettled(document.getAnimations()"
        ".filter(a => a.effect?.getComputedTiming().endTime !== Infinity).map(a => a.finished))"
    )
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(SOURCE)  # as the browser's own tools do: the page's policy forbids it to pages
    only = {"type": "rule", "values": ["color-contrast"]} if colours_only else {"type": "tag", "values": RULES}
    found = await page.evaluate("only => axe.run(document, { runOnly: only, resultTypes: ['violations'] })", only)
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: "
        + "; ".join(n["html"][:160] + " — " + n["failureSummary"][:200] for n in v["nodes"][:4])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


async def has_no_barrier(page: Page, where: str) -> None:
    bad = await barriers(page)
    assert not bad, f"{where}:\n" + "\n".join(bad)
