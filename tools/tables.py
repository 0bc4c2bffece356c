"""Tables of the README files and the documentation, generated from code:  python -m tools.tables  writes them anew."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
STATUS = {"ready": {"en": "ready", "zh": "可用"}, "planned": {"en": "planned", "zh": "規劃中"}}
ALWAYS = ("html", "json")
HEADINGS = {"en": ("output", "document", "formats", "status"), "zh": ("產出", "文件", "格式", "狀態")}


def outputs_table(lang: str) -> str:
    """The five jobs and their 43 outputs. ``lang`` is ``en`` or ``zh``."""
    from argosy.publishing.listing import listing
    from argosy.standards.catalogue import standards

    rows = listing()
    parts = []
    for standard in standards():
        mine = [row for row in rows if row["key"].startswith(f"{standard.base}/")]
        parts.append(
            f"**{standard.name.say(lang)}** ({standard.code}, {len(mine)})\n\n"
            + _table(HEADINGS[lang], [_output(row, lang) for row in mine])
        )
    ready = sum(row["status"] == "ready" for row in rows)
    en = f"{ready} of {len(rows)} are ready. HTML and JSON come with every one."
    total = en if lang == "en" else f"{len(rows)} 項中已有 {ready} 項可用；每項另有 HTML 與 JSON。"
    return "\n\n".join([*parts, total])


def _output(row: dict[str, Any], lang: str) -> tuple[str, ...]:
    formats = (form for form in row["formats"] if form not in ALWAYS)
    return row["short"], row[f"title_{lang}"], " ".join(formats), STATUS[row["status"]][lang]


def commands_page() -> str:
    """Every command with its options, as its help says: in a process of its own, since help is worded when it is loaded."""
    script = "from tools.tables import commands; print(commands())"
    env = {**os.environ, "ARGOSY_LANG": "en", "COLUMNS": "100"}
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=True, encoding="utf-8")
    return run.stdout.strip()


def commands() -> str:
    """Every command with its options, in the language and width of this process."""
    return "\n\n".join(f"## `{' '.join(('argosy', *path))}`\n\n{body}" for path, body in _commands())


def _commands() -> Iterator[tuple[tuple[str, ...], str]]:
    from typer.main import get_command

    from argosy.cli.main import app

    def walk(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, (*path, name))
        if not hasattr(command, "commands"):
            context = command.make_context(" ".join(("argosy", *path)), [], resilient_parsing=True)
            yield path, f"```\n{command.get_help(context)}\n```"

    yield from walk(get_command(app), ())


def operations_table() -> str:
    """Every operation of the API with the scope a token needs for it."""
    from argosy.api.application import api

    paths = api.get_openapi_schema()["paths"]
    rows = [
        (f"`{method.upper()} {path.removeprefix('/api/v1')}`", _scope(op), op["summary"])
        for path, item in paths.items()
        for method, op in item.items()
    ]
    return _table(("operation", "scope", "what it does"), rows)


def indicators_list() -> str:
    """Every market indicator with its definition."""
    from argosy.engines.market.catalogue import indicators as known

    parts = []
    for one in known():
        needs = f" · needs {', '.join(one.needs)}" if one.needs else ""
        head = f"### `{one.id}` {one.name.en} · {one.name.zh}\n\n{one.means.en}. {one.means.zh}。"
        facts = (
            f"- `{one.column}` per {', '.join(one.grain)}{needs}",
            f"- {one.formula}",
            f"- unit: {one.unit.en} · {one.unit.zh}",
            f"- tested: {one.holds.en} · {one.holds.zh}",
            f"- source: {one.source}",
        )
        parts.append(f"{head}\n\n" + "\n".join(facts))
    return "\n\n".join(parts)


def _scope(operation: dict[str, Any]) -> str:
    return f"`{operation['x-scope']}`" if "x-scope" in operation else "open"


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = (headings, ["---"] * len(headings), *rows)
    return "\n".join("| " + " | ".join(row) + " |" for row in lines)


# file -> marker -> what stands between  <!-- marker -->  and  <!-- /marker -->
PLACES: dict[str, dict[str, Callable[[], str]]] = {
    "README.md": {"outputs": lambda: outputs_table("en")},
    "README.zh-Hant.md": {"outputs": lambda: outputs_table("zh")},
    "docs/outputs.md": {"outputs": lambda: outputs_table("en")},
    "docs/commands.md": {"commands": commands_page},
    "docs/api.md": {"operations": operations_table},
    "docs/market-indicators.md": {"indicators": indicators_list},
}


def filled(file: str) -> str:
    """The text of ``file`` with its generated parts as the code now says."""
    text = (ROOT / file).read_text(encoding="utf-8")
    for marker, make in PLACES[file].items():
        head, start, rest = text.partition(f"<!-- {marker} -->\n")
        _, end, tail = rest.partition(f"<!-- /{marker} -->")
        if not start or not end:
            raise ValueError(f"{file} has no place for {marker}")
        text = f"{head}{start}{make()}\n{end}{tail}"
    return text


def write() -> None:
    """Write every generated part. The listing needs the apps but no store, so an empty home will do."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"ARGOSY_HOME": home, "ARGOSY_SECRET_KEY": "-" * 50}
        from argosy.records.boot import boot

        boot()
        for file in PLACES:
            (ROOT / file).write_text(filled(file), encoding="utf-8")


if __name__ == "__main__":
    write()
