"""What one may throw into the room without a word. A closed list: it is drawn by every client in its own way."""

from __future__ import annotations

from typing import Literal, get_args

Reaction = Literal["thumbs-up", "clap", "heart", "laugh", "wow", "party"]
REACTIONS: tuple[Reaction, ...] = get_args(Reaction)
