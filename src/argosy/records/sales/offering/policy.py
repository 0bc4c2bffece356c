"""What an offer may be: how low, how cheap, how long, at how old a rate; and who may go further. All of it dated settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from argosy.engines.offer.amounts import combined_discount
from argosy.engines.offer.amounts import told as words_of
from argosy.kernel.text import Text
from argosy.records.reference import queries as reference
from argosy.records.reference.known import known

ROLES = ("GM", "TM", "WS", "CS")
NO_LEAVE = Decimal(1000)
_BELOW = Text(
    "第 {n} 項毛利 {margin}% 低於底價 {floor}%，未經核准", "Item {n}: margin {margin}% is below the floor of {floor}%, not approved"
)
_WHOLE_BELOW = Text(
    "整單毛利 {margin}% 低於底價 {floor}%，未經核准", "The whole: margin {margin}% is below the floor of {floor}%, not approved"
)
_BEYOND = Text("第 {n} 項折扣 {discount}% 超過權限 {most}%", "Item {n}: discount {discount}% is beyond the {most}% allowed")
_NO_COST = Text("第 {n} 項成本未登錄，無法核對底價", "Item {n} has no cost, so its price cannot be held against the floor")
_NO_VALIDITY = Text("未填有效期限", "There is no day it is valid to")
_TOO_LONG = Text("有效期限 {days} 天超過公司規定之 {most} 天", "Valid for {days} days; the firm allows {most}")
_NO_PLACE = Text("交貨條件未註明指定地點或國貿條規版本", "The trade term lacks its named place or the edition of Incoterms")
_OLD_RATE = Text("匯率日期 {day} 已逾 {most} 日，請更新匯率", "The exchange rate is of {day}, older than {most} days: take a new one")


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds on a day: percentages as Decimals, days as whole numbers; ``least_margin`` and ``most_discount`` by role."""

    floor: Decimal
    least_margin: dict[str, Decimal]
    most_discount: dict[str, Decimal]
    valid_days: int
    rate_days: int
    bank_days: int

    def own_band(self, roles: Iterable[str]) -> tuple[Decimal, Decimal]:
        """Least margin and most discount that somebody with these roles may give by themselves; no role may give nothing."""
        held = [role for role in roles if role in ROLES]
        least = min((self.least_margin[role] for role in held), default=NO_LEAVE)
        return least, max((self.most_discount[role] for role in held), default=Decimal(0))


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands in the way of an offer, by the check of the document that says it too."""

    check: str
    message: Text
    line: int | None = None


def policy(on: date) -> Policy:
    """The firm's policy on a day, in one reading."""
    own = reference.settings_on(on)

    def told(name: str) -> str:
        return own[name].value if name in own else known(name).default

    return Policy(
        Decimal(told("sales.margin_floor")), {role: Decimal(told(f"sales.least_margin.{role}")) for role in ROLES},
        {role: Decimal(told(f"sales.most_discount.{role}")) for role in ROLES}, int(told("sales.quote_days")), int(told("sales.rate_days")),
        int(told("sales.bank_days")),
    )  # fmt: skip


def percent(value: Decimal) -> Decimal:
    """A share of one as percent with two decimals."""
    return (value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of an offer in percent: by line number, and on the whole; ``None`` where a cost is not known. ``parts`` are
    each line's price and cost in full, in the firm's own currency."""

    lines: dict[int, Decimal | None]
    whole: Decimal | None
    parts: dict[int, tuple[Decimal, Decimal]] = field(default_factory=dict)

    @property
    def least(self) -> Decimal | None:
        """The least of all that are known."""
        return min((m for m in (*self.lines.values(), self.whole) if m is not None), default=None)


def margins(quotation: Any, lines: Sequence[Any], costs: Sequence[Any]) -> Margins:
    """(P − cost) ÷ P: cost is the goods', the line's share (by amount) of what the seller pays under the term, commission and bank cost.

    In the firm's own currency at the quotation's rate; the price is net of discounts and of tax.
    """
    from argosy.engines.offer.terms import payer

    total = sum((line.amount for line in lines), Decimal(0))
    carried = sum((c.amount * c.fx for c in costs if payer(c.kind, quotation.incoterm) == "seller"), Decimal(0))
    extra = (quotation.freight_charged + quotation.insurance_charged) * quotation.fx
    share = ((quotation.commission or 0) + (quotation.bank_cost or 0)) / Decimal(100)
    kept = (100 - quotation.discount) / Decimal(100) * quotation.fx
    if quotation.tax_included:
        kept = kept * 100 / (100 + quotation.tax_rate)
    found: dict[int, Decimal | None] = {}
    parts: dict[int, tuple[Decimal, Decimal]] = {}
    price_sum, cost_sum, whole_known = extra, carried, True
    for line in lines:
        price = line.amount * kept
        price_sum += price
        if line.unit_cost is None:
            found[line.line_no], whole_known = None, False
            continue
        goods = line.unit_cost * line.quantity
        cost_sum += goods
        part = line.amount / total if total else Decimal(0)
        full_price, full_cost = price + extra * part, goods + carried * part
        parts[line.line_no] = (full_price, full_cost)
        found[line.line_no] = percent(1 - full_cost / full_price - share) if full_price else None
    whole = percent(1 - cost_sum / price_sum - share) if price_sum and whole_known else None
    return Margins(found, whole, parts)


def faults(
    quotation: Any, lines: Sequence[Any], made: Margins, terms: Policy, *, roles: Iterable[str], approvals: Iterable[Any], on: date
) -> list[Fault]:
    """Everything QT1 to QT4 and QT8 say of an offer on a day. ``approvals`` widen the band of ``roles``."""
    least, most = terms.own_band(roles)
    floor = terms.floor
    least = min(least, floor)
    for approval in approvals:
        least, most = min(least, approval.least_margin), max(most, approval.most_discount)
    found = [*_margin_faults(lines, made, least, floor), *_discount_faults(quotation, lines, most), *_validity_faults(quotation, terms)]
    if not quotation.place.strip() or not quotation.incoterms:
        found.append(Fault("QT3", _NO_PLACE))
    rate_day = quotation.fx_date or quotation.date
    foreign = quotation.fx != 1
    if foreign and on - rate_day > timedelta(days=terms.rate_days):
        found.append(Fault("QT4", _OLD_RATE.format(day=rate_day, most=terms.rate_days)))
    return found


def _margin_faults(lines: Sequence[Any], made: Margins, least: Decimal, floor: Decimal) -> Iterable[Fault]:
    for line in lines:
        margin = made.lines[line.line_no]
        if margin is None:
            yield Fault("QT1", _NO_COST.format(n=line.line_no), line.line_no)
        elif margin < least:
            yield Fault("QT1", _BELOW.format(n=line.line_no, margin=margin, floor=floor), line.line_no)
    if made.whole is not None and made.whole < least:
        yield Fault("QT1", _WHOLE_BELOW.format(margin=made.whole, floor=floor))


def _discount_faults(quotation: Any, lines: Sequence[Any], most: Decimal) -> Iterable[Fault]:
    for line in lines:
        given = combined_discount(line.discount, quotation.discount)
        if given > most:
            yield Fault("QT8", _BEYOND.format(n=line.line_no, discount=words_of(given), most=most), line.line_no)


def _validity_faults(quotation: Any, terms: Policy) -> Iterable[Fault]:
    if quotation.valid_to is None:
        yield Fault("QT2", _NO_VALIDITY)
    elif (days := (quotation.valid_to - quotation.date).days) > terms.valid_days:
        yield Fault("QT2", _TOO_LONG.format(days=days, most=terms.valid_days))
