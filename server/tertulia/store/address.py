"""What may be said of a database's address: never its password."""

from __future__ import annotations

import re

from tertulia.domain.errors import InvalidInput

_HOST_AND_NAME = re.compile(r"[\w.,:\[\]%-]*(/[\w. %-]*)?")


def place_of(url: str) -> str:
    """Host, port and name of the database; "" when they cannot be told from a password with certainty."""
    behind_credentials = url.partition("://")[2].rpartition("@")[2]
    place = re.split(r"[?#]", behind_credentials, maxsplit=1)[0]
    return place if _HOST_AND_NAME.fullmatch(place) else ""


def refused_address(sentence: str) -> InvalidInput:
    """Raise it `from None`: a driver's own sentence may quote the password."""
    return InvalidInput(sentence, code="database_url", field="database_url")
