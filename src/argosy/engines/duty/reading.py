"""A consignment from plain data, as the public contract writes it. Every fault is told at once.

What makes the whole entry unusable raises ``BadInput``; what is wrong with one line is carried in ``Consignment.found``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from argosy.engines.duty.consignment import Claim, Consignment, Cost, Line, Unresolved
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.quantity import Unit, unit_of
from argosy.kernel.text import Text, same

_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,18}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.[0-9]{0,12})?")
_QUOTIENT = re.compile(r"[0-9]{1,18}\.[0-9]{1,24}")
ALLOCATIONS = ("weight", "value", "quantity", "volume")
ENTRY = frozenset(
    [
        "jurisdiction",
        "date",
        "flow",
        "incoterm",
        "incoterms_edition",
        "place",
        "currency",
        "fx",
        "freight",
        "insurance",
        "other",
        "allocation",
        "facts",
        "interpretations",
        "lines",
    ]
)
LINE = frozenset(
    ["id", "code", "origin", "description", "value", "quantity", "unit", "net_kg", "gross_kg", "volume_m3", "facts", "rates", "preference"]
)
LABELLING = frozenset(["id", "name", "title", "description", "note", "reference", "comment"])
_YES = {"true": 1, "yes": 1, "y": 1, "是": 1, "false": 0, "no": 0, "n": 0, "否": 0}
_LABELS = {
    "value": Text("貨價", "value"),
    "quantity": Text("數量", "quantity"),
    "net_kg": Text("淨重", "net weight"),
    "gross_kg": Text("毛重", "gross weight"),
    "volume_m3": Text("材積", "volume"),
}


def read_consignment(data: Mapping[str, Any]) -> Consignment:
    """The consignment in ``data``; amounts may be text, integers or Decimals (a float counts as its shortest decimal)."""
    reader = _Reader()
    made = reader.consignment(data)
    if reader.problems:
        zh, en = ("；".join(p.message.zh for p in reader.problems), "; ".join(p.message.en for p in reader.problems))
        raise BadInput(Text(f"進口資料不能使用：{zh}", f"The consignment cannot be used: {en}"), reader.problems)
    return made


def exact(value: object) -> Fraction:
    """A number written as text, integer or Decimal; ``ValueError`` for anything else, and for more than 18 + 12 digits."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(f"{value!r} is not a number")
    words = f"{Decimal(repr(value)):f}" if isinstance(value, float) else f"{value:f}" if isinstance(value, Decimal) else str(value).strip()
    if not _NUMBER.fullmatch(words):
        raise ValueError(f"{value!r} is not a number")
    whole, _, rest = words.replace(",", "").partition(".")
    return Fraction(int(whole + rest), 10 ** len(rest))


