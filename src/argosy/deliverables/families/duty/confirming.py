"""What a duty worksheet needs confirmed by somebody who knows, before it is approved: the firm's own rules, from its settings."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from argosy.deliverables.families.duty.facts import Facts
from argosy.engines.duty.answer import money_text
from argosy.kernel.errors import BadInput, NotFound
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.kernel.wording import number_words
from argosy.records.catalog import queries as catalog
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reports import queries as reports
from argosy.records.reports.needs import Needed
from argosy.records.tariffs import queries as tariffs
from argosy.records.tariffs.study import queries as studies

HEADING = 6
"""Digits of the Harmonized System: what a new code is judged by, whatever a country adds to it."""


def confirmations(facts: Facts) -> tuple[Needed, ...]:
    """The rules that this worksheet meets: a high total, codes new to the firm, trade remedies, disputed rules."""
    rules = (("total", _total), ("new_code", _codes), ("remedy", _remedies), ("interpretation", _readings))
    subjects = _subjects(facts)
    on = facts.consignment.date
    asked = {name: reference.setting(f"tariffs.confirm_{name}", on) for name, _ in rules}
    return tuple(
        Needed(key, matter, why, question, subjects)
        for name, rule in rules
        if asked[name] != "no"
        for key, matter, why, question in rule(facts, asked[name])
    )


Found = Iterator[tuple[str, str, Text, Text]]


def _subjects(facts: Facts) -> tuple[str, ...]:
    order = tariffs.order(facts.ref)
    return (order.reference, *(study.reference for study in studies.of_order(facts.ref)))


def _total(facts: Facts, limit: str) -> Found:
    """The total in the firm's own currency; one that cannot be converted is put to somebody too."""
    payable = facts.result.payable
    if payable is None:
        return
    own, most = facts.pack.currency, _number(limit)
    converted = _in_base(payable, facts)
    if converted is not None and converted <= most:
        return
    matter, told = f"{own} {money_text(payable, own)}", f"{own} {number_words(payable)}"
    base = reference.firm().base_currency
    why = Text("應納稅費 {m}，逾 {b} {l}", "{m} payable, above {b} {l}").format(m=told, b=base, l=number_words(most))
    if converted is None:
        why = Text("應納稅費 {m}，無匯率可與 {b} {l} 比較", "{m} payable, and no rate to compare it with {b} {l}").format(
            m=told, b=base, l=number_words(most)
        )
    ask = Text("應納稅費 {m} 是否正確？", "Is {m} payable right?").format(m=told)
    yield "total", matter, why, ask


def _number(limit: str) -> Fraction:
    try:
        return Fraction(limit)
    except ValueError as error:
        words = Text(
            "設定 tariffs.confirm_total 須為數字或 no，而非「{v}」", "Setting tariffs.confirm_total takes a number or no, not “{v}”"
        )
        raise BadInput(words.format(v=limit)) from error


def _in_base(amount: Fraction, facts: Facts) -> Fraction | None:
    if facts.pack.currency == reference.firm().base_currency:
        return amount
    try:
        return amount * Fraction(reference.rate(facts.pack.currency, facts.consignment.date).rate)
    except NotFound:
        return None


def _codes(facts: Facts, asked: str) -> Found:
    """Codes the firm has no issued worksheet, reviewed classification or checked study of, by their six digits.

    A firm with none of these at all has no past to be new to: then the rule says nothing.
    """
    codes = {g.code: g for g in reversed(facts.goods) if g.code}
    known = tariffs.issued_headings(reports.issued_until(tariffs.first_computed(facts.ref)).values_list("document__ref"))
    known |= catalog.reviewed_headings(actor=LOCAL_READER) | studies.checked_headings()
    if not known:
        return
    for goods in (g for code, g in sorted(codes.items()) if code[:HEADING] not in known):
        words = {"c": goods.code, "n": goods.id}
        why = Text("第 {n} 項稅則號別 {c} 為本公司首次使用", "Line {n}: code {c} is new to the firm").format(**words)
        yield (
            f"code:{goods.code}",
            goods.code,
            why,
            Text("第 {n} 項歸列 {c} 是否正確？", "Is line {n} rightly classified under {c}?").format(**words),
        )


def _remedies(facts: Facts, asked: str) -> Found:
    """Anti-dumping, countervailing, safeguard and the like that are due, or not known, on a line."""
    for goods, line in zip(facts.goods, facts.result.made.lines, strict=True):
        for charge in line.charges:
            if charge.row.kind == "remedy" and charge.applicable and charge.amount != 0:
                words = {"n": goods.id, "c": charge.row.label}
                why = Text("第 {n} 項涉及{c}", "Line {n} bears {c}").format(**words)
                ask = Text("第 {n} 項是否適用{c}，稅率是否正確？", "Does {c} apply to line {n}, and at this rate?").format(**words)
                amount = "?" if charge.amount is None else decimal_text(charge.amount)
                matter = f"{goods.code} {goods.origin} {charge.rate_text or charge.row.rule} {amount}"[:200]
                yield f"remedy:{goods.id}:{charge.row.id}"[:80], matter, why, ask


def _readings(facts: Facts, asked: str) -> Found:
    """Disputed rules where the readings come to different amounts."""
    for reading in facts.result.made.readings:
        if len(set(reading.payable)) > 1:
            used = reading.rule.choices[reading.used]
            why = Text("「{r}」解釋不一，本表採「{c}」", "“{r}” is read in more than one way; “{c}” is used").format(
                r=reading.rule.label, c=used.label
            )
            ask = Text("「{r}」採「{c}」是否妥當？", "Is it right to read “{r}” as “{c}”?").format(r=reading.rule.label, c=used.label)
            yield f"reading:{reading.rule.id}"[:80], used.id, why, ask
