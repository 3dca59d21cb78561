"""Which files are pictures that any browser shows, told by their first bytes, never by their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HEAD_BYTES = 256 * 1024
"""So much of a file is enough: before its size a JPEG may hold a colour profile and a small picture of itself."""

PIXELS_MOST = 60_000_000
"""A picture of more would fill a phone's memory when it is unpacked: it is handed on as a file."""

_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # start of frame, ITU-T T.81 table B.1
_JPEG_BARE = {0x01, *range(0xD0, 0xD9)}  # markers without a length


@dataclass(frozen=True, slots=True)
class Picture:
    """width, height: in pixels, as it is stored (a photograph may be shown turned)."""

    media_type: str
    width: int
    height: int


def recognise(head: bytes) -> Picture | None:
    """The PNG, JPEG, GIF or WebP that begins like this; None for anything else, and for one nobody could unpack."""
    for kind, size in (("png", _png), ("jpeg", _jpeg), ("gif", _gif), ("webp", _webp)):
        found = size(head)
        if found is not None:
            width, height = found
            return Picture(f"image/{kind}", width, height) if 0 < width * height <= PIXELS_MOST else None
    return None


def _png(head: bytes) -> tuple[int, int] | None:
    if head[:8] != b"\x89PNG\r\n\x1a\n" or head[12:16] != b"IHDR" or len(head) < 24:
        return None
    return int.from_bytes(head[16:20]), int.from_bytes(head[20:24])


def _gif(head: bytes) -> tuple[int, int] | None:
    if head[:6] not in (b"GIF87a", b"GIF89a") or len(head) < 10:
        return None
    return int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")


def _webp(head: bytes) -> tuple[int, int] | None:
    """RFC 9649 section 2.5 to 2.7."""
    if head[:4] != b"RIFF" or head[8:12] != b"WEBP" or len(head) < 30:
        return None
    match head[12:16]:
        case b"VP8X":
            return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
        case b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case b"VP8 ":
            return int.from_bytes(head[26:28], "little") & 0x3FFF, int.from_bytes(head[28:30], "little") & 0x3FFF
    return None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    for marker, at in _segments(head):
        if marker in _JPEG_SIZES and len(head) >= at + 9:
            return int.from_bytes(head[at + 7 : at + 9]), int.from_bytes(head[at + 5 : at + 7])
    return None


def _segments(head: bytes) -> Iterator[tuple[int, int]]:
    """Marker and place of each segment before the picture's own data."""
    if head[:3] != b"\xff\xd8\xff":
        return
    at = 2
    while at + 4 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        yield marker, at
        if marker == 0xDA:
            return
        at += 2 if marker in _JPEG_BARE else 2 + int.from_bytes(head[at + 2 : at + 4])
