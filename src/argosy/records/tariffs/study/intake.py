"""What a study is made of: goods as somebody describes them, or lines of an order."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Goods:
    """Goods to study. ``codes`` are candidate codes, digits only; ``value`` is at the border as the destination values goods, in ``currency``."""

    description: str
    codes: tuple[str, ...]
    origin: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    value: Decimal | None = None
    currency: str = ""
    net_kg: Decimal | None = None
    rates: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewStudy:
    """A study to be made: of an order (``order`` its reference, ``lines`` some line numbers or none for all), or of ``goods``.

    ``jurisdiction`` and ``date`` are the order's when one is named.
    """

    title: str = ""
    order: str = ""
    lines: tuple[int, ...] = ()
    goods: tuple[Goods, ...] = ()
    jurisdiction: str = ""
    date: date | None = None
    procedure: str = "release"
    flow: str = "import"


def read_goods(data: Any) -> tuple[Goods, ...]:
    """Goods from plain data, a list of objects; ``BadInput`` names every fault with its row. Amounts may be text or numbers."""
    if not isinstance(data, list) or not data:
        raise BadInput(Text("貨物須為物件清單", "Goods are a list of objects"))
    problems: list[Problem] = []
    goods = [_one(n, row, problems) for n, row in enumerate(data, 1)]
    if problems:
        raise BadInput(Text("貨物有 {n} 項錯誤", "{n} faults in the goods").format(n=len(problems)), problems)
    return tuple(g for g in goods if g is not None)


def _one(number: int, row: Any, problems: list[Problem]) -> Goods | None:
    known = {f.name for f in fields(Goods)}
    strange = sorted(set(row) - known) if isinstance(row, dict) else ["?"]
    if strange or not row.get("description"):
        words = Text("須有 description，且無其他欄位：{s}", "needs a description and no other fields: {s}").format(
            s=", ".join(strange) or "-"
        )
        problems.append(Problem(words, where="goods", row=number))
        return None
    given = dict(row)
    codes = given.pop("codes", ())
    amounts = {name: _amount(number, name, given.pop(name, None), problems) for name in ("quantity", "value", "net_kg")}
    return Goods(codes=tuple([codes] if isinstance(codes, str) else map(str, codes)), **amounts, **given)


def _amount(number: int, name: str, value: Any, problems: list[Problem]) -> Decimal | None:
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value))
        if amount.is_finite() and amount >= 0:
            return amount
    except InvalidOperation:
        pass
    problems.append(Problem(Text("「{v}」不是數字", "“{v}” is not a number").format(v=value), where="goods", row=number, field=name))
    return None
