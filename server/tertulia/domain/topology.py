"""How media travels in a room: browser to browser, or through the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Plane = Literal["mesh", "sfu"]
"""A way that media can go. Every client can do the mesh."""

MESH_ONLY: frozenset[Plane] = frozenset(("mesh",))

Hold = Literal["no_server", "mesh_only"]
"""What keeps a room a mesh: there is no media server here; or somebody's client knows the mesh only."""


@dataclass(frozen=True, slots=True)
class Topology:
    """`epoch` grows at every move; what belongs to an old epoch is dropped. In a mesh the first `mesh_limit`
    participants exchange media, the others read and write. `held` changes without a move."""

    mode: Plane
    epoch: int
    mesh_limit: int
    held: Hold | None = None


@dataclass(frozen=True, slots=True)
class TopologyPolicy:
    """When to move. `calm_s`: a room must have been small for so many seconds before it moves back. `on_request`: whoever
    loses too much of what comes directly may have the room moved, however small it is."""

    mesh_limit: int = 8
    can_forward: bool = False
    sfu_from: int = 4
    mesh_below: int = 2
    calm_s: float = 20.0
    on_request: bool = True

    def first(self) -> Topology:
        return Topology("mesh", epoch=1, mesh_limit=self.mesh_limit, held=None if self.can_forward else "no_server")


def choose_topology(
    seated: int, mesh_only: int, current: Topology, policy: TopologyPolicy, *, asking: int = 0
) -> Topology:
    """The topology this room should have now.

    seated counts everyone with a seat, those inside their grace period too; mesh_only those of them who cannot do
    anything else; asking those who have asked for the server, where policy.on_request lets them. Moves up at
    policy.sfu_from and back only at policy.mesh_below (lower), so that a
    room that breathes around the limit does not renegotiate on every breath.

    Whoever knows the mesh only holds a room that is one, and brings back one that fits into one. From a larger one
    they would take the media of many who have it, and have none themselves, because they came last.
    """
    fits = current.mode == "mesh" or seated <= policy.mesh_limit
    held: Hold | None = "no_server" if not policy.can_forward else "mesh_only" if mesh_only and fits else None
    wanted: Plane = current.mode
    is_asked = policy.on_request and asking > 0 and seated > 1
    if held is not None or (seated <= policy.mesh_below and not is_asked):
        wanted = "mesh"
    elif seated >= policy.sfu_from or is_asked:
        wanted = "sfu"
    epoch = current.epoch + 1 if wanted != current.mode else current.epoch
    return Topology(wanted, epoch, policy.mesh_limit, held)


def calm_before(current: Topology, wanted: Topology, policy: TopologyPolicy) -> float:
    """Seconds for which a move must have been wanted before it is made.

    Nothing that a room cannot do without waits. What waits is a small room's way back, and the way up of a room that
    was held: somebody who comes and goes with an old client would move everybody each time.
    """
    if wanted.mode == current.mode or wanted.held is not None:
        return 0.0
    return policy.calm_s if wanted.mode == "mesh" or current.held is not None else 0.0
