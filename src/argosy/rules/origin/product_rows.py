"""Product rules of an agreement file: ``[[psr]]`` groups with one line a row, ``8507 [traction]: CTH or MaxNOM 50 %``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.rules.authority import Authority, Span
from argosy.rules.origin.agreement import ProductRule
from argosy.rules.origin.parsing import parse_codes, parse_rule
from argosy.rules.origin.row import Row, Tables

_LINE = re.compile(r"\s*(?P<codes>[^:\[]+?)\s*(?:\[(?P<part>[a-z][a-z0-9_]*)\]\s*)?:\s*(?P<rule>.+)", re.DOTALL)
_MACRO = re.compile(r"\{(\w+)\}")


def parts(file: Tables) -> dict[str, Text]:
    """``[parts.<id>]``: how goods of one code with different rules are told apart."""
    found = {}
    for name, data in file.data.get("parts", {}).items():
        row = file.row(f"parts {name}", data)
        found[name] = row.text("label", required=True)
        row.done()
    return found


def product_rules(file: Tables) -> tuple[ProductRule, ...]:
    """Every row of every ``[[psr]]`` group, in the order of the file."""
    macros = _macros(file)
    made: list[ProductRule] = []
    for row in file.rows("psr"):
        authority, span, importers = row.authority(), row.span(), row.names("importers")
        for line in row.names("rows"):
            one = _line(row, line, macros, span, importers, authority)
            made += [one] if one else []
        row.done()
    return tuple(made)


def _macros(file: Tables) -> dict[str, str]:
    row = file.row("macros", file.data.get("macros", {}))
    found = {name: row.words(name) for name in row.data}
    row.done()
    return found


def _line(
    row: Row, line: str, macros: Mapping[str, str], span: Span, importers: tuple[str, ...], authority: Authority
) -> ProductRule | None:
    match = _LINE.fullmatch(line)
    if match is None:
        row.wrong("rows", f"「{line}」不是「號列: 規則」", f"“{line}” is not “codes: rule”")
        return None
    text = _expanded(row, match["rule"].strip(), macros)
    try:
        return ProductRule(parse_codes(match["codes"]), match["part"] or "", parse_rule(text), line, span, importers, authority)
    except BadInput as wrong:
        row.wrong("rows", f"「{line}」{wrong.message.zh}", f"“{line}” {wrong.message.en}")
        return None


def _expanded(row: Row, text: str, macros: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        if match[1] not in macros:
            row.wrong("rows", f"沒有巨集「{match[1]}」", f"there is no macro “{match[1]}”")
        return macros.get(match[1], "")

    return _MACRO.sub(put, text)
