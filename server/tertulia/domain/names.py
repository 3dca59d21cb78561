"""What people and rooms may be called."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from tertulia.domain.errors import InvalidInput
from tertulia.domain.ids import RoomCode

NAME_MAX = 64
ROOM_CODE_MAX = 128
GUEST_MARK = " (guest)"

_FORBIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # ZWNJ, ZWJ: part of correct spelling in Persian, Hindi and of emoji
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһӏγαεηικνορτυχı",
    "abekmhopctyxijsdqwhlyaenikvoptuxi",
)


def clean_name(raw: str, *, field: str = "name") -> str:
    """A display name in NFC with its white space folded.

    Raises `InvalidInput` when nothing is left, when it is longer than `NAME_MAX` characters, or when it
    holds control or bidirectional formatting characters, with which one name can be drawn as another.
    """
    name = " ".join(unicodedata.normalize("NFC", raw).split())
    if any(unicodedata.category(c) in _FORBIDDEN_CATEGORIES and c not in _JOINERS for c in name):
        raise InvalidInput(
            "A name cannot contain control or text direction characters.", code="name_invalid", field=field
        )
    if not name.strip("".join(_JOINERS)):
        raise InvalidInput("A name is needed.", code="name_missing", field=field)
    if len(name) > NAME_MAX:
        raise InvalidInput(f"A name has at most {NAME_MAX} characters.", code="name_too_long", field=field)
    return name


def room_code(path: str, *, field: str = "room") -> RoomCode:
    """The room that a page's address, a path or a bare code names: its last path segment.

    Host, query, fragment and trailing slashes do not matter. Raises `InvalidInput` for an empty segment,
    one over `ROOM_CODE_MAX` characters, or one with control characters.
    """
    try:
        parts = urlsplit(path.strip())
        segments = [s for s in parts.path.split("/") if s]
    except ValueError as bad:
        raise InvalidInput("That is not a room address.", code="room_invalid", field=field) from bad
    code = unicodedata.normalize("NFC", unquote(segments[-1])).strip() if segments else ""
    if not code:
        raise InvalidInput("A room needs a name.", code="room_missing", field=field)
    if len(code) > ROOM_CODE_MAX:
        raise InvalidInput(f"A room's name has at most {ROOM_CODE_MAX} characters.", code="room_too_long", field=field)
    if any(unicodedata.category(c) in _FORBIDDEN_CATEGORIES for c in code) or "/" in code:
        raise InvalidInput(
            "A room's name cannot contain control characters or slashes.", code="room_invalid", field=field
        )
    return RoomCode(code)


def is_same_name(one: str, other: str) -> bool:
    """Whether a person could take one for the other."""
    return _likeness(one) == _likeness(other)


def fair_name(wish: str, taken: Iterable[str]) -> str:
    """The wish, marked as a guest's when it would pass for one of the taken names."""
    likenesses = {_likeness(name) for name in taken}
    name = wish
    while name and _likeness(name) in likenesses:
        name = name[: NAME_MAX - len(GUEST_MARK)].rstrip() + GUEST_MARK
        if len(name) == NAME_MAX:
            break
    return name


def _likeness(name: str) -> str:
    """Folds case, width, white space, invisible characters, and the Cyrillic and Greek letters that are drawn
    like Latin ones (a small part of Unicode TS 39)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    visible = "".join(c for c in folded if unicodedata.category(c) not in _FORBIDDEN_CATEGORIES)
    return " ".join(visible.translate(_LOOKALIKES).split())
