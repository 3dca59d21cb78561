"""Pictures that were looked at and found good, and how much another may differ from them.

They lie in e2e/pictures as WebP, as good as people need them: `desktop-dark/landing.webp`. What is compared with one
has gone the same way. Renew them with `make e2e ARGS="-k looks --update-pictures"` (some of it: `--scene NAME`), look
at each one that git shows as changed, and commit what is good.

Most pictures come out of the same browser as before, byte for byte; digests.txt knows those, and nothing is unpacked.
"""

from __future__ import annotations

import functools
import hashlib
import io
import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from harness.evidence import folder_of
from harness.server import ROOT

KEPT = ROOT / "e2e" / "pictures"
DOCUMENT = ROOT / "docs" / "gallery.md"
LOOKS = ("desktop-light", "desktop-dark", "phone-light", "phone-dark", "desktop-forced")
DIGESTS = KEPT / "digests.txt"
"""Of each screenshot that was found good, as the browser gave it, together with the picture that is kept of it."""
MADE_WITH = KEPT / "made-with.txt"
"""The browser that made them: another version may draw a letter otherwise, and then says so."""

IN_JAPANESE = frozenset(("settings-language",))
"""What names a language in letters that are not among the fonts we ship, and that not every machine has."""

FAINT = 10
"""Differences of a colour channel up to this, of 255, are rounding."""
FEW = 16
"""So many pixels of a picture may differ by more. A border that moves by one pixel changes hundreds."""
QUALITY = 45


@dataclass(frozen=True)
class Verdict:
    """`pixels` that differ; None when sizes do."""

    pixels: int | None
    difference: Image.Image | None = None

    @property
    def same(self) -> bool:
        return self.pixels is not None and self.pixels <= FEW


@functools.cache
def has_japanese() -> bool:
    """Whether a font of this machine does. Without fontconfig nobody knows, and the picture is compared."""
    try:
        listed = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return True
    return listed.stdout.strip() != ""


def can_be_drawn(name: str) -> bool:
    """name: as of the pictures, `desktop-dark/landing`."""
    return name.rpartition("/")[2] not in IN_JAPANESE or has_japanese()


def compare(expected: Image.Image, actual: Image.Image) -> Verdict:
    if expected.size != actual.size:
        return Verdict(None)
    red, green, blue = ImageChops.difference(expected.convert("RGB"), actual.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    differs = most.point([0] * (FAINT + 1) + [255] * (255 - FAINT))
    return Verdict(differs.histogram()[255], differs)


def packed(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()


def opened(file: bytes) -> Image.Image:
    return Image.open(io.BytesIO(file)).convert("RGB")


def against(webp: bytes, actual: Image.Image) -> Verdict:
    """How much a picture differs from one that is kept, once it is packed as that one was."""
    return compare(opened(webp), opened(packed(actual)))


def path_of(name: str) -> Path:
    return KEPT / f"{name}.webp"


def digest(png: bytes, webp: bytes) -> str:
    return hashlib.sha256(hashlib.sha256(png).digest() + webp).hexdigest()


def digests() -> dict[str, str]:
    lines = DIGESTS.read_text().splitlines() if DIGESTS.exists() else []
    return dict(line.split(" ") for line in lines)


def against_kept(name: str, png: bytes, known: str | None) -> str | None:
    """Why this screenshot is not the one that was found good; None when it is. Leaves evidence."""
    path = path_of(name)
    if not path.exists():
        return f"{name}: nobody has looked at it yet{evidence(name, None, opened(png), None)}"
    webp = path.read_bytes()
    if digest(png, webp) == known:
        return None
    expected, actual = opened(webp), opened(png)
    verdict = against(webp, actual)
    if verdict.same:
        return None
    what = f"is {actual.size}, was {expected.size}" if verdict.pixels is None else f"{verdict.pixels} pixels differ"
    return f"{name}: {what}{evidence(name, expected, actual, verdict.difference)}"


def evidence(name: str, expected: Image.Image | None, actual: Image.Image, difference: Image.Image | None) -> str:
    folder = folder_of("gallery")
    stem = name.replace("/", "-")
    for kind, image in {"expected": expected, "actual": actual, "diff": difference}.items():
        if image is not None:
            image.save(folder / f"{stem}.{kind}.png")
    return f"; see {folder.relative_to(ROOT)}/{stem}.*.png"


def renew(found: dict[str, bytes], version: str) -> None:
    """Keep these instead, where they differ."""
    known = digests()
    for name, png in found.items():
        path = path_of(name)
        picture = opened(png)
        if not (path.exists() and against(path.read_bytes(), picture).same):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(packed(picture))
        known[name] = digest(png, path.read_bytes())
    lines = sorted(f"{name} {known[name]}\n" for name in known.keys() & kept())
    DIGESTS.write_text("".join(lines))
    MADE_WITH.write_text(f"Chromium {version}\n")
    DOCUMENT.write_text(document())


def document() -> str:
    """All that is kept, for people to leaf through."""
    parts = [
        "# Gallery\n\nHow it looks, by day and by night, on a computer and on a phone. These are the pictures that `make test` compares "
        'with; they are renewed, and this page with them, by\n`make e2e ARGS="-k looks --update-pictures"`. '
        "People and words are made up.\n"
    ]
    for scene in sorted(kept_scenes()):
        shown = [look for look in LOOKS if f"{look}/{scene}" in kept()]
        images = " ".join(
            f'<img src="../e2e/pictures/{look}/{scene}.webp" alt="{scene}, {look}" height="240">' for look in shown
        )
        parts.append(f"## {scene}\n\n{images}\n")
    return "\n".join(parts)


def about_the_browser(version: str) -> str:
    made_with = MADE_WITH.read_text().strip() if MADE_WITH.exists() else "nothing yet"
    return f"They were made with {made_with}; this is Chromium {version}."


def kept() -> set[str]:
    return {path.relative_to(KEPT).with_suffix("").as_posix() for path in KEPT.glob("*/*.webp")}


def kept_scenes() -> set[str]:
    return {name.split("/")[1] for name in kept()}
