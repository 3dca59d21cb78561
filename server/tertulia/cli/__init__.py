"""The command line: arguments -> Settings -> a running server. The only place that exits."""

from __future__ import annotations

import argparse
import difflib
import os
import re
import signal
import sys
from typing import NoReturn

from tertulia import __version__

USAGE = 2

SERVE = """Serve meetings: pages, API and signaling at one address.

Every option is also an environment variable: --data-dir is TERTULIA_DATA_DIR.
An option wins. Ctrl-C or SIGTERM ends the server."""


DOCTOR = """Look whether people can meet here: ports, pages, and three made-up people who see
and hear each other through the server, over UDP and over TCP. Says what is wrong and
how to mend it; ends with 0 when all is well, and with 1 when it is not.

With an ADDRESS, the server there is looked at; without one, the server that runs on
this machine with these settings, or else one that is started only for this."""


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """One line, and the nearest option for one that does not exist."""
        unknown = re.search(r"unrecognized arguments: (--[\w-]+)", message)
        near = difflib.get_close_matches(unknown[1], self._option_string_actions, 1) if unknown else []
        hint = f" (did you mean {near[0]}?)" if near else ""
        print(f"tertulia: {message}{hint}; see {self.prog} --help", file=sys.stderr)
        raise SystemExit(USAGE)


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))  # until there is something to end in good order
    code = run(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # all is stored and closed; taking the interpreter apart would only keep whoever stops us waiting


def run(arguments: list[str]) -> int:
    """The exit code: 0, or 2 for what the caller got wrong, said in one line on stderr."""
    parser = Parser("tertulia", description="Video meetings that anyone can host.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"tertulia {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    commands.add_parser("serve", help="serve meetings", add_help=False)
    commands.add_parser("doctor", help="look whether people can meet here", add_help=False)
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command == "serve":
        return _serve(rest)
    if command == "doctor":
        return _doctor(rest)
    if command == "settings":
        from tertulia.cli.settings_page import settings_page

        print(settings_page(), end="")
    elif command == "openapi":
        from tertulia.cli.serve import openapi_document

        print(openapi_document(), end="")
    elif arguments:
        parser.parse_args(arguments)
    else:
        parser.print_help()
    return 0


def _serve(arguments: list[str]) -> int:
    given = vars(_with_settings("serve", "[OPTIONS]", SERVE).parse_args(arguments))
    sys.modules.setdefault("rich", None)  # type: ignore[arg-type]  # structlog would load all of it, for tracebacks
    from tertulia.cli.serve import serve

    return serve(given)


def _doctor(arguments: list[str]) -> int:
    parser = _with_settings("doctor", "[ADDRESS] [OPTIONS]", DOCTOR)
    parser.add_argument("address", metavar="ADDRESS", nargs="?", help="of a running server: https://meet.example.org")
    given = vars(parser.parse_args(arguments))
    address = given.pop("address")
    from tertulia.cli.doctor import doctor

    return doctor(given, address)


def _with_settings(command: str, usage: str, description: str) -> Parser:
    """A command that takes every setting as an option."""
    from tertulia.cli.options import Help, add_settings

    parser = Parser(
        f"tertulia {command}",
        usage=f"tertulia {command} {usage}",
        description=description,
        formatter_class=lambda prog: Help(prog),
        allow_abbrev=False,
    )
    add_settings(parser)
    return parser
