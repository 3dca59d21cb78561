"""Counts of what passes the edge; `/metrics` reads them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Meters:
    """`refused` by code, `closed` by reason."""

    joins: int = 0
    resumes: int = 0
    signals: int = 0
    chats: int = 0
    presence_frames: int = 0
    malformed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    closed: Counter[str] = field(default_factory=Counter)
