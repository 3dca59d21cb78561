"""Looking for words as people do: no matter which case, accents or width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

WORDS_MOST = 8
BEFORE = 40
EXCERPT = 160


def fold(text: str) -> str:
    """What two spellings of the same have in common: "Café" and "CAFE" become "cafe"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once, at most `WORDS_MOST`."""
    return tuple(dict.fromkeys(fold(query).split()))[:WORDS_MOST]


def holds(text: str, words: Iterable[str]) -> bool:
    """Whether every word is somewhere in this text."""
    folded = fold(text)
    return all(word in folded for word in words)


def excerpt(text: str, words: Iterable[str]) -> str:
    """About `EXCERPT` characters around the first of the words, on one line, cut between words where it can."""
    flat = " ".join(text.split())
    if len(flat) <= EXCERPT:
        return flat
    at = _first(flat, words)
    start = 0 if at <= BEFORE else flat.rfind(" ", 0, at - BEFORE + 1) + 1
    start = start if at - start <= 2 * BEFORE else at - BEFORE
    end = start + EXCERPT
    if end < len(flat):
        end = space if (space := flat.rfind(" ", at, end)) > at + BEFORE else end
    return ("…" if start > 0 else "") + flat[start:end].strip() + ("…" if end < len(flat) else "")


def _first(text: str, words: Iterable[str]) -> int:
    """Where in `text` the first word begins; 0 for none."""
    folded, origin = "", list[int]()
    for index, character in enumerate(text):
        plain = fold(character)
        folded += plain
        origin += [index] * len(plain)
    found = [folded.find(word) for word in words]
    return min((origin[at] for at in found if at >= 0), default=0)
