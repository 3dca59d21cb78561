"""Where to listen, with which certificate, and what people type to get there."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path

from tertulia.config import Settings
from tertulia.services.clock import SystemClock

THIN_LINEAR_TIMEOUTS = 16
"""TCP_THIN_LINEAR_TIMEOUTS of Linux (tcp(7) has the same for the whole machine): what is lost of a connection on which little is on its
way is said again after as long each time, not twice as long. Signals are such connections, and on a line that loses a third they
would stand still for many seconds."""

Certificate = tuple[Path, Path | None]
"""Chain and key; None: the key is in the same file."""


class Refused(Exception):
    """We cannot start; the message is one line for whoever started us."""


def make_usable(data_dir: Path) -> None:
    """Raises `Refused` unless files can be written there; makes the folder if there is none."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as refused:
        raise Refused(f"--data-dir (TERTULIA_DATA_DIR) {data_dir}: {refused.strerror}") from refused


def bind(host: str, port: int) -> list[socket.socket]:
    """Sockets that hold the port but do not listen yet. Raises `Refused`, for a port in use for example."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as unknown:
        raise Refused(f"--host (TERTULIA_HOST) {host}: there is no such address here") from unknown
    bound: list[socket.socket] = []
    try:
        for family, place in dict.fromkeys((family, place) for family, _, _, _, place in found):
            listener = socket.socket(family, socket.SOCK_STREAM)
            bound.append(listener)
            if os.name == "posix":  # elsewhere it means that two may have the same port
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if sys.platform == "linux":  # whoever is accepted inherits it
                listener.setsockopt(socket.IPPROTO_TCP, THIN_LINEAR_TIMEOUTS, 1)
            if family == socket.AF_INET6 and host != "::":
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            elif family == socket.AF_INET6:
                listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            listener.bind((place[0], port or bound[0].getsockname()[1], *place[2:]))
    except OSError as refused:
        for listener in bound:
            listener.close()
        raise Refused(_why_not(host, port, refused)) from refused
    return bound


def start_listening(sockets: list[socket.socket], settings: Settings) -> None:
    """Raises `Refused` when somebody else began to listen there in the meantime."""
    try:
        for listener in sockets:
            listener.listen(2048)
    except OSError as refused:
        raise Refused(_why_not(settings.listen_host, settings.port, refused)) from refused


def certificate(settings: Settings) -> Certificate | None:
    """None: plain HTTP. Raises `Refused` for files that are no certificate and its key."""
    if settings.tls_self_signed:
        from tertulia.auth.tls import own_addresses, own_names, self_signed

        return self_signed(settings.data_dir, own_names(), own_addresses(), SystemClock().now()), None
    if settings.tls_cert is None:
        return None
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(settings.tls_cert, settings.tls_key)
    except ssl.SSLError as bad:
        raise Refused(f"--tls-cert and --tls-key are no certificate and its key: {bad.reason or 'unreadable'}") from bad
    except OSError as bad:
        raise Refused(f"--tls-cert or --tls-key cannot be read: {bad.strerror}") from bad
    return settings.tls_cert, settings.tls_key


def addresses(settings: Settings, port: int) -> list[str]:
    """The address to open, then those that reach us from the same network (with a certificate made for them)."""
    scheme = "https" if settings.is_https else "http"
    suffix = "" if port == {"http": 80, "https": 443}[scheme] else f":{port}"
    host = settings.listen_host
    everywhere = host in ("0.0.0.0", "::")  # noqa: S104
    if everywhere or host in ("127.0.0.1", "::1"):
        host = "localhost"
    main = settings.public_url or f"{scheme}://{f'[{host}]' if ':' in host else host}{suffix}"
    if not (settings.tls_self_signed and everywhere):
        return [main]
    from tertulia.auth.tls import own_addresses

    near = [a for a in own_addresses() if not a.is_loopback and a.version == 4]
    return [main, *(f"{scheme}://{a}{suffix}" for a in near)]


def _why_not(host: str, port: int, refused: OSError) -> str:
    if refused.errno in (13, 98, 48, 10048):
        reason = "needs more rights" if refused.errno == 13 else "is in use"
        return f"--port (TERTULIA_PORT): port {port} on {host} {reason}"
    return f"--host (TERTULIA_HOST) {host}: {refused.strerror or refused}"
