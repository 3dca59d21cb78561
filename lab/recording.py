"""What somebody saw and heard of the others, by what the browser decoded: see `recorder.js`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from harness.person import Person

RECORDER = Path(__file__).with_name("recorder.js").read_text()


@dataclass(frozen=True)
class Note:
    """Sums since the page began, except `height` and `phase`, which are of now. `at_s`: Unix time."""

    at_s: float
    frames: float
    samples: float
    concealed: float
    received: float
    height: float
    connections: float
    phase: str


def now_s() -> float:
    """On the clock of the pages, which run on this machine."""
    return time.time()


@dataclass(frozen=True)
class Recording:
    notes: list[Note]

    def between(self, since_s: float, until_s: float) -> Recording:
        return Recording([note for note in self.notes if since_s <= note.at_s <= until_s])

    def freeze_ms(self) -> float:
        """The longest span without a newly decoded picture.

        What came between two looks is taken to have come evenly: when the page itself was held up, that is no gap.
        """
        marks: list[float] = []
        for before, after in self._steps():
            came = int(after.frames - before.frames)
            marks += [before.at_s + (after.at_s - before.at_s) * n / came for n in range(1, came + 1)]
        return self._longest(marks)

    def silence_ms(self) -> float:
        """The longest span of sound that the browser had to make up, or of none at all."""
        heard = [(before.at_s, after.at_s) for before, after in self._steps() if _was_sound(before, after)]
        begin, end = (self.notes[0].at_s, self.notes[-1].at_s) if self.notes else (0.0, float("inf"))
        spans = [(begin, begin), *heard, (end, end)]
        return 1000 * max(begins - ended for (_, ended), (begins, _) in pairwise(spans))

    def concealed_pct(self) -> float:
        first, last = self.notes[0], self.notes[-1]
        heard = last.samples - first.samples
        return 100 * (last.concealed - first.concealed) / heard if heard else 100.0

    def fps(self) -> float:
        first, last = self.notes[0], self.notes[-1]
        return (last.frames - first.frames) / (last.at_s - first.at_s)

    def kbps(self) -> float:
        first, last = self.notes[0], self.notes[-1]
        return (last.received - first.received) * 8 / 1000 / (last.at_s - first.at_s)

    def seen_ms_after(self, at_s: float) -> float:
        """Until a picture was decoded again."""
        return self._first(at_s, lambda before, after: after.frames > before.frames)

    def heard_ms_after(self, at_s: float) -> float:
        return self._first(at_s, _was_sound)

    def phase_ms_after(self, at_s: float, phase: str) -> float:
        """Until the page said that it was in this phase."""
        return self._first(at_s, lambda _, after: after.phase == phase)

    def _steps(self) -> Iterator[tuple[Note, Note]]:
        return pairwise(self.notes)

    def _first(self, at_s: float, happened: Callable[[Note, Note], bool]) -> float:
        """Milliseconds until something happened after `at_s`; infinite if it never did."""
        found = (after.at_s for before, after in self._steps() if before.at_s >= at_s and happened(before, after))
        return 1000 * (next(found, float("inf")) - at_s)

    def _longest(self, marks: list[float]) -> float:
        """Milliseconds between two times at which something came, or an end of the recording."""
        if not self.notes:
            return float("inf")
        edges = [self.notes[0].at_s, *marks, self.notes[-1].at_s]
        return 1000 * max(after - before for before, after in pairwise(edges))


def _was_sound(before: Note, after: Note) -> bool:
    came = after.samples - before.samples
    return came > 0 and after.concealed - before.concealed < came / 2


async def recording_of(person: Person) -> Recording:
    notes = await person.page.evaluate("() => __recorder.notes")
    return Recording([Note(at_ms / 1000, *figures) for at_ms, *figures in notes])
