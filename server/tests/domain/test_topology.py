"""When media moves between mesh and server."""

from tertulia.domain.topology import Topology, TopologyPolicy, choose_topology

POLICY = TopologyPolicy(mesh_limit=8, can_forward=True, sfu_from=4, mesh_below=2)
MESH, SFU = POLICY.first(), Topology("sfu", 2, 8)


def test_a_room_moves_up_at_four_and_back_only_at_two() -> None:
    assert choose_topology(3, MESH, POLICY) == MESH
    assert choose_topology(4, MESH, POLICY) == SFU
    assert choose_topology(3, SFU, POLICY) == SFU
    assert choose_topology(2, SFU, POLICY) == Topology("mesh", 3, 8)


def test_every_move_is_a_new_epoch() -> None:
    assert choose_topology(4, Topology("mesh", 7, 8), POLICY).epoch == 8


def test_without_a_media_server_a_room_of_any_size_is_a_mesh() -> None:
    assert choose_topology(500, MESH, TopologyPolicy(can_forward=False)) == MESH
