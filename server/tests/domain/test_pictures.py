from __future__ import annotations

import struct

import pytest
from tertulia.domain.pictures import Picture, recognise

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 640, 480) + bytes(5)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480) + bytes(3)
EXIF = b"\xff\xe1" + struct.pack(">H", 2 + 600) + bytes(600)
JPEG = b"\xff\xd8" + EXIF + b"\xff\xff\xc2" + struct.pack(">HBHH", 17, 8, 480, 640) + bytes(12)
LOSSY = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0" + b"\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", 640, 480)
LOSSLESS = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", (480 - 1) << 14 | (640 - 1)) + bytes(5)
EXTENDED = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (639).to_bytes(3, "little") + (479).to_bytes(3, "little")


@pytest.mark.parametrize(
    ("head", "kind"),
    [(PNG, "png"), (GIF, "gif"), (JPEG, "jpeg"), (LOSSY, "webp"), (LOSSLESS, "webp"), (EXTENDED, "webp")],
)
def test_a_picture_is_known_by_its_first_bytes(head: bytes, kind: str) -> None:
    assert recognise(head) == Picture(f"image/{kind}", 640, 480)
    for length in range(len(head)):  # cut anywhere, it is no picture or the same one
        assert recognise(head[:length]) in (None, Picture(f"image/{kind}", 640, 480))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"\xff\xd8\xff\xda" + bytes(40),
        PNG[:16] + struct.pack(">II", 0, 480),
        PNG[:16] + struct.pack(">II", 60_000, 60_000),
    ],
)
def test_what_runs_or_cannot_be_unpacked_is_no_picture(head: bytes) -> None:
    assert recognise(head) is None
