"""Every setting, with its default and unit, and the only reader of the environment.

The command line, its help and `docs/settings.md` are made from these fields: a new setting is one new
line here and nothing else. The title of each group's docstring is its heading there.
"""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ENV_PREFIX = "TERTULIA_"
SECRET_MIN_BYTES = 32


def _commas(value: Any) -> Any:
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _networks(value: Any) -> Any:
    """Host bits may be set: 10.0.0.1/8 is the network it lies in."""
    parts = _commas(value)
    for part in parts:
        try:
            ipaddress.ip_network(part, strict=False)
        except ValueError:
            raise ValueError(f"{part!r} is neither an IP address nor a network such as 10.0.0.0/8") from None
    return tuple(str(ipaddress.ip_network(p, strict=False)) if "/" in p else p for p in parts)


def _ip(value: Any) -> Any:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise ValueError(f"{value!r} is not an IP address") from None
    return value


def _ips(value: Any) -> Any:
    return tuple(_ip(part) for part in _commas(value))


def _origin(value: str) -> str:
    """`scheme://host[:port]` as browsers write it in `Origin` (RFC 6454 section 6.2)."""
    parts = urlsplit(value)
    try:
        port = parts.port
    except ValueError:
        raise ValueError(f"{value!r} has a bad port") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/") or parts.query:
        raise ValueError(f"{value!r} is not an origin such as https://app.example.org")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    default = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port not in (None, default) else "")


def _origins(value: Any) -> Any:
    return tuple(_origin(part) for part in _commas(value))


def _ice_urls(*schemes: str) -> Any:
    def check(value: Any) -> Any:
        for url in (parts := _commas(value)):
            if url.partition(":")[0] not in schemes or not url.partition(":")[2]:
                raise ValueError(f"{url!r} does not start with {' or '.join(s + ':' for s in schemes)}")
        return parts

    return BeforeValidator(check)


def _empty_is_none(value: Any) -> Any:
    return None if value == "" else value


List = tuple[str, ...]
Secret = Annotated[SecretStr | None, BeforeValidator(_empty_is_none)]
File = Annotated[Path | None, BeforeValidator(_empty_is_none)]


class Group(BaseModel):
    model_config = ConfigDict(frozen=True)


class Address(Group):
    """Where it listens"""

    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 is every interface")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one")
    public_url: Annotated[str, BeforeValidator(lambda v: _origin(v) if v else v)] = Field(
        "", description="The address people use, e.g. https://meet.example.org; empty: whatever they asked for"
    )
    tls_self_signed: bool = Field(
        False, description="HTTPS with a certificate made here, for phones on the same network; listens everywhere"
    )
    tls_cert: File = Field(None, description="PEM certificate chain for HTTPS")
    tls_key: File = Field(None, description="PEM private key for HTTPS")
    trusted_proxies: Annotated[List, NoDecode, BeforeValidator(_networks)] = Field(
        (), description="Addresses or networks whose X-Forwarded-* is believed, comma separated"
    )
    cors_origins: Annotated[List, NoDecode, BeforeValidator(_origins)] = Field(
        (), description="Exact origins other than our own that may call, comma separated"
    )


class Storage(Group):
    """What it keeps"""

    data_dir: Path = Field(Path("data"), description="Folder for the embedded database and generated secrets")
    database_url: SecretStr = Field(
        SecretStr(""),
        description="sqlite:///FILE, postgresql://... or mongodb://...; empty: SQLite in the data folder",
    )
    file_bytes: int = Field(20 * 2**20, ge=0, description="Largest file shared in a chat, bytes; 0: no files")
    meeting_files_bytes: int = Field(500 * 2**20, ge=0, description="Files of one meeting together, bytes")
    files_reserve_bytes: int = Field(2**30, ge=0, description="Free disk space that shared files must leave, bytes")
    files_unclaimed_h: float = Field(
        24, ge=0, le=24 * 366, description="Files of meetings that are in nobody's history are kept this long, hours"
    )


