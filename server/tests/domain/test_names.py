"""What people and rooms may be called."""

import pytest
from tertulia.domain.errors import InvalidInput
from tertulia.domain.names import NAME_MAX, clean_name, fair_name, is_same_name, room_code


@pytest.mark.parametrize(
    "path",
    [
        "café",
        "/café",
        "/café/",
        "https://meet.example.org/café",
        "https://meet.example.org/a/b/café/?x=1#y",
        "http://other.example:8000/caf%C3%A9",
        "cafe\u0301",
    ],
)
def test_a_room_is_named_by_the_last_segment_whatever_surrounds_it(path: str) -> None:
    assert room_code(path) == "café"


@pytest.mark.parametrize("path", ["", "/", "https://meet.example.org/", "a\x00b", "x" * 129, "http://[bad"])
def test_what_names_no_room_is_refused(path: str) -> None:
    with pytest.raises(InvalidInput):
        room_code(path)


def test_a_name_is_folded_and_bounded() -> None:
    assert clean_name("  Ana \t María ") == "Ana María"
    for bad in ("", "  ", "\u200d", "A\u202eB", "A\x07", "x" * (NAME_MAX + 1)):
        with pytest.raises(InvalidInput):
            clean_name(bad)


@pytest.mark.parametrize("look", ["ana", "ANA", "A\u200dna", "Ａｎａ", "Аna", "Aηa", "Ana "])
def test_a_guest_cannot_pass_for_the_owner_of_a_name(look: str) -> None:
    assert is_same_name(look, "Ana")
    assert not is_same_name(fair_name(look, ["Ana"]), "Ana")


def test_other_names_stay_as_they_are() -> None:
    assert fair_name("Anabel", ["Ana"]) == "Anabel"
    assert fair_name("", ["Ana"]) == ""


def test_a_marked_name_that_is_taken_too_is_marked_again_within_bounds() -> None:
    assert fair_name("Ana", ["Ana", "Ana (guest)"]) == "Ana (guest) (guest)"
    assert len(fair_name("x" * NAME_MAX, ["x" * NAME_MAX])) == NAME_MAX
