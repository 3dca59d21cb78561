"""What users set, kept with their account. Only the client knows what it means; here it is bounded and counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tertulia.domain.errors import InvalidInput
from tertulia.domain.ids import UserId
from tertulia.domain.records import Preferences as Kept
from tertulia.services.clock import Clock
from tertulia.store import base as store


class Preferences:
    def __init__(self, preferences: store.Preferences, clock: Clock, *, max_bytes: int) -> None:
        self._preferences = preferences
        self._clock = clock
        self._max_bytes = max_bytes

    async def of_user(self, user_id: UserId) -> tuple[int, dict[str, Any]]:
        """Version and settings; 0 and nothing for somebody who never set any."""
        kept = await self._preferences.get(user_id)
        return (kept.version, json.loads(kept.settings)) if kept else (0, {})

    async def replace(self, user_id: UserId, settings: Mapping[str, Any], *, version: int) -> int:
        """Keep these in place of `version`; the new version.

        Raises `Conflict(code="settings_changed")` when another version is kept, `InvalidInput` for what is too
        large or cannot be stored.
        """
        try:
            text = json.dumps(settings, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        except ValueError as bad:
            raise InvalidInput("Settings hold only what JSON has.", code="field_invalid", field="settings") from bad
        if len(text.encode(errors="replace")) > self._max_bytes:
            sentence = f"Settings have at most {self._max_bytes} bytes."
            raise InvalidInput(sentence, code="settings_too_large", field="settings")
        await self._preferences.put(Kept(user_id, version + 1, text, self._clock.now()))
        return version + 1
