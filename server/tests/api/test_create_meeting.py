"""POST /meetings"""

from __future__ import annotations

import math
import re

from tertulia.services.meetings import LETTERS

from tests.api.conftest import House, bearer, problem

URL = "/api/v1/meetings"


async def test_a_guest_gets_a_code_and_can_look_it_up(house: House) -> None:
    answer = await house.http.post(URL)
    assert answer.status_code == 201
    made = answer.json()
    assert re.fullmatch(r"[a-z]{4}-[a-z]{4}-[a-z]{3}", made["code"])
    assert (made["title"], made["participant_count"], made["participants"]) == ("", 0, [])
    assert (await house.http.get(f"{URL}/{made['code']}")).json() == made


async def test_a_code_is_50_bits_of_letters_that_look_like_nothing_else() -> None:
    assert not set(LETTERS) & set("lo01")
    assert len(set(LETTERS)) ** 11 >= 2**50
    assert math.log2(len(LETTERS)) * 11 > 50


async def test_codes_differ(house: House) -> None:
    codes = {(await house.http.post(URL)).json()["code"] for _ in range(20)}
    assert len(codes) == 20


async def test_a_title_is_kept_with_its_white_space_folded(house: House) -> None:
    for title in ("  Monday \t tea ", "Familia 👨‍👩‍👧"):
        answer = await house.http.post(URL, json={"title": title})
        assert answer.json()["title"] == " ".join(title.split())


async def test_a_title_that_cannot_be_shown_is_refused(house: House) -> None:
    problem(await house.http.post(URL, json={"title": "a\u202eb"}), 422, "title_invalid", "title")
    problem(await house.http.post(URL, json={"title": "x" * 129}), 422, "field_too_long", "title")


async def test_who_made_it_is_kept_and_a_bad_token_is_not_taken_for_a_guest(house: House) -> None:
    headers = await house.signed_in()
    me = (await house.http.get("/api/v1/users/me", headers=headers)).json()["id"]
    code = (await house.http.post(URL, headers=headers)).json()["code"]
    meeting = await house.store.meetings.get(code)
    assert meeting is not None
    assert meeting.created_by == me
    problem(await house.http.post(URL, headers=bearer("x")), 401, "token_invalid")
