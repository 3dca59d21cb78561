"""Every setting, with its default and unit, and the only reader of the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """Each field is also the environment variable TERTULIA_<NAME>, upper case."""

    model_config = SettingsConfigDict(env_prefix="TERTULIA_", frozen=True, extra="ignore")

    # where
    host: str = Field("127.0.0.1", description="Address to listen on; 0.0.0.0 for every interface")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one")
    data_dir: Path = Field(Path("data"), description="Folder for the embedded database and generated secrets")
    database_url: str = Field(
        "", description="sqlite:///FILE, postgresql://... or mongodb://...; empty: SQLite in data_dir"
    )
    public_url: str = Field("", description="The address people use, e.g. https://meet.example.org; empty: as asked")
    tls_self_signed: bool = Field(
        False, description="Serve HTTPS with a certificate made here (phones on the same network)"
    )
    tls_cert: Path | None = Field(None, description="PEM certificate chain for HTTPS")
    tls_key: Path | None = Field(None, description="PEM private key for HTTPS")
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses or networks whose X-Forwarded-* is believed, comma separated"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Exact origins other than our own that may call, comma separated"
    )
    log_level: str = Field("info", description="debug, info, warning or error")
    log_json: bool = Field(False, description="One JSON object per log line")
    metrics_token: SecretStr | None = Field(
        None, description="Bearer token for /metrics from elsewhere; empty: loopback only"
    )

    # accounts
    secret: SecretStr | None = Field(
        None, description="Signs tokens, 32 bytes or more; empty: generated once into data_dir"
    )
    access_token_s: int = Field(900, ge=30, description="Life of an access token, seconds")
    session_s: int = Field(30 * 86400, ge=3600, description="Life of an unused sign-in, seconds")
    bcrypt_cost: int = Field(12, ge=4, le=16, description="bcrypt work factor")
    bcrypt_threads: int = Field(1, ge=1, le=8, description="Threads that hash passwords")
    bcrypt_queue: int = Field(64, ge=1, description="Passwords waiting to be hashed before 503 with Retry-After")
    login_per_minute_address: int = Field(30, ge=1, description="Sign-in attempts per minute and address")
    login_per_minute_account: int = Field(10, ge=1, description="Sign-in attempts per minute and account")
    register_per_hour_address: int = Field(30, ge=1, description="New accounts per hour and address")
    legacy_clients: bool = Field(False, description="Accept the REST dialect of the original clients")

    # rooms
    room_capacity: int = Field(1000, ge=2, description="Seats in one room")
    mesh_limit: int = Field(8, ge=2, description="People who exchange media directly in one mesh room")
    seat_grace_s: float = Field(30, ge=0, description="A dropped connection keeps its seat this long, seconds")
    unload_grace_s: float = Field(6, ge=0, description="A closed or reloading page keeps its seat this long, seconds")
    presence_batch_ms: int = Field(100, ge=0, description="Presence changes are gathered this long, milliseconds")
    chat_history: int = Field(200, ge=0, description="Chat messages a newcomer is given")

    # limits of one socket
    handshake_s: float = Field(3, gt=0, description="A connection not joined to Socket.IO by then is closed, seconds")
    frame_bytes: int = Field(65536, ge=4096, description="Largest Socket.IO frame, bytes")
    chat_bytes: int = Field(4096, ge=1, description="Largest chat message, UTF-8 bytes")
    signals_per_s: float = Field(50, gt=0, description="Signals per second and socket")
    signals_burst: int = Field(200, ge=1, description="Signals at once")
    chats_per_s: float = Field(5, gt=0, description="Chat messages per second and socket")
    chats_burst: int = Field(20, ge=1, description="Chat messages at once")
    malformed_limit: int = Field(5, ge=1, description="The event that closes the socket, counting malformed ones")
    unread_bytes: int = Field(262144, ge=65536, description="Unread bytes before a slow socket is cut (it may resume)")
    ping_interval_s: float = Field(10, gt=0, description="Engine.IO ping interval, seconds")
    ping_timeout_s: float = Field(6, gt=0, description="Engine.IO ping timeout, seconds")

    # media
    stun_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="STUN servers, comma separated; none by default"
    )
    turn_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="TURN servers (turn:host:3478?transport=udp), comma separated"
    )
    turn_secret: SecretStr | None = Field(
        None, description="Shared secret of the TURN servers (coturn static-auth-secret)"
    )
    turn_credential_s: int = Field(43200, ge=60, description="Life of a TURN credential, seconds")

    stop_s: float = Field(4, gt=0, description="Time to close connections on SIGTERM, seconds")
