"""A figure: never a bare number. It knows its kind, unit, certainty, formula and where it comes from."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Literal, Self

from pydantic import model_validator

from argosy.kernel.text import Text
from argosy.report.node import Id, Node

Kind = Literal["money", "quantity", "rate", "count", "score", "date", "period", "code", "text", "bool"]
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
FIGURES: frozenset[Kind] = frozenset(("money", "quantity", "rate", "count", "score"))
Status = Literal["actual", "estimate", "forecast", "provisional", "manual"]
Missing = Literal["not_recorded", "not_applicable", "too_few", "source_gap", "stale", "pending"]

MISSING_WORDS: dict[Missing, Text] = {
    "not_recorded": Text("未登錄", "not recorded"), "not_applicable": Text("不適用", "n/a"), "too_few": Text("樣本不足", "too few"),
    "source_gap": Text("來源缺漏", "source gap"), "stale": Text("資料逾期", "stale"), "pending": Text("待補", "pending"),
}  # fmt: skip
STATUS_MARKS: dict[Status, str] = {"actual": "", "estimate": "e", "forecast": "f", "provisional": "p", "manual": "m"}
STATUS_WORDS: dict[Status, Text] = {
    "actual": Text("實際", "actual"), "estimate": Text("估計", "estimate"), "forecast": Text("預測", "forecast"),
    "provisional": Text("暫定", "provisional"), "manual": Text("人工輸入", "entered by hand"),
}  # fmt: skip


class Value(Node):
    """One value on a document.

    ``v`` is a decimal string for figures, an ISO date, a code, or text (plain or bilingual); ``None`` requires ``missing``.
    ``rate`` is a fraction of one (0.175 prints 17.5%). ``unit`` is an ISO 4217 currency for money, a Rec 20 code for a quantity.
    ``expr`` is in the grammar of ``argosy.kernel.expression``; ``trace`` names the rule that explains it; ``cites`` its sources.
    """

    id: Id
    v: str | Text | None = None
    kind: Kind = "text"
    unit: str = ""
    dp: int | None = None
    label: Text | None = None
    missing: Missing | None = None
    status: Status = "actual"
    lo: str | None = None
    hi: str | None = None
    level: str | None = None
    method: Text | None = None
    n: int | None = None
    n_min: int | None = None
    no_interval: Text | None = None
    expr: str | None = None
    trace: Id | None = None
    cites: tuple[Id, ...] = ()
    required: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.v is None) != (self.missing is not None):
            raise ValueError(f"{self.id}: a value is either given or missing for a reason")
        if self.kind in FIGURES and self.v is not None and not (isinstance(self.v, str) and _NUMBER.fullmatch(self.v)):
            raise ValueError(f"{self.id}: {self.v!r} is not a number")
        if self.kind == "date" and isinstance(self.v, str):
            date.fromisoformat(self.v)
        return self

    @property
    def is_figure(self) -> bool:
        """Whether this is a number that must be traceable."""
        return self.kind in FIGURES and self.v is not None

    @property
    def number(self) -> Fraction:
        """The exact number of a figure; ``ValueError`` for anything else."""
        if not isinstance(self.v, str) or self.kind not in FIGURES:
            raise ValueError(f"{self.id} holds no number")
        return Fraction(self.v)