class Accounts(Group):
    """Accounts"""

    secret: Secret = Field(
        None,
        description="Signs tokens and peppers passwords, 32 bytes or more; a new one makes every password wrong; "
        "empty: generated once into the data folder",
    )
    access_token_s: int = Field(900, ge=30, le=86400 * 30, description="Life of an access token, seconds")
    session_s: int = Field(30 * 86400, ge=3600, le=86400 * 366, description="Life of an unused sign-in, seconds")
    bcrypt_cost: int = Field(12, ge=4, le=16, description="bcrypt work factor")
    bcrypt_threads: int = Field(1, ge=1, le=8, description="Threads that hash passwords")
    bcrypt_queue: int = Field(64, ge=1, description="Passwords waiting to be hashed before 503 with Retry-After")
    login_per_minute_address: int = Field(30, ge=1, description="Sign-in attempts per minute and address")
    login_per_minute_account: int = Field(10, ge=1, description="Sign-in attempts per minute and account")
    register_per_hour_address: int = Field(30, ge=1, description="New accounts per hour and address")
    refresh_per_minute_address: int = Field(120, ge=1, description="Token refreshes per minute and address")
    account_settings_bytes: int = Field(
        8192, ge=512, le=65536, description="Largest settings that one account keeps, bytes"
    )
    legacy_clients: bool = Field(
        False, description="Accept the REST dialect of the original clients (they never refresh: see access_token_s)"
    )


class Rooms(Group):
    """Rooms"""

    room_capacity: int = Field(1000, ge=2, description="Seats in one room")
    mesh_limit: int = Field(
        8,
        ge=2,
        description="People who exchange media in a room that is a mesh; with a media server, that is one of an old client",
    )
    sfu_from: int = Field(4, ge=2, description="A room of so many moves to the media server, where there is one")
    mesh_below: int = Field(2, ge=0, description="A room of so few moves back to a mesh")
    calm_s: float = Field(20, ge=0, description="A room must have been so small for so long to move back, seconds")
    sfu_on_request: bool = Field(
        True, description="A smaller room moves to it as well when somebody's browser loses too much on a direct link"
    )
    seat_grace_s: float = Field(30, ge=0, description="A dropped connection keeps its seat this long, seconds")
    unload_grace_s: float = Field(6, ge=0, description="A closed or reloading page keeps its seat this long, seconds")
    presence_batch_ms: int = Field(100, ge=0, description="Presence changes are gathered this long, milliseconds")
    chat_history: int = Field(200, ge=0, description="Chat messages a newcomer is given")
    meetings_per_hour_address: int = Field(600, ge=1, description="New meetings per hour and address")
    uploads_per_minute_address: int = Field(120, ge=1, description="Files sent per minute and address")
    lookups_per_minute_address: int = Field(
        3000, ge=1, description="Questions about meetings and ICE servers per minute and address"
    )


class Limits(Group):
    """Limits of one connection"""

    body_bytes: int = Field(65536, ge=1024, description="Largest body of a REST request, bytes")
    connections_per_10s_address: int = Field(
        1000, ge=1, description="New Socket.IO connections per ten seconds and address, all of them at once if need be"
    )
    handshake_s: float = Field(3, gt=0, description="A connection not joined to Socket.IO by then is closed, seconds")
    frame_bytes: int = Field(65536, ge=4096, description="Largest Socket.IO frame, bytes")
    chat_bytes: int = Field(4096, ge=1, description="Largest chat message, UTF-8 bytes")
    signals_per_s: float = Field(50, gt=0, description="Signals per second and socket")
    signals_burst: int = Field(200, ge=1, description="Signals at once")
    chats_per_s: float = Field(5, gt=0, description="Chat messages per second and socket")
    chats_burst: int = Field(20, ge=1, description="Chat messages at once")
    reactions_per_s: float = Field(2, gt=0, description="Reactions per second and socket")
    reactions_burst: int = Field(8, ge=1, description="Reactions at once")
    caption_chars: int = Field(240, ge=240, description="Longest line of captions, characters")
    captions_per_s: float = Field(5, gt=0, description="Changes to captions per second and socket")
    captions_burst: int = Field(15, ge=1, description="Changes to captions at once")
    malformed_limit: int = Field(5, ge=1, description="The event that closes the socket, counting malformed ones")
    unread_bytes: int = Field(262144, ge=65536, description="Unread bytes before a slow socket is cut (it may resume)")
    ping_interval_s: float = Field(2.5, gt=0, description="Engine.IO ping interval, seconds")
    ping_timeout_s: float = Field(3, gt=0, description="Engine.IO ping timeout, seconds")


