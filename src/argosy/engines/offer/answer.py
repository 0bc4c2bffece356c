"""Prices at every term from plain JSON: what ``argosy quote terms`` reads and answers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from argosy.engines.offer.chain import AtTerm, Costs, Markup, break_even_rate, ladder
from argosy.engines.offer.terms import EDITION, table
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_text
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text

_NUMBER = Text("「{name}」應為數字，而非「{value}」", "{name} is a number, not '{value}'")
_SHAPE = Text("應為一個 JSON 物件：goods、costs、margin …", "One JSON object: goods, costs, margin …")
_STRANGE = Text("沒有欄位「{name}」", "There is no field '{name}'")
FIELDS = frozenset({"goods", "costs", "premium", "margin", "commission", "bank", "fx", "currency"})


def ladder_of(data: Any) -> dict[str, Any]:
    """``{goods, costs: {kind: amount}, premium?, margin?, commission?, bank?, fx?, currency?}`` to prices at every term.

    Amounts are in the firm's currency, ``fx`` units of it for one of ``currency``. Shares are of one, or text like ``24%``. ``BadInput`` says what is wrong.
    """
    if not isinstance(data, Mapping) or not isinstance(data.get("costs", {}), Mapping):
        raise BadInput(_SHAPE)
    for name in data:
        if name not in FIELDS:
            raise BadInput(_STRANGE.format(name=name))
    premium = _number("premium", data["premium"]) if data.get("premium") not in (None, "") else None
    costs = Costs(
        _number("goods", data.get("goods")), {kind: _number(kind, amount) for kind, amount in data.get("costs", {}).items()}, premium
    )
    markup = Markup(*(_number(name, data.get(name, 0)) for name in ("margin", "commission", "bank")))
    fx = _number("fx", data["fx"]) if data.get("fx") else None
    return {
        "edition": EDITION, "kept": decimal_text(markup.kept), "terms": [_rung(row, markup, fx) for row in ladder(costs, markup)],
        "who_pays": {kind: row for kind, row in table().items() if kind in costs.lines or (kind == "insurance" and premium is not None)},
    }  # fmt: skip


def _rung(row: AtTerm, markup: Markup, fx: Fraction | None) -> dict[str, Any]:
    cent = Fraction(1, 100)
    found: dict[str, Any] = {
        "term": row.term, "cost": decimal_text(round_to(row.cost, cent), 2), "price": decimal_text(round_to(row.price, cent), 2), "formula": f"({row.formula}) / {decimal_text(markup.kept)}",
        "steps": [{"kind": s.kind, "amount": decimal_text(round_to(s.amount, cent), 2), "reckoned": s.reckoned} for s in row.steps], "buyer": [s.kind for s in row.buyer],
    }  # fmt: skip
    if fx is not None:
        rate = break_even_rate(row.cost, row.price / fx, markup.commission + markup.bank)
        found |= {
            "quoted": decimal_text(round_to(row.price / fx, cent), 2),
            "break_even": decimal_text(round_to(rate, Fraction(1, 10000)), 4),
        }
    return found


def _number(name: str, value: Any) -> Fraction:
    text = str(value).replace(",", "").strip()
    try:
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    except (ValueError, ZeroDivisionError) as wrong:
        raise BadInput(_NUMBER.format(name=name, value=value)) from wrong
