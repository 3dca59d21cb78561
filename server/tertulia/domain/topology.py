"""How media travels in a room: browser to browser, or through the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Topology:
    """`epoch` grows at every move; what belongs to an old epoch is dropped. In a mesh the first `mesh_limit`
    participants exchange media, the others read and write."""

    mode: Literal["mesh", "sfu"]
    epoch: int
    mesh_limit: int


@dataclass(frozen=True, slots=True)
class TopologyPolicy:
    """When to move. `calm_s`: a room must have been small for so many seconds before it moves back."""

    mesh_limit: int = 8
    can_forward: bool = False
    sfu_from: int = 4
    mesh_below: int = 2
    calm_s: float = 20.0

    def first(self) -> Topology:
        return Topology("mesh", epoch=1, mesh_limit=self.mesh_limit)


def choose_topology(seated: int, current: Topology, policy: TopologyPolicy) -> Topology:
    """The topology this room should have now.

    seated counts everyone with a seat, those inside their grace period too.
    Moves up at policy.sfu_from and back only at policy.mesh_below (lower), so that a
    room that breathes around the limit does not renegotiate on every breath.
    """
    wanted: Literal["mesh", "sfu"] = current.mode
    if not policy.can_forward or seated <= policy.mesh_below:
        wanted = "mesh"
    elif seated >= policy.sfu_from:
        wanted = "sfu"
    if wanted == current.mode:
        return current
    return Topology(wanted, epoch=current.epoch + 1, mesh_limit=policy.mesh_limit)