def _shortened(rate: object) -> object:
    """A rate of exchange that someone divided out, such as 1/147.07, to the 12 places a number may have; anything else as it is."""
    words = f"{Decimal(repr(rate)):f}" if isinstance(rate, float) else str(rate).strip()
    return f"{Decimal(words):.12f}" if _QUOTIENT.fullmatch(words) else rate


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.found: list[Unresolved] = []

    def consignment(self, data: Mapping[str, Any]) -> Consignment:
        term, edition = self._term(data)
        self._names(data, ENTRY, None)
        return Consignment(
            jurisdiction=self._words(data, "jurisdiction", required=True).upper(),
            date=self._day(data),
            incoterm=term,
            currency=self._currency(data.get("currency"), "currency"),
            lines=self._lines(data.get("lines")),
            flow=self._words(data, "flow") or "import",
            edition=edition,
            place=self._words(data, "place"),
            fx=self._rates(data.get("fx") or {}),
            costs=tuple(self._costs(data)),
            allocation=self._allocation(data.get("allocation") or {}),
            facts=self._facts(data.get("facts") or {}, None),
            interpretations={str(k): str(v) for k, v in (data.get("interpretations") or {}).items()},
            found=tuple(self.found),
        )

    def _wrong(self, field: str, zh: str, en: str) -> None:
        self.problems.append(Problem(Text(f"{field} {zh}", f"{field} {en}"), field=field))

    def _names(self, data: Mapping[str, Any], known: frozenset[str], line: str | None) -> None:
        """A name that is none of ``known`` and no mere label may be a slip of the pen: it is told, not passed over."""
        for name in sorted(str(n) for n, value in data.items() if value not in (None, "") and n not in known and n not in LABELLING):
            why = Text("進口資料沒有此欄位，未採用", "a consignment has no such field; it was not used")
            self._find(line, name, same(name), why, Text("名稱是否正確？", "Is the name right?"), blocks=False)

    def _words(self, data: Mapping[str, Any], field: str, required: bool = False) -> str:
        value = data.get(field)
        if value is None or value == "":
            if required:
                self._wrong(field, "未填", "is missing")
            return ""
        return str(value).strip()

    def _day(self, data: Mapping[str, Any]) -> date:
        value = data.get("date")
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self._wrong("date", "須為 YYYY-MM-DD 之日期", "must be a date, YYYY-MM-DD")
            return date.min

    def _term(self, data: Mapping[str, Any]) -> tuple[str, int]:
        words = self._words(data, "incoterm", required=True).upper()
        match = re.fullmatch(r"([A-Z]{3})(?:\s*(?:INCOTERMS)?\s*(2010|2020))?", words)
        if words and not match:
            self._wrong("incoterm", f"「{words}」不是貿易條件代碼", f"“{words}” is not an Incoterm code")
        edition = data.get("incoterms_edition") or (match and match[2]) or 0
        return (match[1] if match else "", int(edition) if str(edition).isdigit() else 0)

    def _currency(self, value: object, field: str) -> str:
        words = str(value or "").strip().upper()
        if not re.fullmatch("[A-Z]{3}", words):
            self._wrong(field, "須為 ISO 4217 幣別代碼", "must be an ISO 4217 currency code")
        return words

    def _amount(self, value: object, field: str, what: Text) -> Fraction | None:
        """A number of the whole entry from 0 on; ``None`` when it is none, which is told as an open question."""
        try:
            number = exact(value)
        except (ValueError, ZeroDivisionError):
            number = Fraction(-1)
            why = Text(f"「{value}」不是數字", f"“{value}” is not a number")
        else:
            why = Text(f"不得為負數（{value}）", f"it must not be negative ({value})")
        if number >= 0:
            return number
        self._find(None, field, what, why, Text("{w}應為多少？", "What should the {w} be?").format(w=what.inside))
        return None

    def _rates(self, data: Mapping[str, Any]) -> dict[str, Fraction]:
        what = Text("匯率", "Exchange rate")
        rates = {self._currency(code, f"fx.{code}"): self._amount(_shortened(value), f"fx.{code}", what) for code, value in data.items()}
        for code, value in rates.items():
            if value == 0:
                why = Text("匯率不得為 0", "it must not be 0")
                self._find(None, f"fx.{code}", what, why, Text("{w}應為多少？", "What should it be?").format(w=what))
        return {code: value for code, value in rates.items() if value}

    def _costs(self, data: Mapping[str, Any]) -> list[Cost]:
        rows = [{**data[kind], "kind": kind} for kind in ("freight", "insurance") if isinstance(data.get(kind), Mapping)]
        for kind in ("freight", "insurance"):
            if data.get(kind) is not None and not isinstance(data[kind], Mapping):
                self._wrong(kind, "須含 amount 與 currency", "needs an amount and a currency")
        places = _numbered(rows, data.get("other") or [])
        costs = (self._cost(row, f"other.{i}" if i >= 0 else str(row["kind"])) for i, row in places)
        return [cost for cost in costs if cost]

    def _cost(self, row: Mapping[str, Any], where: str) -> Cost | None:
        kind = self._words(row, "kind")
        if not kind:
            self._wrong(f"{where}.kind", "未填", "is missing")
        dutiable = row.get("dutiable")
        if dutiable is not None and not isinstance(dutiable, bool):
            self._wrong(f"{where}.dutiable", "須為 true 或 false", "must be true or false")
            dutiable = None
        currency = self._currency(row.get("currency"), f"{where}.currency")
        label = {"freight": Text("運費", "Freight"), "insurance": Text("保險費", "Insurance")}.get(kind, same(kind))
        amount = self._amount(row.get("amount"), f"{where}.amount", label)
        return None if amount is None else Cost(kind, amount, currency, dutiable)

    def _allocation(self, data: Mapping[str, Any]) -> dict[str, str]:
        for kind, basis in data.items():
            if basis not in ALLOCATIONS:
                self._wrong(f"allocation.{kind}", "須為 weight、value、quantity 或 volume", "must be weight, value, quantity or volume")
        return {str(kind): str(basis) for kind, basis in data.items()}

    def _lines(self, rows: object) -> tuple[Line, ...]:
        if not isinstance(rows, list) or not rows or not all(isinstance(r, Mapping) for r in rows):
            self._wrong("lines", "至少須有一項", "needs at least one line")
            return ()
        lines = tuple(self._line(row, str(row.get("id") or i)) for i, row in enumerate(rows, 1))
        ids = [line.id for line in lines]
        for name in sorted({i for i in ids if ids.count(i) > 1}):
            self._wrong("lines.id", f"項次 {name} 重複", f"has {name} twice")
        return lines

    def _line(self, row: Mapping[str, Any], name: str) -> Line:
        self._names(row, LINE, name)
        numbers = {field: self._number(row.get(field), name, field) for field in ("value", "quantity", "net_kg", "gross_kg", "volume_m3")}
        rates = row.get("rates") or {}
        return Line(
            id=name,
            code=self._code(row.get("code"), name),
            origin=self._origin(row.get("origin"), name),
            description=str(row.get("description") or ""),
            value=numbers["value"],
            quantity=numbers["quantity"],
            unit=self._unit(row.get("unit"), name),
            net_kg=numbers["net_kg"],
            gross_kg=numbers["gross_kg"],
            volume_m3=numbers["volume_m3"],
            facts=self._facts({**(row.get("facts") or {}), **_claimed_facts(row)}, name),
            rates={str(k): str(v).strip() for k, v in rates.items() if v not in (None, "")},
            claim=_claim(row.get("preference")),
        )

    def _find(self, line: str | None, field: str, what: Text, why: Text, ask: Text, blocks: bool = True) -> None:
        self.found.append(Unresolved(line, field, what, why, ask, blocks))

    def _code(self, value: object, line: str) -> str:
        words = str(value or "").strip()
        code = re.sub(r"[.\-\s]", "", words)
        if re.fullmatch(r"\d{6,14}", code):
            return code
        why = Text(f"「{words}」不是 6 碼以上之稅則號別", f"“{words}” is not a code of six digits or more") if words else _ABSENT
        self._find(
            line, "code", Text("稅則號別", "Commodity code"), why, Text("本項之稅則號別為何？", "What is the commodity code of this line?")
        )
        return ""

    def _origin(self, value: object, line: str) -> str:
        words = str(value or "").strip().upper()
        if not words:
            ask = Text(
                "本項貨物之原產地為何？缺此無法判定稅率欄別", "What is the origin of the goods? Without it the rate column is undecided"
            )
            self._find(line, "origin", Text("原產地", "Origin"), _ABSENT, ask, blocks=False)
        return words

    def _unit(self, value: object, line: str) -> Unit | None:
        try:
            return unit_of(str(value)) if value else None
        except BadInput as error:
            ask = Text("數量之單位為何？請用 UN/ECE Rec 20 代碼", "What is the unit of quantity? Use a UN/ECE Rec 20 code")
            self._find(line, "unit", Text("單位", "Unit"), error.message, ask, blocks=False)
            return None

    def _number(self, value: object, line: str, field: str) -> Fraction | None:
        if value is None or value == "":
            return None
        why = None
        try:
            number = exact(value)
            why = Text(f"不得為負數（{value}）", f"it must not be negative ({value})") if number < 0 else None
        except (ValueError, ZeroDivisionError):
            number, why = Fraction(0), Text(f"「{value}」不是數字", f"“{value}” is not a number")
        if why is None:
            return number
        label = _LABELS[field]
        ask = Text("{f}應為多少？", "What should the {f} be?").format(f=label)
        self._find(line, field, Text(label.zh, label.en.capitalize()), why, ask, blocks=False)
        return None

    def _facts(self, data: Mapping[str, Any], line: str | None) -> dict[str, Fraction]:
        facts = {}
        for name, value in data.items():
            number = self._try(lambda v=value: _fact(v))  # type: ignore[misc]
            if number is None or number < 0:
                why = Text(f"「{value}」不是可用之數值", f"“{value}” is not a usable value")
                ask = Text(f"{name} 應為多少？", f"What should {name} be?")
                self._find(line, f"facts.{name}", same(str(name)), why, ask, blocks=False)
            else:
                facts[str(name)] = number
        return facts

    @staticmethod
    def _try(make: Callable[[], Fraction]) -> Fraction | None:
        try:
            return make()
        except (ValueError, ZeroDivisionError):
            return None


_ABSENT = Text("未提供", "none was given")


def _fact(value: object) -> Fraction:
    if isinstance(value, bool):
        return Fraction(value)
    word = str(value).strip().lower()
    return Fraction(_YES[word]) if word in _YES else exact(value)


def _claim(value: object) -> Claim | None:
    """A claim written as the name of a programme, or as ``{programme, rate, facts}``."""
    if isinstance(value, Mapping):
        name = str(value.get("programme") or value.get("id") or value.get("agreement") or "").strip()
        return Claim(name, str(value.get("rate") or "").strip()) if name or value.get("rate") else None
    return Claim(str(value).strip()) if value else None


def _claimed_facts(row: Mapping[str, Any]) -> Mapping[str, Any]:
    claim = row.get("preference")
    facts = claim.get("facts") if isinstance(claim, Mapping) else None
    return facts if isinstance(facts, Mapping) else {}


def _numbered(first: list[dict[str, Any]], rest: list[Any]) -> list[tuple[int, Mapping[str, Any]]]:
    others = [row if isinstance(row, Mapping) else {"amount": row} for row in rest]
    return [*((-1, row) for row in first), *enumerate(others, 1)]
