"""A file of parties and their people, one row per person (or per party), read whole with every fault at once.

What a party is stands on each of its rows, or on the first alone; rows of one code that say different things are refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from argosy.importers import cells
from argosy.importers.table_file import TableRow, heading, read_table
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.parties.joining.given import NewContact, NewParty
from argosy.records.parties.vat import plain

HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("code", "party", "customer", "customer code", "代號", "客戶代號", "客戶編號", "往來對象"),
    "name_zh": ("name_zh", "chinese name", "name", "company", "名稱", "中文名稱", "公司", "公司名稱", "客戶名稱"),
    "name_en": ("name_en", "english name", "英文名稱", "英文名"),
    "tax_id": ("tax_id", "tax id", "vat", "vat no", "統編", "統一編號", "稅號"),
    "country": ("country", "國家", "國別"),
    "language": ("language", "語言"),
    "grade": ("grade", "class", "等級"),
    "website": ("website", "url", "網站"),
    "kinds": ("kinds", "kind", "role", "roles", "身分", "類別"),
    "address": ("address", "地址", "英文地址", "address_en"),
    "address_zh": ("address_zh", "中文地址"),
    "contact": ("contact", "person", "聯絡人", "姓名"),
    "title": ("title", "職稱"),
    "email": ("email", "e-mail", "mail", "電子郵件", "電郵"),
    "phone": ("phone", "tel", "telephone", "電話"),
    "contact_language": ("contact language", "contact_language", "聯絡人語言"),
}
PARTY = ("name_zh", "name_en", "tax_id", "country", "language", "grade", "website")
CODES = {
    "客戶": "customer",
    "供應商": "supplier",
    "海運業者": "sea_carrier",
    "航空業者": "air_carrier",
    "貨運業者": "trucker",
    "報關業者": "broker",
    "海外代理": "agent",
    "委託客戶": "client",
    "競爭者": "competitor",
}
TONGUES = {"繁體中文": "zh-Hant", "中文": "zh-Hant", "zh": "zh-Hant", "zh-tw": "zh-Hant", "英文": "en", "日文": "ja", "德文": "de"}


@dataclass(frozen=True, slots=True)
class PartyFile:
    """The parties of a file in their order, and every fault of it."""

    name: str
    sha256: str
    given: tuple[NewParty, ...]
    rejected: tuple[Problem, ...]
    rows: int


def read_parties(name: str, data: bytes) -> PartyFile:
    """Parties with their people; ``BadInput`` when it is no table or has no column of codes."""
    table = read_table(name, data, {heading(words): field for field, many in HEADINGS.items() for words in many})
    if "code" not in table.fields:
        raise BadInput(Text("「{f}」缺少欄位「代號」（code）", "{f} has no column of codes (code)").format(f=name))
    held: dict[str, _Party] = {}
    problems: list[Problem] = []
    for row in table.rows:
        problems += _take(held, row)
    given = tuple(one.made() for one in held.values())
    return PartyFile(name, sha256(data).hexdigest(), given, tuple(problems), len(table.rows))


@dataclass(slots=True)
class _Party:
    row: int
    code: str
    fields: dict[str, str]
    kinds: list[str]
    address: dict[str, str]
    people: dict[str, dict[str, str]]

    def made(self) -> NewParty:
        fields = dict(self.fields)
        fields.setdefault("name_en", fields.get("name_zh", ""))
        fields.setdefault("name_zh", fields.get("name_en", ""))
        kept = {name: value for name, value in fields.items() if value}
        country = kept.get("country", "")
        address = {**self.address, "country": country} if self.address else {}
        people = tuple(NewContact(name, told) for name, told in self.people.items())
        return NewParty(self.row, self.code, kept, tuple(dict.fromkeys(self.kinds)), address, people)


def _take(held: dict[str, _Party], row: TableRow) -> list[Problem]:
    """One row into the party it is of, and what is wrong with it."""
    given = {name: value.strip() for name, value in row.cells.items() if value.strip()}
    code = given.get("code", "")
    if not code:
        return [Problem(Text("未填代號", "no code"), row=row.number, field="code")] if given else []
    party = held.setdefault(code, _Party(row.number, code, {}, [], {}, {}))
    problems: list[Problem] = []
    for name in PARTY:
        if name in given:
            problems += _set(party, row.number, name, given[name])
    if "kinds" in given:
        party.kinds += [
            CODES.get(part, part.lower())
            for part in given["kinds"].replace("、", ",").replace(";", ",").replace(" ", ",").split(",")
            if part
        ]
    if "address" in given or "address_zh" in given:
        party.address = {"lines_zh": given.get("address_zh", ""), "lines_en": given.get("address") or given["address_zh"]}
    if "contact" in given:
        party.people.setdefault(given["contact"], {}).update(_person(given))
    return problems


def _set(party: _Party, number: int, name: str, text: str) -> list[Problem]:
    try:
        value = cells.country(text) if name == "country" else _clean(name, text)
    except BadInput as wrong:
        return [Problem(wrong.message, row=number, field=name)]
    before = party.fields.setdefault(name, value)
    if before != value:
        words = Text("代號 {c} 之「{f}」前後不一：{a}、{b}", "{c} has two values of {f}: {a} and {b}")
        return [Problem(words.format(c=party.code, f=name, a=before, b=value), row=number, field=name)]
    return []


def _clean(name: str, text: str) -> str:
    if name == "tax_id":
        return plain(text)
    if name == "grade":
        return text.upper()
    return TONGUES.get(text.lower(), text) if name == "language" else text


def _person(given: Mapping[str, str]) -> dict[str, str]:
    told = {name: given[name] for name in ("title", "email", "phone") if name in given}
    tongue = given.get("contact_language", "")
    return told | ({"language": TONGUES.get(tongue.lower(), tongue)} if tongue else {})
