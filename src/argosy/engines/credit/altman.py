"""Altman's scores of distress in their four forms, from a year of accounts.

Sources: E. I. Altman, Journal of Finance 23 (1968) 589-609 (Z, listed manufacturers); Altman, Corporate Financial Distress (1983), and Altman,
Hartzell and Peck, Emerging Markets Corporate Bonds (1995): Z′ for private manufacturers, Z″ for others, and Z″ + 3.25 for emerging markets.
Ratios are dimensionless; zones are distress below the lower cut, safe above the upper, grey between and on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

LABELS = {
    "working_capital": Text("營運資金／資產總額", "working capital / total assets"), "retained": Text("保留盈餘／資產總額", "retained earnings / total assets"),
    "ebit": Text("息前稅前利益／資產總額", "EBIT / total assets"), "market_equity": Text("股權市值／負債總額", "market value of equity / total liabilities"),
    "book_equity": Text("股東權益／負債總額", "book value of equity / total liabilities"), "sales": Text("營業收入／資產總額", "sales / total assets"),
}  # fmt: skip
ZONES = {"distress": Text("危險", "distress"), "grey": Text("灰色", "grey"), "safe": Text("安全", "safe")}


@dataclass(frozen=True, slots=True)
class Form:
    """One form of the score: weights by ratio, a constant, the cuts of its zones, and whom it is for."""

    key: str
    weights: tuple[tuple[str, Decimal], ...]
    constant: Decimal
    low: Decimal
    high: Decimal
    use: Text


def _weights(**by: str) -> tuple[tuple[str, Decimal], ...]:
    return tuple((name, Decimal(value)) for name, value in by.items())


FORMS = {
    "Z": Form("Z", _weights(working_capital="1.2", retained="1.4", ebit="3.3", market_equity="0.6", sales="1.0"), Decimal(0), Decimal("1.81"), Decimal("2.99"), Text("上市製造業", "listed manufacturers")),
    "Z1": Form("Z1", _weights(working_capital="0.717", retained="0.847", ebit="3.107", book_equity="0.42", sales="0.998"), Decimal(0), Decimal("1.23"), Decimal("2.90"), Text("未上市製造業", "private manufacturers")),
    "Z2": Form("Z2", _weights(working_capital="6.56", retained="3.26", ebit="6.72", book_equity="1.05"), Decimal(0), Decimal("1.10"), Decimal("2.60"), Text("非製造業及未上市公司", "others than manufacturers, listed or not")),
    "Z2E": Form("Z2E", _weights(working_capital="6.56", retained="3.26", ebit="6.72", book_equity="1.05"), Decimal("3.25"), Decimal("4.35"), Decimal("5.85"), Text("新興市場", "emerging markets")),
}  # fmt: skip
NAMES = {"Z": "Z", "Z1": "Z′", "Z2": "Z″", "Z2E": "Z″ + 3.25"}


@dataclass(frozen=True, slots=True)
class Accounts:
    """A year of accounts in one currency and unit; ``None`` is not stated. Book equity is assets less liabilities."""

    current_assets: Decimal | None = None
    current_liabilities: Decimal | None = None
    total_assets: Decimal | None = None
    total_liabilities: Decimal | None = None
    retained_earnings: Decimal | None = None
    ebit: Decimal | None = None
    sales: Decimal | None = None
    market_equity: Decimal | None = None
    manufacturer: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its ratios, weighted terms and zone."""

    form: str
    value: Fraction
    zone: str
    ratios: dict[str, Fraction]

    @property
    def name(self) -> str:
        """The form as it is written: Z, Z′, Z″."""
        return NAMES[self.form]


NEEDS = {
    "working_capital": ("current_assets", "current_liabilities", "total_assets"), "retained": ("retained_earnings", "total_assets"),
    "ebit": ("ebit", "total_assets"), "market_equity": ("market_equity", "total_liabilities"), "book_equity": ("total_assets", "total_liabilities"),
    "sales": ("sales", "total_assets"),
}  # fmt: skip


def missing(accounts: Accounts, form: str) -> list[str]:
    """Figures a form needs that are not stated, or by which it would divide and that are not above zero."""
    needed = {name for ratio, _ in FORMS[form].weights for name in NEEDS[ratio]}
    lacking = {name for name in needed if getattr(accounts, name) is None}
    divisors = needed & {"total_assets", "total_liabilities"}
    return sorted(lacking | {name for name in divisors - lacking if getattr(accounts, name) <= 0})


def applicable(accounts: Accounts) -> str:
    """Which form is for these accounts: Z for a listed manufacturer, Z′ for a private one, Z″ for any other."""
    if not accounts.manufacturer:
        return "Z2"
    return "Z" if accounts.market_equity is not None else "Z1"


def reason(accounts: Accounts) -> Text:
    """Why the applicable form is for these accounts."""
    if not accounts.manufacturer:
        return Text("非製造業：資產週轉因業而異，不計營業收入", "not a manufacturer: turnover differs by trade, so sales are left out")
    if accounts.market_equity is not None:
        return Text("製造業且有股權市值：視為上市公司", "a manufacturer with a market value of equity: listed")
    return Text("製造業而無股權市值：視為未上市公司，以帳面權益計", "a manufacturer without a market value: private, by book equity")


def score(accounts: Accounts, form: str = "") -> Score:
    """The score by a form, the applicable one unless named. ``BadInput`` names what is missing: nothing is assumed for it."""
    form = form or applicable(accounts)
    if form not in FORMS:
        raise BadInput(Text("沒有「{f}」式，可用 {k}", "There is no form '{f}': {k}").format(f=form, k=", ".join(FORMS)))
    if lacking := missing(accounts, form):
        raise BadInput(
            Text("缺少 {n}，無法計算 {f}", "{n} is missing: {f} cannot be worked out").format(n=", ".join(lacking), f=NAMES[form])
        )
    used = FORMS[form]
    ratios = {name: _ratio(accounts, name) for name, _ in used.weights}
    return from_ratios(form, ratios)


def from_ratios(form: str, ratios: dict[str, Fraction]) -> Score:
    """The score of ratios worked out already."""
    used = FORMS[form]
    value = Fraction(used.constant) + sum((Fraction(weight) * ratios[name] for name, weight in used.weights), Fraction(0))
    zone = "distress" if value < used.low else "safe" if value > used.high else "grey"
    return Score(form, value, zone, ratios)


def _ratio(accounts: Accounts, name: str) -> Fraction:
    told = {key: Fraction(getattr(accounts, key) or 0) for key in NEEDS[name]}
    if name == "working_capital":
        return (told["current_assets"] - told["current_liabilities"]) / told["total_assets"]
    if name == "book_equity":
        return (told["total_assets"] - told["total_liabilities"]) / told["total_liabilities"]
    top, bottom = NEEDS[name]
    return told[top] / told[bottom]
