"""How much is too much."""

from tertulia.domain.limits import TokenBucket


def test_a_burst_passes_and_then_a_steady_pace() -> None:
    bucket = TokenBucket(per_s=2, burst=3)
    assert [bucket.take(10.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]
    assert bucket.take(10.5) == 0.0


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    bucket = TokenBucket(per_s=100, burst=2)
    bucket.take(0.0)
    assert bucket.is_full(1000.0)
    assert [bucket.take(1000.0) > 0 for _ in range(3)] == [False, False, True]
