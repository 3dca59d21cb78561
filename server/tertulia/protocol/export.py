"""Writes protocol/schema.json, from which the web client's types are made: `python -m tertulia.protocol.export`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Literal

from pydantic.json_schema import models_json_schema

from tertulia.protocol.media import MEDIA_CLIENT_MESSAGES, MEDIA_SERVER_MESSAGES
from tertulia.protocol.messages import CLIENT_EVENTS, CLIENT_MESSAGES, SERVER_EVENTS, SERVER_MESSAGES, Wire
from tertulia.protocol.version import PROTOCOL

SCHEMA_PATH = Path("protocol/schema.json")


def schema() -> dict[str, Any]:
    """JSON Schema 2020-12 of every message: client messages as we accept them, ours as we send them."""
    modes: list[tuple[type[Wire], Literal["validation", "serialization"]]] = [
        *((message, "validation") for message in (*CLIENT_MESSAGES, *MEDIA_CLIENT_MESSAGES)),
        *((message, "serialization") for message in (*SERVER_MESSAGES, *MEDIA_SERVER_MESSAGES)),
    ]
    _, document = models_json_schema(modes)
    definitions = {name: _without_field_titles(body) for name, body in sorted(document["$defs"].items())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Wire",
        "description": "Every Socket.IO message of Tertulia. Generated from tertulia/protocol/messages.py.",
        "type": "object",
        "additionalProperties": False,
        "properties": {model.__name__: {"$ref": f"#/$defs/{model.__name__}"} for model, _ in modes},
        "required": [model.__name__ for model, _ in modes],
        "protocol": PROTOCOL,
        "clientEvents": CLIENT_EVENTS,
        "serverEvents": SERVER_EVENTS,
        "$defs": definitions,
    }


def _without_field_titles(body: dict[str, Any]) -> dict[str, Any]:
    """pydantic titles every field; a type generator would make a named type of each."""
    properties = body.get("properties", {})
    named = {name: {k: v for k, v in field.items() if k != "title"} for name, field in properties.items()}
    return {**body, "properties": named} if properties else body


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else SCHEMA_PATH
    path.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
