"""What a recording says of what was seen and heard."""

from __future__ import annotations

import pytest

from bench.report import percentile
from lab import scorecard
from lab.faults import FAULTS
from lab.recording import Note, Recording

SAMPLES_PER_S = 48_000


def note(at_s: float, frames: float, heard_s: float, made_up_s: float = 0, phase: str = "live") -> Note:
    samples = (heard_s + made_up_s) * SAMPLES_PER_S
    return Note(at_s, frames, samples, made_up_s * SAMPLES_PER_S, 0, 360, 1, phase)


def test_a_gap_is_as_long_as_nothing_came() -> None:
    found = Recording(
        [
            note(0, 0, 0),
            note(0.05, 1, 0.05),
            note(0.1, 1, 0.05, 0.05),
            note(0.9, 1, 0.05, 0.85),
            note(0.95, 2, 0.1, 0.85),
        ]
    )
    assert found.freeze_ms() == pytest.approx(900)
    assert found.silence_ms() == pytest.approx(850)
    assert found.concealed_pct() == pytest.approx(100 * 0.85 / 0.95)


def test_a_page_that_was_held_up_missed_nothing() -> None:
    found = Recording([note(0, 0, 0), note(0.1, 1, 0.1), note(2.1, 31, 2.1), note(2.2, 32, 2.2)])
    assert found.freeze_ms() == pytest.approx(100)
    assert found.silence_ms() == 0
    assert found.fps() == pytest.approx(32 / 2.2)


def test_what_did_not_come_back_never_did() -> None:
    found = Recording([note(0, 5, 1), note(1, 5, 1, 1, "reconnecting"), note(2, 5, 1, 2, "reconnecting")])
    assert found.seen_ms_after(0.5) == float("inf")
    assert found.heard_ms_after(0.5) == float("inf")
    assert found.phase_ms_after(0, "reconnecting") == pytest.approx(1000)
    assert found.phase_ms_after(0.5, "live") == float("inf")


def test_of_twenty_runs_one_may_miss_a_bar_and_of_fewer_none() -> None:
    assert percentile([float(run) for run in range(1, 21)], 0.95) == 19
    assert percentile([float(run) for run in range(1, 20)], 0.95) == 19
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2

    def misses(frames: list[float]) -> bool:
        runs = [{"concealed": 0.0, "freeze": 0.0, "frames": each} for each in frames]
        return any("missed" in line for line in scorecard.lines(FAULTS["loss_30_mesh"], "firefox", runs))

    assert not misses([5.0, *[13.0] * 19])
    assert misses([5.0, *[13.0] * 18])
