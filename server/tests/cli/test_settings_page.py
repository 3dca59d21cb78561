from __future__ import annotations

from pathlib import Path

import pytest
from tertulia.cli.settings_page import settings_page
from tertulia.config import GROUPS, Settings

PAGE = Path(__file__).parents[3] / "docs" / "settings.md"


def test_the_page_in_docs_is_what_the_settings_say() -> None:
    assert PAGE.read_text() == settings_page(), "run: tertulia settings > docs/settings.md"


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_in_a_group_and_says_what_it_is(name: str) -> None:
    field = next(group.model_fields[name] for group in GROUPS if name in group.model_fields)
    assert field.description
    assert f"`TERTULIA_{name.upper()}`" in settings_page()
