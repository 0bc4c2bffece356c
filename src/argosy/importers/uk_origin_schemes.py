"""The United Kingdom's rules-of-origin payload: schemes with their members, proofs and the rules of the one code it was fetched for.

It is read for display and look-up only: its rules are prose, and a person reads them. A scheme the origin engine can test is an agreement
of ``rules.origin``. Source: the Trade Tariff API, Open Government Licence v3.
"""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text

MAX_BYTES = 50_000_000
_MARK = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class SchemeRule:
    """One rule as published. ``marks`` are its kinds (WO, CTH, MAXNOM …), taken out of the prose."""

    heading: str
    description: str
    rule: str
    alternative: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchemeProof:
    """A proof the scheme takes, with the address of its guidance."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme. ``members`` are ISO 3166-1 alpha-2 codes; ``unilateral`` marks a preference without an agreement."""

    code: str
    title: str
    members: tuple[str, ...]
    unilateral: bool
    introduction: str
    notes: str
    rules: tuple[SchemeRule, ...]
    proofs: tuple[SchemeProof, ...]


def read_schemes(name: str, data: bytes) -> tuple[Scheme, ...]:
    """Every scheme of a payload, plain or gzipped; ``BadInput`` lists every row that cannot be used."""
    rows = _payload(name, data)
    problems: list[Problem] = []
    made = tuple(s for i, row in enumerate(rows, 1) if (s := _scheme(name, i, row, problems)))
    if problems:
        words = Text("；".join(p.message.zh for p in problems), "; ".join(p.message.en for p in problems))
        raise BadInput(Text("{f} 不能使用：{w}", "{f} cannot be used: {w}").format(f=name, w=words), problems)
    return made


def schemes_with(schemes: Iterable[Scheme], country: str) -> tuple[Scheme, ...]:
    """The schemes a country is a member of."""
    return tuple(s for s in schemes if country.strip().upper() in s.members)


def _payload(name: str, data: bytes) -> list[Any]:
    try:
        found = json.loads(_unpacked(data))
    except (ValueError, EOFError, OSError, zlib.error) as wrong:
        raise BadInput(Text("{f} 不是英國原產地方案之 JSON", "{f} is not the JSON of UK rules-of-origin schemes").format(f=name)) from wrong
    rows = found.get("schemes") if isinstance(found, Mapping) else found
    if not isinstance(rows, list):
        raise BadInput(Text("{f} 沒有方案清單", "{f} holds no list of schemes").format(f=name))
    return rows


def _unpacked(data: bytes) -> bytes:
    if data[:2] != b"\x1f\x8b":
        return data[: MAX_BYTES + 1] if len(data) <= MAX_BYTES else b""
    inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    plain = inflate.decompress(data, MAX_BYTES)
    return plain if inflate.eof else b""


def _scheme(name: str, place: int, row: Any, problems: list[Problem]) -> Scheme | None:
    if not isinstance(row, Mapping):
        problems.append(Problem(Text("須為物件", "must be an object"), name, place))
        return None
    members = row.get("countries") or []
    code, title = row.get("scheme_code") or row.get("id"), row.get("title")
    wrong = [
        f for f, ok in (("scheme_code", isinstance(code, str)), ("title", isinstance(title, str)), ("countries", _codes(members))) if not ok
    ]
    problems += [Problem(Text(f"欄位 {f} 缺漏或有誤", f"{f} is missing or wrong"), name, place, f) for f in wrong]
    if wrong:
        return None
    return Scheme(
        code=str(code),
        title=_plain(title),
        members=tuple(members),
        unilateral=bool(row.get("unilateral")),
        introduction=_plain(row.get("fta_intro")),
        notes=_plain(row.get("introductory_notes")),
        rules=tuple(_rule(r) for r in row.get("rules") or [] if isinstance(r, Mapping)),
        proofs=tuple(
            SchemeProof(_plain(p.get("summary")), str(p.get("url") or "")) for p in row.get("proofs") or [] if isinstance(p, Mapping)
        ),
    )


def _codes(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(c, str) and len(c) == 2 for c in found)


def _rule(row: Mapping[str, Any]) -> SchemeRule:
    words = f"{row.get('rule') or ''} {row.get('alternate_rule') or ''}"
    return SchemeRule(
        heading=_plain(row.get("heading")),
        description=_plain(row.get("description")),
        rule=_plain(row.get("rule")),
        alternative=_plain(row.get("alternate_rule")),
        marks=tuple(dict.fromkeys(_MARK.findall(words))),
    )


def _plain(text: object) -> str:
    words = html.unescape(_MARK.sub("", text if isinstance(text, str) else ""))
    return words.replace("\xa0", " ").strip()
