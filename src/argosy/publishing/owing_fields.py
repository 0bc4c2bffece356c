"""Fields of the forms about money: amounts, choices, and tables of invoices with what each is paid."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.publishing.market_fields import _said

Make = Callable[[], forms.Field]


def number(zh: str, en: str, *, needed: bool = True, low: str = "0", initial: str | None = None) -> Make:
    """An exact number of at most four decimals, not below ``low``."""
    return lambda: forms.DecimalField(
        label=_said(zh, en),
        required=needed,
        min_value=Decimal(low),
        max_digits=18,
        decimal_places=8,
        initial=initial,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


def figure(zh: str, en: str) -> Make:
    """A figure of a year's accounts: exact, at most four decimals, below zero where it is a loss; left empty when it is not stated."""
    return lambda: forms.DecimalField(
        label=_said(zh, en),
        required=False,
        max_digits=20,
        decimal_places=4,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


def choice(zh: str, en: str, choices: Any, *, needed: bool = True) -> Make:
    """One of some codes."""
    return lambda: forms.ChoiceField(
        label=_said(zh, en),
        required=needed,
        choices=[*([] if needed else [("", "–")]), *((code, _spoken(words)) for code, words in choices)],
    )


def _spoken(words: Any) -> str:
    return _said(words.zh, words.en) if isinstance(words, Text) else str(words)


def hidden(make: Make) -> Make:
    """A field the page fills in."""

    def made() -> forms.Field:
        field = make()
        field.widget = forms.HiddenInput()
        return field

    return made


def paid(rows: list[dict[str, str]]) -> list[tuple[str, Decimal]]:
    """Invoices with what each is paid; ``BadInput`` names a line that has no amount."""
    made = []
    for at, row in enumerate(rows, 1):
        number_, amount = row.get("invoice", "").strip(), row.get("amount", "").replace(",", "").strip()
        try:
            value = Decimal(amount)
        except ArithmeticError:
            value = Decimal("nan")
        if not number_ or not value.is_finite() or value <= 0:
            words = Text("第 {n} 行應為「發票號碼 | 金額」", "Line {n} is 'invoice | amount'").format(n=at)
            raise BadInput(words)
        made.append((number_, value))
    return made
