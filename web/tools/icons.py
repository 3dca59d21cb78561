"""Draws public/icon*.{svg,png} from the same arcs as src/ui/Mark.tsx. Run it when the mark changes.

Needs Playwright and a Chromium (--chromium PATH); the results are committed.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from playwright.sync_api import sync_playwright

PUBLIC = Path(__file__).parent.parent / "public"
SEATS, RADIUS, HALF_SPAN = 6, 8.6, 0.25
GROUND, SEAT, EMBER = "#231a15", "#f3ebdd", "#eda25f"


def mark() -> str:
    """The paths of Mark.tsx, in its 24 x 24 box."""
    parts = [f'<circle cx="12" cy="12" r="4.6" fill="{EMBER}"/>']
    for seat in range(SEATS):
        middle = seat * 2 * math.pi / SEATS - math.pi / 2
        (x1, y1), (x2, y2) = (
            (12 + RADIUS * math.cos(angle), 12 + RADIUS * math.sin(angle))
            for angle in (middle - HALF_SPAN, middle + HALF_SPAN)
        )
        stroke = EMBER if seat == 1 else SEAT
        parts.append(
            f'<path d="M{x1:.2f} {y1:.2f}A{RADIUS} {RADIUS} 0 0 1 {x2:.2f} {y2:.2f}" fill="none" '
            f'stroke="{stroke}" stroke-width="3" stroke-linecap="round"/>'
        )
    return "".join(parts)


def icon(*, margin: float, corner: float) -> str:
    """margin: empty space around the mark, in its own units; corner: radius of the ground, likewise."""
    side = 24 + 2 * margin
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{-margin} {-margin} {side} {side}">'
        f'<rect x="{-margin}" y="{-margin}" width="{side}" height="{side}" rx="{corner}" fill="{GROUND}"/>'
        f"{mark()}</svg>\n"
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--chromium", default="/usr/bin/chromium")
    chromium = arguments.parse_args().chromium
    (PUBLIC / "icon.svg").write_text(icon(margin=2.5, corner=7))
    drawings = {
        "icon-32.png": (32, icon(margin=2.5, corner=7)),
        "icon-180.png": (180, icon(margin=5, corner=0)),
        "icon-192.png": (192, icon(margin=4, corner=7.5)),
        "icon-512.png": (512, icon(margin=4, corner=7.5)),
        "icon-maskable-512.png": (512, icon(margin=9, corner=0)),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, (side, svg) in drawings.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{side}px;height:{side}px}}</style>{svg}")
            page.screenshot(path=PUBLIC / name, omit_background=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
