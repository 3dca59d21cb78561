"""Between records and what a database keeps of them; the same for every database."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from tertulia.domain.errors import InvalidInput

R = TypeVar("R")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def username_key(username: str) -> str:
    """What two usernames have in common when they are the same: casefolded, in NFC."""
    folded = unicodedata.normalize("NFC", username).casefold()
    return unicodedata.normalize("NFC", folded)


def to_epoch_ms(at: datetime) -> int:
    """Milliseconds since 1970, rounded down. Raises `ValueError` for a time without a zone: whose time would that be?"""
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return (at - EPOCH) // _MILLISECOND


def from_epoch_ms(ms: int) -> datetime:
    return EPOCH + ms * _MILLISECOND


def to_millisecond(at: datetime) -> datetime:
    """In UTC, without the microseconds that BSON cannot hold, so that every database gives back the same."""
    return from_epoch_ms(to_epoch_ms(at))


def row_of(record: Any) -> dict[str, Any]:
    """A record's fields by name, times to the millisecond, records within it as JSON."""
    return {name: _stored(getattr(record, name)) for name in _field_names(type(record))}


def record_of(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record a row was made of; what else the row holds is left out."""
    nested = _nested(cast(Any, kind))
    plain = {name: row[name] for name in _field_names(kind) if name not in nested}
    return kind(**plain, **{name: _restored(*what, row.get(name)) for name, what in nested.items()})


def _stored(value: Any) -> Any:
    if isinstance(value, datetime):
        return to_millisecond(value)
    if isinstance(value, tuple):
        return json.dumps([asdict(each) for each in value], ensure_ascii=False) if value else None
    return json.dumps(asdict(value), ensure_ascii=False) if is_dataclass(value) else value  # type: ignore[arg-type]


def _restored(kind: type[Any], many: bool, text: str | None) -> Any:
    """None and nothing are kept as no text at all: rows from before there was such a field have none either."""
    if text is None:
        return () if many else None
    found = json.loads(text)
    return tuple(_made(kind, each) for each in found) if many else _made(kind, found)


def _made(kind: type[Any], found: dict[str, Any]) -> Any:
    names = _field_names(kind)
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in found.items() if k in names})


@cache
def _nested(kind: Any) -> dict[str, tuple[type[Any], bool]]:
    """The fields of a record that hold a record, or a tuple of them."""
    found = {}
    for name, hint in get_type_hints(kind).items():
        inner = next((part for part in (hint, *get_args(hint)) if isinstance(part, type) and is_dataclass(part)), None)
        if inner is not None:
            found[name] = (inner, get_origin(hint) is tuple)
    return found


def time_fields(kind: type[Any]) -> frozenset[str]:
    """The fields of a record that hold a time, or may."""
    hints = get_type_hints(kind)
    return frozenset(name for name, hint in hints.items() if hint is datetime or datetime in get_args(hint))


def refuse_unstorable(value: Any) -> None:
    """Raises `InvalidInput(code="text_invalid")` for text that not every database can hold.

    PostgreSQL has no U+0000; nobody has lone surrogates, which JSON can smuggle in ("\\ud800").
    """
    if isinstance(value, str):
        if "\x00" in value or not _is_unicode(value):
            raise InvalidInput("That text holds characters that cannot be stored.", code="text_invalid")
    elif isinstance(value, tuple):
        for each in value:
            refuse_unstorable(each)
    elif is_dataclass(value):
        for name in _field_names(type(value)):
            refuse_unstorable(getattr(value, name))


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
