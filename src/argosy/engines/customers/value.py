"""The value of customers from their purchases: one call for everything that is told of them."""

from __future__ import annotations

from dataclasses import dataclass

from argosy.engines.customers import bgnbd
from argosy.engines.customers.comparing import Comparison, compare, naive
from argosy.engines.customers.gammagamma import Worth, expected_value, fit_worth
from argosy.engines.customers.history import UNITS, Floats, Purchases, Summary, summary
from argosy.engines.customers.late import Late, late
from argosy.engines.customers.returning import Chance, returns
from argosy.engines.customers.rfm import Scores, score
from argosy.kernel.text import Text

LEAST = 20
"""Fewest customers for the models of buying to be fitted."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is expected of each customer in ``time`` units: purchases with their 80 % bounds by the model that speaks, by its own rate, and each one's worth."""

    time: float
    model: str
    purchases: Floats
    low: Floats
    high: Floats
    naive: Floats
    alive: Floats | None
    worth: Floats | None
    returns: dict[str, Chance]


@dataclass(frozen=True, slots=True)
class Valued:
    """Everything told of some customers. ``models`` is ``None`` where too few customers bought; ``notes`` say so and what else to mind."""

    bought: Purchases
    told: Summary
    scores: Scores
    models: bgnbd.Buying | None
    worth: Worth | None
    ahead: Ahead
    comparison: Comparison
    late: list[Late]
    notes: tuple[Text, ...]


def value(bought: Purchases, *, unit: str = "week", horizon: int = 91, holdout: int | None = None) -> Valued:
    """RFM, models, forecasts for ``horizon`` days, the comparison out of time, and who is late to reorder."""
    told = summary(bought, unit)
    models = bgnbd.fit(told) if told.n >= LEAST and told.x.sum() > 0 else None
    worth = fit_worth(told)
    return Valued(
        bought, told, score(told), models, worth, _ahead(bought, told, models, worth, horizon / UNITS[unit]), compare(bought, unit, holdout), late(bought.days, bought.last),
        _notes(told, models, worth),
    )  # fmt: skip


def _ahead(bought: Purchases, told: Summary, models: bgnbd.Buying | None, worth: Worth | None, time: float) -> Ahead:
    own = naive(told, time)
    coming = returns(bought, told.unit, time)
    spent = None if worth is None else expected_value(told, worth)
    if models is None:
        nothing = own * float("nan")
        return Ahead(time, "naive", own, nothing, nothing, own, None, spent, coming)
    if models.boundary:
        low, high = bgnbd.interval_plain(told, models.nbd, time)
        return Ahead(time, "nbd", bgnbd.expected_plain(told, models.nbd, time), low, high, own, None, spent, coming)
    low, high = bgnbd.interval(told, models.full, time)
    return Ahead(time, "bgnbd", bgnbd.expected(told, models.full, time), low, high, own, bgnbd.alive(told, models.full), spent, coming)


def _notes(told: Summary, models: bgnbd.Buying | None, worth: Worth | None) -> tuple[Text, ...]:
    found = []
    if models is None:
        words = Text(
            "樣本不足：{n} 位客戶，至少 {least} 位且有再購者方估計模型",
            "Too few customers for the models: {n}; they take {least}, some buying again",
        )
        found.append(words.format(n=told.n, least=LEAST))
    elif models.boundary:
        words = Text(
            "BG/NBD 於邊界：資料未顯示客戶流失（平均流失機率 {d}，對數概似僅增 {g}），無內部最適解。改用無流失之 NBD，並以過去沉默客戶之實際回購率判斷；不列存活機率。",
            "BG/NBD is on its boundary: the data show no dropping out (mean chance {d}, log-likelihood gains only {g}), so there is no optimum inside. "
            "The NBD without dropout speaks instead, with how often silent customers did come back; no chance of being alive is given.",
        )
        found.append(words.format(d=f"{models.dropout:.2g}", g=f"{models.gain:.2f}"))
    if worth is None:
        found.append(
            Text("再購客戶不足或金額皆同，未估計 Gamma-Gamma", "Too few customers bought again, or all for the same amount: no Gamma-Gamma")
        )
    else:
        found += _worth_notes(worth)
    return tuple(found)


def _worth_notes(worth: Worth) -> list[Text]:
    found = []
    if worth.infinite:
        found.append(
            Text("Gamma-Gamma 之 q ≤ 1，全體平均不存在；無再購者不列單價", "Gamma-Gamma: q is at most 1, so no mean over all customers exists; customers without repeats have none")
        )  # fmt: skip
    if abs(worth.correlation) > 0.3:
        words = Text(
            "再購次數與單價相關 {c}，Gamma-Gamma 假設兩者無關，結果宜保守",
            "Frequency and value correlate at {c}; Gamma-Gamma takes them to be unrelated, so read it with care",
        )
        found.append(words.format(c=f"{worth.correlation:.2f}"))
    return found
