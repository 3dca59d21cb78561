"""Between records and what a database keeps of them; the same for every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, get_args, get_type_hints

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
    """A record's fields by name, times to the millisecond."""
    row = {name: getattr(record, name) for name in _field_names(type(record))}
    return {name: to_millisecond(value) if isinstance(value, datetime) else value for name, value in row.items()}


def record_of(kind: type[R], row: Mapping[str, Any]) -> R:
    """The record a row was made of; what else the row holds is left out."""
    return kind(**{name: row[name] for name in _field_names(kind)})


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
