"""When media moves between mesh and server."""

from dataclasses import replace

from tertulia.domain.topology import Topology, TopologyPolicy, calm_before, choose_topology

POLICY = TopologyPolicy(mesh_limit=8, can_forward=True, sfu_from=4, mesh_below=2)
MESH, SFU = POLICY.first(), Topology("sfu", 2, 8)


def test_a_room_moves_up_at_four_and_back_only_at_two() -> None:
    assert choose_topology(3, 0, MESH, POLICY) == MESH
    assert choose_topology(4, 0, MESH, POLICY) == SFU
    assert choose_topology(3, 0, SFU, POLICY) == SFU
    assert choose_topology(2, 0, SFU, POLICY) == Topology("mesh", 3, 8)


def test_every_move_is_a_new_epoch() -> None:
    assert choose_topology(4, 0, Topology("mesh", 7, 8), POLICY).epoch == 8


def test_without_a_media_server_a_room_of_any_size_is_a_mesh() -> None:
    policy = TopologyPolicy(can_forward=False)
    assert policy.first().held == "no_server"
    assert choose_topology(500, 0, policy.first(), policy) == policy.first()


def test_one_who_knows_the_mesh_only_keeps_a_room_a_mesh_and_the_room_says_so() -> None:
    held = Topology("mesh", 1, 8, "mesh_only")
    assert choose_topology(9, 1, MESH, POLICY) == held
    assert choose_topology(5, 1, SFU, POLICY) == Topology("mesh", 3, 8, "mesh_only")
    assert choose_topology(3, 0, held, POLICY) == MESH


def test_who_comes_last_takes_nobodys_media() -> None:
    assert choose_topology(9, 1, SFU, POLICY) == SFU, "eight of nine would have it in a mesh, and not the one who came"
    assert choose_topology(8, 1, SFU, POLICY) == Topology("mesh", 3, 8, "mesh_only")
    assert choose_topology(9, 1, Topology("mesh", 3, 8, "mesh_only"), POLICY).mode == "mesh"


def test_whoever_asks_for_the_server_has_a_room_of_two_moved_and_kept_there() -> None:
    assert choose_topology(2, 0, MESH, POLICY, asking=1) == SFU
    assert choose_topology(2, 0, SFU, POLICY, asking=1) == SFU
    assert choose_topology(1, 0, SFU, POLICY, asking=1).mode == "mesh", "alone there is nothing to lose"
    assert choose_topology(2, 1, MESH, POLICY, asking=1).held == "mesh_only"
    assert choose_topology(2, 0, MESH, replace(POLICY, can_forward=False), asking=1).held == "no_server"
    assert choose_topology(2, 0, MESH, replace(POLICY, on_request=False), asking=1) == MESH


def test_only_what_can_wait_waits_for_a_calm_time() -> None:
    held = Topology("mesh", 3, 8, "mesh_only")
    assert calm_before(MESH, SFU, POLICY) == 0
    assert calm_before(SFU, Topology("mesh", 3, 8), POLICY) == 20
    assert calm_before(SFU, held, POLICY) == 0, "somebody is without sound and pictures until then"
    assert calm_before(held, Topology("sfu", 4, 8), POLICY) == 20, "who comes and goes moves nobody each time"
    assert calm_before(held, MESH, POLICY) == 0