class Media(Group):
    """Media"""

    media_server: bool = Field(
        True, description="Carry the media of larger rooms here; --no-media-server: every room is a mesh"
    )
    media_port: int = Field(
        7882, ge=0, le=65535, description="UDP and TCP port of the media server; 0 picks a free one"
    )
    media_host: Annotated[str, BeforeValidator(_ip)] = Field(
        "0.0.0.0",  # noqa: S104
        description="Address that the media server listens on",
    )
    public_ip: Annotated[List, NoDecode, BeforeValidator(_ips)] = Field(
        (),
        description="Addresses at which browsers reach the media port, comma separated; empty: those of this machine",
    )
    media_shards: int = Field(
        0, ge=0, le=64, description="Threads that carry media, each its own rooms; 0: one per core but one"
    )
    stun_urls: Annotated[List, NoDecode, _ice_urls("stun", "stuns")] = Field(
        (), description="STUN servers, comma separated; none by default"
    )
    turn_urls: Annotated[List, NoDecode, _ice_urls("turn", "turns")] = Field(
        (), description="TURN servers (turn:host:3478?transport=udp), comma separated"
    )
    turn_secret: Secret = Field(None, description="Shared secret of the TURN servers (coturn static-auth-secret)")
    turn_credential_s: int = Field(43200, ge=60, description="Life of a TURN credential, seconds")


class Operations(Group):
    """Operations"""

    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged")
    log_json: bool = Field(False, description="One JSON object per log line")
    metrics_token: Secret = Field(None, description="Bearer token for /metrics from elsewhere; empty: loopback only")
    stop_s: float = Field(4, gt=0, le=60, description="Time to close connections on SIGTERM, seconds")


GROUPS: tuple[type[Group], ...] = (Address, Storage, Accounts, Rooms, Limits, Media, Operations)


class Settings(Operations, Media, Limits, Rooms, Accounts, Storage, Address, BaseSettings):
    """Each field is also the environment variable TERTULIA_<NAME>, upper case."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, frozen=True, extra="ignore")

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        if (self.tls_cert is None) != (self.tls_key is None):
            raise ValueError("--tls-cert and --tls-key need each other")
        if self.tls_cert is not None and self.tls_self_signed:
            raise ValueError("--tls-self-signed and --tls-cert exclude each other")
        if self.mesh_below >= self.sfu_from:
            raise ValueError("--mesh-below must be smaller than --sfu-from")
        if self.turn_urls and self.turn_secret is None:
            raise ValueError("--turn-urls needs --turn-secret")
        if self.secret is not None and len(self.secret.get_secret_value().encode()) < SECRET_MIN_BYTES:
            raise ValueError(f"--secret needs at least {SECRET_MIN_BYTES} bytes")
        return self

    @property
    def listen_host(self) -> str:
        """A self-signed certificate is for other devices: unless told otherwise, they can reach us."""
        return "0.0.0.0" if self.tls_self_signed and "host" not in self.model_fields_set else self.host  # noqa: S104

    @property
    def is_https(self) -> bool:
        return self.tls_self_signed or self.tls_cert is not None


def flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def explain(refused: ValidationError) -> str:
    """One line that names each bad setting as it is written on the command line and in the environment."""
    return "; ".join(_sentence(error) for error in refused.errors(include_url=False))


def _sentence(error: Any) -> str:
    reason = error["msg"].removeprefix("Value error, ").removeprefix("Input ")
    reason = reason[:1].lower() + reason[1:] if not reason.startswith("--") else reason
    if not error["loc"]:
        return str(reason)
    name = str(error["loc"][0])
    return f"{flag(name)} ({ENV_PREFIX}{name.upper()}) {reason}"


def unknown_variables() -> list[str]:
    """TERTULIA_* variables that are no setting: most likely misspelled."""
    known = {ENV_PREFIX + name.upper() for name in Settings.model_fields}
    return sorted(name for name in os.environ if name.startswith(ENV_PREFIX) and name not in known)
