"""The OpenAPI document as a page: HTML and a style sheet, nothing to run, nothing from elsewhere."""

from __future__ import annotations

import json
from html import escape
from typing import Any

STYLE = """
:root { color-scheme: light dark; --ink: #2b2320; --paper: #fbf7f2; --line: #e3d9cf; --ember: #b4512b; --soft: #f3ebe2; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #efe6dd; --paper: #1d1714; --line: #3a2f29; --ember: #e88b5f; --soft: #28201c; }
}
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, sans-serif; }
h1 { font-family: Georgia, serif; margin: 0; } h2 { margin: 2.5rem 0 .75rem; text-transform: capitalize; }
a { color: var(--ember); }
details { border: 1px solid var(--line); border-radius: 12px; margin: .5rem 0; }
summary { cursor: pointer; padding: .6rem 1rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; }
summary:focus-visible { outline: 3px solid var(--ember); border-radius: 12px; }
summary span { opacity: .8; } section { padding: 0 1rem 1rem; } h3 { font-size: 1rem; margin: 1rem 0 .35rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { background: var(--soft); border-radius: 8px; padding: .75rem; overflow-x: auto; margin: 0; }
.method { color: var(--ember); font-weight: 700; min-width: 4.5rem; }
table { border-collapse: collapse; width: 100%; } td, th { text-align: start; padding: .3rem .75rem .3rem 0;
  border-top: 1px solid var(--line); vertical-align: top; } th { font-weight: 600; border-top: 0; }
"""


def page(document: dict[str, Any]) -> str:
    by_tag: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation["tags"][0], []).append(_operation(document, path, method, operation))
    sections = "".join(f"<h2>{escape(tag)}</h2>{''.join(rows)}" for tag, rows in by_tag.items())
    title = f"{escape(document['info']['title'])} API"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{title}</title><link rel="stylesheet" href="/api/docs.css"></head><body><main><h1>{title}</h1>'
        f"<p>Version {escape(document['info']['version'])}. Bodies are JSON or urlencoded; send the access token as "
        "<code>Authorization: Bearer</code>. Every refusal is a Problem with a stable <code>code</code>. "
        f'The same as <a href="/api/openapi.json">OpenAPI</a>.</p>{sections}</main></body></html>'
    )


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    parts = []
    if "security" in operation:
        parts.append("<p>Takes an access token.</p>")
    if "requestBody" in operation:
        parts.append(f"<h3>Body</h3>{_body(document, operation['requestBody']['content'])}")
    rows = "".join(_answer(document, status, answer) for status, answer in operation["responses"].items())
    parts.append(f"<h3>Answers</h3><table>{rows}</table>")
    summary = (
        f'<summary><code class="method">{method.upper()}</code><code>{escape(path)}</code>'
        f"<span>{escape(operation.get('description', ''))}</span></summary>"
    )
    return f"<details>{summary}<section>{''.join(parts)}</section></details>"


def _body(document: dict[str, Any], content: dict[str, Any]) -> str:
    if "application/json" not in content:
        return "<p>The bytes of a file.</p>"
    reference = content["application/json"]["schema"]["$ref"]
    return _fields(document["components"]["schemas"][reference.rpartition("/")[2]])


def _answer(document: dict[str, Any], status: str, answer: dict[str, Any]) -> str:
    content = answer.get("content", {}).get("application/json", {}).get("schema")
    shape = ""
    if content and status.startswith("2"):
        shape = f"<pre>{escape(json.dumps(_example(document, content), indent=2))}</pre>"
    return f"<tr><td><code>{escape(status)}</code></td><td>{escape(answer['description'])}{shape}</td></tr>"


def _fields(schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = []
    for name, field in schema["properties"].items():
        bounds = f"{field['minLength']} to " if "minLength" in field else "at most "
        size = f"text, {bounds}{field['maxLength']} characters" if "maxLength" in field else field.get("type", "")
        said = f"{size}{'' if name in required else ', optional'}. {field.get('description', '')}"
        rows.append(f"<tr><td><code>{escape(name)}</code></td><td>{escape(said)}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


def _example(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """The shape of a value, its leaves named by their type."""
    if "$ref" in schema:
        return _example(document, document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return " or ".join(str(_example(document, option)) for option in schema["anyOf"])
    if schema.get("type") == "array":
        return [_example(document, schema["items"])]
    if "properties" in schema:
        return {name: _example(document, field) for name, field in schema["properties"].items()}
    return schema.get("format") or schema.get("type") or "any"
