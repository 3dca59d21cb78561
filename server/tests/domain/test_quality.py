"""Whose side it is."""

from __future__ import annotations

import pytest
from tertulia.domain.quality import Connection, Way, is_servers_side, side_of

GOOD, BAD = Way(0.0, 40.0, 500_000), Way(0.3, 40.0, 90_000)


@pytest.mark.parametrize(
    ("loss", "rtt_ms", "grade"),
    [
        (0.0, None, "good"),
        (0.019, 249.0, "good"),
        (0.02, 10.0, "fair"),
        (0.0, 250.0, "fair"),
        (0.08, None, "bad"),
        (0.0, 500.0, "bad"),
    ],
)
def test_a_way_is_as_good_as_the_worse_of_loss_and_delay(loss: float, rtt_ms: float | None, grade: str) -> None:
    assert Way(loss, rtt_ms, 1).grade == grade


def test_what_is_bad_for_one_is_that_ones() -> None:
    one = Connection("udp", BAD, GOOD)
    assert not is_servers_side([one, *[Connection("udp", GOOD, GOOD)] * 5])
    assert side_of(one, servers_side=False) == "person"
    assert side_of(Connection("udp", GOOD, GOOD), servers_side=True) == "none"


def test_what_is_bad_for_half_of_everybody_is_the_servers() -> None:
    bad, good = Connection("udp", GOOD, BAD), Connection("tcp", GOOD, GOOD)
    assert is_servers_side([bad] * 3 + [good] * 3)
    assert not is_servers_side([bad] * 3 + [good] * 4)
    assert not is_servers_side([bad] * 2), "two say nothing"
    assert not is_servers_side([Connection(None, BAD, BAD)] * 9), "who is not connected yet says nothing"
    assert side_of(bad, servers_side=True) == "server"
