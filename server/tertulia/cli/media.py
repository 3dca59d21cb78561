"""Which way the media of larger rooms goes, as the settings and this machine have it."""

from __future__ import annotations

import os

from tertulia.auth.tls import own_addresses
from tertulia.cli.listen import Refused
from tertulia.config import Settings
from tertulia.media.mesh import MeshPlane
from tertulia.media.port import MediaPlane
from tertulia.media.sfu import NotInstalled, open_plane
from tertulia.services.timers import LoopTimers


def media_plane(settings: Settings) -> MediaPlane:
    """Listening, in the running event loop. Raises `Refused`, for a port in use for example."""
    if not settings.media_server:
        return MeshPlane("the media server is switched off (--no-media-server)")
    try:
        return open_plane(
            host=settings.media_host,
            port=settings.media_port,
            public_ips=announced(settings),
            shards=settings.media_shards or max(1, (os.cpu_count() or 1) - 1),
            after=LoopTimers().after,
        )
    except NotInstalled as missing:
        return MeshPlane(f"the media server is not installed ({missing})")
    except ValueError as bad:
        raise Refused(f"--media-host (TERTULIA_MEDIA_HOST) {settings.media_host}: {bad}") from bad
    except OSError as refused:
        raise Refused(f"--media-port (TERTULIA_MEDIA_PORT): {_why_not(settings, refused)}") from refused


def sentence(plane: MediaPlane, settings: Settings) -> str:
    """For whoever starts the server."""
    if plane.can_forward:
        return f"Rooms of {settings.sfu_from} or more go through the {plane.about}"
    return f"Every room is a mesh, {settings.mesh_limit} people at most exchange media: {plane.about}"


def announced(settings: Settings) -> list[str]:
    """Where browsers may try to reach the media port: what was said, or every address of this machine that the
    server listens on, loopback last."""
    if settings.public_ip:
        return list(settings.public_ip)
    if settings.media_host not in ("0.0.0.0", "::"):  # noqa: S104
        return [settings.media_host]
    found = [a for a in own_addresses() if a.version == 4 or (settings.media_host == "::" and not a.is_link_local)]
    return [str(a) for a in sorted(found, key=lambda a: (a.is_loopback, a.version, int(a)))]


def _why_not(settings: Settings, refused: OSError) -> str:
    reason = refused.strerror or str(refused)
    if refused.errno in (48, 98, 10048) or "in use" in reason.lower():
        return f"port {settings.media_port} on {settings.media_host} is in use"
    return f"port {settings.media_port} on {settings.media_host}: {reason}"
