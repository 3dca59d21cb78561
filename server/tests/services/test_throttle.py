from __future__ import annotations

import pytest
from tertulia.domain.errors import Busy
from tertulia.services.throttle import Throttle, counted_by

from tests.support import ManualClock


def refused(throttle: Throttle, key: str) -> float:
    """Seconds to wait; 0 when it was let through."""
    try:
        throttle.take(key)
    except Busy as busy:
        return busy.retry_after_s or 0
    return 0


def test_so_many_at_once_and_then_as_they_come_back() -> None:
    clock = ManualClock()
    throttle = Throttle(clock, 3, 60)
    assert [refused(throttle, "a") for _ in range(3)] == [0, 0, 0]
    assert refused(throttle, "a") == pytest.approx(20)
    clock.advance(20)
    assert refused(throttle, "a") == 0
    assert refused(throttle, "a") == pytest.approx(20)


def test_the_refusal_has_its_own_code() -> None:
    throttle = Throttle(ManualClock(), 1, 60)
    throttle.take("a")
    with pytest.raises(Busy) as busy:
        throttle.take("a")
    assert busy.value.code == "rate_limited"


def test_one_key_does_not_pay_for_another() -> None:
    throttle = Throttle(ManualClock(), 1, 60)
    throttle.take("a")
    assert refused(throttle, "a")
    assert not refused(throttle, "b")


def test_memory_stays_bounded_and_full_buckets_go_first() -> None:
    clock = ManualClock()
    throttle = Throttle(clock, 1, 60, most_keys=100)
    for n in range(100):
        throttle.take(f"old {n}")
    clock.advance(61)
    throttle.take("busy")
    for n in range(99):
        throttle.take(f"new {n}")
    assert len(throttle) == 100
    assert refused(throttle, "busy")
    assert all(refused(throttle, f"new {n}") for n in range(99))


def test_under_a_flood_of_keys_the_longest_unused_are_forgotten() -> None:
    throttle = Throttle(ManualClock(), 1, 60, most_keys=100)
    for n in range(1000):
        throttle.take(f"key {n}")
        assert len(throttle) <= 100
    assert all(refused(throttle, f"key {n}") for n in range(920, 1000))
    assert not refused(throttle, "key 0")


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("a socket", "a socket"),
    ],
)
def test_an_address_is_counted_as_the_household_it_is_of(host: str, counted: str) -> None:
    assert counted_by(host) == counted
