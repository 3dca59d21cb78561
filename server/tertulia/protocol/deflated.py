"""Session descriptions in a tenth of their size: seventeen m-lines say the same things again and again, and on a bad line each
packet less is one that cannot be lost."""

from __future__ import annotations

import base64
import zlib

RAW = -zlib.MAX_WBITS
"""Without a header and a checksum."""


def deflate(text: str) -> str:
    """`text` in UTF-8, as raw DEFLATE (RFC 1951) in base64 (RFC 4648 section 4)."""
    return base64.b64encode(zlib.compress(text.encode(), wbits=RAW)).decode()


def inflate(deflated: str, most: int) -> str:
    """Raises `ValueError` for what is not what `deflate` makes of a text of at most `most` bytes."""
    inflater = zlib.decompressobj(RAW)
    try:
        text = inflater.decompress(base64.b64decode(deflated, validate=True), most + 1)
    except zlib.error as bad:
        raise ValueError(str(bad)) from None
    if len(text) > most or not inflater.eof or inflater.unused_data:
        raise ValueError("too much or too little")
    return text.decode()
