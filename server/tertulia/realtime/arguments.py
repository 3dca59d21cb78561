"""What an event was sent with, and whether it is what the protocol says."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from tertulia.domain.errors import InvalidInput
from tertulia.realtime import packets

Model = TypeVar("Model", bound=BaseModel)


class Malformed(InvalidInput):
    """Not what the protocol says; nobody who follows it sends this. Counted."""

    code = "malformed"


def text_at(arguments: list[Any], position: int, name: str) -> str:
    """Raises `Malformed`."""
    value = arguments[position] if position < len(arguments) else None
    if not isinstance(value, str):
        raise Malformed(f"{name} is a string.", field=name)
    return value


def number_at(arguments: list[Any], position: int, name: str) -> int:
    """Raises `Malformed`."""
    value = arguments[position] if position < len(arguments) else None
    if not isinstance(value, int) or isinstance(value, bool):
        raise Malformed(f"{name} is a whole number.", field=name)
    return value


def no_more_than(arguments: list[Any], count: int) -> None:
    if len(arguments) > count:
        raise Malformed(f"At most {count} arguments belong here.")


def model_of(model: type[Model], value: Any) -> Model:
    """Raises `Malformed`, which names the first field that is wrong."""
    try:
        return model.model_validate(value)
    except ValidationError as bad:
        first = bad.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or None
        raise Malformed(f"{where or 'This'}: {first['msg']}.", field=where) from None


def parsed(text: str, *, field: str) -> Any:
    """Raises `Malformed` for what is not JSON."""
    try:
        return packets.parse(text)
    except packets.NotAPacket:
        raise Malformed("This is not JSON.", field=field) from None
