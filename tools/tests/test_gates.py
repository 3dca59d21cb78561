"""The parts of the gates whose edges a canary does not reach."""

from __future__ import annotations

import ast

import bounds
import licences
import paths
import pytest


def said(module: str, source: str) -> list[str]:
    return [what for _, what in bounds.wrong(module, ast.parse(source))]


def test_the_owner_of_a_thing_may_use_it() -> None:
    assert said("store.sql", "import sqlalchemy.orm") == []
    assert said("services.chat", "from sqlalchemy import orm") != []


def test_the_environment_is_found_however_it_is_imported() -> None:
    assert said("app", "from os import environ") != []
    assert said("app", "import os\nos.environ['A']") != []


def test_a_broad_catch_that_raises_again_swallows_nothing() -> None:
    assert said("store.sql", "try: ...\nexcept Exception as e:\n    raise ValueError from e") == []
    assert said("store.sql", "try: ...\nexcept Exception:\n    pass") != []


@pytest.mark.parametrize(
    "expression", ["MIT", "(MIT OR GPL-3.0)", "Apache-2.0 WITH LLVM-exception", "MIT AND BSD-3-Clause"]
)
def test_a_licence_that_anyone_can_host_under_is_allowed(expression: str) -> None:
    assert licences.is_allowed(expression)


@pytest.mark.parametrize(
    "expression", ["", "AGPL-3.0", "MIT AND GPL-3.0", "GPL-3.0 AND (MIT OR ISC)", "(MIT", "MIT)", "UNLICENSED"]
)
def test_any_other_licence_is_not(expression: str) -> None:
    assert not licences.is_allowed(expression)


def test_braces_in_a_path_mean_each_of_them() -> None:
    assert paths.spread("a/{b,c}.{py,ts}") == ["a/b.py", "a/b.ts", "a/c.py", "a/c.ts"]


def test_routes_and_media_types_are_not_taken_for_paths() -> None:
    text = "`/api/v1/users` `application/json` `GET /healthz` `services/clock.py`"
    assert [path for _, path in paths.named(text, {"services"})] == ["services/clock.py"]
