"""`docs/settings.md`, made from the settings themselves."""

from __future__ import annotations

from tertulia.cli.options import kind, shown_default
from tertulia.config import ENV_PREFIX, GROUPS, flag

HEAD = """# Settings

Every setting of `tertulia serve`, as an option and as an environment variable; an option wins.
This page is made by `tertulia settings`; `tertulia serve --help` says the same.
"""


def settings_page() -> str:
    parts = [HEAD]
    for group in GROUPS:
        parts.append(f"\n## {group.__doc__}\n\n| option | environment | default | what it is |\n|---|---|---|---|\n")
        for name, field in group.model_fields.items():
            default = ("on" if field.default else "off") if field.annotation is bool else shown_default(field)
            said = (field.description or "").replace("|", "\\|")
            word = "" if field.annotation is bool else " " + kind(field).replace("|", "\\|")
            parts.append(
                f"| `{flag(name)}{word}` | `{ENV_PREFIX}{name.upper()}` | {f'`{default}`' if default else ''} | {said} |\n"
            )
    return "".join(parts)
