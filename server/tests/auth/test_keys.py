from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_IMODE

import pytest
from tertulia.auth.keys import SecretUnusable, ServerSecret, load_or_create


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    first = load_or_create(path)
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert load_or_create(path).key("a") == first.key("a")
    assert [p.name for p in tmp_path.iterdir()] == ["secret"]


def test_whoever_starts_at_the_same_time_gets_the_same_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: load_or_create(tmp_path / "secret").key("a"), range(64)))
    assert len(keys) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["secret"]


def test_another_purpose_is_another_key_and_another_secret_too() -> None:
    one, two = ServerSecret(b"1" * 32), ServerSecret(b"2" * 32)
    assert len({one.key("a"), one.key("b"), two.key("a")}) == 3
    assert len(one.key("a")) == 32


@pytest.mark.parametrize("content", [b"", b"short\n", b"x" * 31 + b"\n\n"])
def test_a_short_secret_is_refused_in_one_line_that_does_not_repeat_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "secret"
    path.write_bytes(content)
    with pytest.raises(SecretUnusable) as refused:
        load_or_create(path)
    assert str(path) in str(refused.value)
    assert "32 bytes" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "short" not in str(refused.value).removeprefix(str(path))


def test_a_secret_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    with pytest.raises(SecretUnusable, match="secret: Is a directory"):
        load_or_create(tmp_path / "secret")


def test_it_does_not_print_itself() -> None:
    assert "topsecret" not in repr(ServerSecret(b"topsecret" * 4))
