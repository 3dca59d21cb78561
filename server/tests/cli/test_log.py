from __future__ import annotations

import logging

import pytest
import structlog
from tertulia import log
from tertulia.log import Redact, configure

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1MSJ9.c2lnbmF0dXJl"


def redacted(**fields: object) -> dict[str, object]:
    return dict(Redact(shorten_addresses=True)(None, "info", dict(fields)))


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "access_token",
        "secret",
        "password",
        "password_hash",
        "cookie",
        "Authorization",
        "sdp",
        "credential",
        "resume",
        "text",
    ],
)
def test_a_field_that_holds_a_secret_is_blank(name: str) -> None:
    assert redacted(**{name: "hunter22"}) == {name: "[redacted]"}


@pytest.mark.parametrize(
    "text",
    [
        f"bad token {JWT} seen",
        "postgresql://ana:hunter22@db/meet",
        "GET /x?token=hunter22&a=1",
        "Bearer hunter22",
        "offer v=0\r\no=- hunter22",
        "a=candidate:1 1 UDP hunter22",
    ],
)
def test_a_secret_inside_other_text_is_cut_out(text: str) -> None:
    for value in (text, [text], {"deep": {"er": text}}):
        said = str(redacted(event="x", cause=value))
        assert "hunter22" not in said
        assert JWT not in said


def test_what_is_no_secret_stays() -> None:
    fields = {"event": "participant.joined", "room": "abc", "took_ms": 41, "resumed": True, "tokens_left": 3}
    assert redacted(**fields) == fields


def test_addresses_are_shortened_except_when_debugging() -> None:
    assert redacted(address="203.0.113.77") == {"address": "203.0.113.0/24"}
    assert redacted(client="2001:db8:1:2::3") == {"client": "2001:db8:1::/48"}
    assert Redact(shorten_addresses=False)(None, "debug", {"address": "203.0.113.77"}) == {"address": "203.0.113.77"}


def test_libraries_say_only_what_matters_through_the_same_place(capfd: pytest.CaptureFixture[str]) -> None:
    before = logging.getLogger().handlers[:]
    try:
        configure(level="info", as_json=True)
        logging.getLogger("uvicorn.error").info("Started server process")
        logging.getLogger("uvicorn.error").error("it broke for Bearer hunter22")
        structlog.get_logger("fresh").info("room.opened", room="abc")
    finally:
        logging.getLogger().handlers[:] = before
        structlog.reset_defaults()
    said = capfd.readouterr().err
    assert "Started" not in said
    assert '"event": "it broke for Bearer [redacted]"' in said
    assert '"room": "abc"' in said
    assert log.shorten("nonsense") == "[address]"
