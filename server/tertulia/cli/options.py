"""Options made from the fields of Settings: name, help, default and group are written there, once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import get_args

from pydantic.fields import FieldInfo

from tertulia.config import GROUPS, flag


def add_settings(parser: argparse.ArgumentParser) -> None:
    """One option per setting, in its group. Those not given are absent from the result.

    Everything stays text: Settings alone says what a good value is, whether it comes from an option or
    from the environment.
    """
    for group in GROUPS:
        section = parser.add_argument_group((group.__doc__ or "").strip())
        for name, field in group.model_fields.items():
            about = description(field).replace("%", "%%")
            if field.annotation is bool:
                section.add_argument(flag(name), dest=name, action=_OnOff, help=about, default=argparse.SUPPRESS)
            else:
                names = _also(name, field)
                section.add_argument(*names, dest=name, metavar=kind(field), help=about, default=argparse.SUPPRESS)


def _also(name: str, field: FieldInfo) -> list[str]:
    """A list of addresses may be given as one, too: `--turn-url` is `--turn-urls`."""
    is_list = kind(field) == "LIST"
    return [flag(name), flag(name.removesuffix("s"))] if is_list and name.endswith("_urls") else [flag(name)]


def description(field: FieldInfo) -> str:
    default = shown_default(field)
    return f"{field.description or ''}{f' [{default}]' if default else ''}"


def kind(field: FieldInfo) -> str:
    """What to type: N, PATH, LIST, TEXT, or the choices."""
    annotation = field.annotation
    choices = [value for value in get_args(annotation) if isinstance(value, str)]
    if choices:
        return "|".join(choices)
    if annotation in (int, float):
        return "N"
    if annotation is Path or Path in get_args(annotation):
        return "PATH"
    return "LIST" if annotation == tuple[str, ...] else "TEXT"


def shown_default(field: FieldInfo) -> str:
    """Empty where the description says what happens."""
    default = field.default
    if default is None or default == () or field.annotation is bool:
        return ""
    return str(default.get_secret_value() if hasattr(default, "get_secret_value") else default)


class _OnOff(argparse.BooleanOptionalAction):
    """`--name` and `--no-name`; the help shows the first."""

    def format_usage(self) -> str:
        return self.option_strings[0]


class Help(argparse.HelpFormatter):
    """Option, then what it is on the lines below when it does not fit; 80 columns wherever it is read."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28, width=80)

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if isinstance(action, _OnOff):
            return action.option_strings[0]
        if len(action.option_strings) > 1 and action.metavar:
            return f"{action.option_strings[0]} {action.metavar}"
        return super()._format_action_invocation(action)
