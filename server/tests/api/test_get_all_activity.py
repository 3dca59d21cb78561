"""GET /users/get_all_activity"""

from __future__ import annotations

from datetime import datetime

from tests.api.conftest import House, problem

URL = "/api/v1/users/get_all_activity"


async def test_it_is_empty_at_first(house: House) -> None:
    headers = await house.signed_in()
    answer = await house.http.get(URL, headers=headers)
    assert (answer.status_code, answer.json()) == (200, [])


async def test_meetings_come_in_the_order_they_were_joined_with_their_titles(house: House) -> None:
    headers = await house.signed_in()
    me = (await house.http.get("/api/v1/users/me", headers=headers)).json()["id"]
    made = (await house.http.post("/api/v1/meetings", json={"title": "Tea"})).json()["code"]
    for code in ("zeta", made, "alfa", "zeta"):
        house.clock.advance(60)
        await house.http.post("/api/v1/users/add_to_activity", headers=headers, json={"meeting_code": code})
    lines = (await house.http.get(URL, headers=headers)).json()
    assert [line["meetingCode"] for line in lines] == ["zeta", made, "alfa", "zeta"]
    assert [line["title"] for line in lines] == ["", "Tea", "", ""]
    assert {line["user_id"] for line in lines} == {me}
    dates = [datetime.fromisoformat(line["date"]) for line in lines]
    assert dates == sorted(dates)
    assert dates[-1] == house.clock.now()


async def test_nobody_sees_anybody_elses(house: House) -> None:
    ana = await house.signed_in("ana")
    bo = await house.signed_in("bo_")
    await house.http.post("/api/v1/users/add_to_activity", headers=ana, json={"meeting_code": "abc"})
    assert (await house.http.get(URL, headers=bo)).json() == []


async def test_it_wants_a_token(house: House) -> None:
    problem(await house.http.get(URL), 401, "token_missing")
    problem(await house.http.get(URL + "?token=abc"), 401, "token_missing")
