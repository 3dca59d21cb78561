from __future__ import annotations

import pytest
from tertulia.domain.search import EXCERPT, excerpt, fold, holds, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Café", "cafe"), ("CAFE\u0301", "cafe"), ("Straße", "strasse"), ("Ｆｕｌｌ", "full"), ("Ñandú", "nandu")],
)
def test_case_accents_and_width_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_word_must_be_there_in_any_order() -> None:
    assert words_of("  the Plan  PLAN ") == ("the", "plan")
    assert holds("A plan for thé garden", words_of("the plan"))
    assert not holds("A plan for a garden", words_of("the plan"))


def test_an_excerpt_shows_the_first_word_found_and_is_cut_between_words() -> None:
    text = "one two three " * 40 + "the Café is closed " + "four five six " * 40
    cut = excerpt(text, words_of("cafe"))
    assert "the Café is closed" in cut
    assert cut.startswith("…")
    assert cut.endswith("…")
    assert len(cut) <= EXCERPT + 2
    assert set(cut.strip("…").split()) <= set(text.split())
    assert excerpt("short\n line", ("line",)) == "short line"
    assert len(excerpt("x" * 4000 + "needle" + "y" * 4000, ("needle",))) <= EXCERPT + 2
