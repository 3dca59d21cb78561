"""Logging: one event name and its fields; secrets never, addresses shortened above debug."""

from __future__ import annotations

import ipaddress
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

SECRET_FIELDS = re.compile(
    r"(token|secret|passw|cookie|authori[sz]ation|credential|sdp|candidate|deflated|resume|pepper|chat_text|^text$|^message$)",
    re.I,
)
ADDRESS_FIELDS = frozenset({"address", "client", "remote", "peer_address"})
_SECRET_TEXT = (
    (re.compile(r"\beyJ[\w-]+\.[\w-]+\.[\w-]*"), "[token]"),
    (re.compile(r"(\w://[^\s:/@]+:)[^\s@]+@"), r"\1[redacted]@"),
    (re.compile(r"([?&](?:token|resume|secret|password)=)[^&\s\"']+", re.I), r"\1[redacted]"),
    (re.compile(r"(?:v=0|a=candidate:|a=ice-pwd:).*", re.S), "[sdp]"),
    (re.compile(r"(Bearer )\S+", re.I), r"\1[redacted]"),
)
_QUIET = (
    "uvicorn.access",
    "socketio",
    "engineio",
    "aiosqlite",
    "asyncio",
    "websockets",
    "sqlalchemy",
    "alembic",
    "pymongo",
)


def configure(*, level: str, as_json: bool) -> None:
    """Once, before anything is logged: ours and the libraries' to stderr, at `level` and above."""
    number = logging.getLevelNamesMapping()[level.upper()]
    processors: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info if as_json or not sys.stderr.isatty() else _keep,
        Redact(shorten_addresses=number > logging.DEBUG),
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=30)
    )
    structlog.configure(
        processors=[*processors, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=[*processors],
        )
    )
    logging.basicConfig(handlers=[handler], level=number, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))
    # uvicorn narrates each start and stop; what happens to us we say ourselves
    logging.getLogger("uvicorn.error").setLevel(max(number, logging.WARNING))


class Redact:
    """A processor: the last line of defence, not a licence to log secrets."""

    def __init__(self, *, shorten_addresses: bool) -> None:
        self._shorten = shorten_addresses

    def __call__(self, _logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for name, value in event.items():
            if name in ("event", "level", "timestamp"):
                event[name] = _clean(value)
            elif SECRET_FIELDS.search(name) and not isinstance(value, bool | int | float | None):
                event[name] = "[redacted]"
            elif name in ADDRESS_FIELDS and self._shorten:
                event[name] = shorten(str(value))
            else:
                event[name] = _clean(value)
        return event


def shorten(address: str) -> str:
    """The network an address is in: /24 of IPv4, /48 of IPv6."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "[address]"
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, instead in _SECRET_TEXT:
            value = pattern.sub(instead, value)
        return value
    if isinstance(value, dict):
        return {k: "[redacted]" if SECRET_FIELDS.search(str(k)) else _clean(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(v) for v in value]
    return value


def _keep(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return event
