"""What a reader must know beside a verdict: unsure rules, supplier proofs not held, code editions, sums that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from argosy.engines.origin.materials import Trial
from argosy.engines.origin.outcome import join, money
from argosy.engines.origin.verdict import Caution, Verdict
from argosy.kernel.text import Text
from argosy.rules.authority import Authority

IN_USE = 2022  # the edition codes are taken to be written in when nobody says


def cautions(made: Verdict, trial: Trial) -> tuple[Caution, ...]:
    """Every caution of one verdict, the same words once."""
    found = (*_unsure(made), *_claimed(trial), *_edition(made), *_sums(trial), *_scope(made))
    return tuple({c.text: c for c in found}.values())


def _unsure(made: Verdict) -> Iterator[Caution]:
    for row in made.rules:
        if row.authority.confidence == "low":
            text = Text(
                "產品規則「{n}」（{l}）未查得原文，須由人核對",
                "the product rule “{n}” ({l}) was not read in a source; a person must verify it",
            )
            yield Caution("low_confidence", text.format(n=_short(row.text), l=row.authority.legal))
    for authority in _relied(made):
        if authority.confidence == "low":
            text = Text(
                "所據規定（{l}）未查得原文，須由人核對", "the provision relied on ({l}) was not read in a source; a person must verify it"
            )
            yield Caution("low_confidence", text.format(l=authority.legal))
    yield from _stale(made.agreement.authority, made.facts.on, made.agreement.name)


def _relied(made: Verdict) -> Iterator[Authority]:
    yield from (a for _, check in made.steps() for a in check.authorities)
    if _cumulated(made):
        yield made.agreement.cumulation.authority
    yield made.agreement.transport.authority


def _cumulated(made: Verdict) -> bool:
    home = made.agreement.party(made.facts.exporter, made.facts.on)
    codes = home.codes if home else (made.facts.exporter,)
    return any(s.originating and s.material.origin and s.material.origin not in codes for s in made.standings)


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}…"


def _stale(authority: Authority, on: date, name: Text) -> Iterator[Caution]:
    if authority.review_by and on > authority.review_by:
        text = Text("{n} 之規則應於 {d} 前複核", "the rules of {n} were due for review by {d}").format(n=name, d=authority.review_by)
        yield Caution("past_review", text)


def _claimed(trial: Trial) -> Iterator[Caution]:
    without = [s.name for s in trial.standings if s.claimed]
    if without:
        text = Text("下列材料列為原產，惟未備供應商證明：{n}", "counted as originating without a supplier's proof held: {n}")
        yield Caution("supplier_proof", text.format(n=join(without, "、", ", ")))


def _edition(made: Verdict) -> Iterator[Caution]:
    edition, asked = made.agreement.hs_edition, made.facts.hs_edition or IN_USE
    if asked != edition:
        text = Text(
            "規則採 {e} 年版稅則，號列視為 {a} 年版：請核對轉換",
            "the rules are written in HS {e}, the codes are taken to be HS {a}: check the correspondence",
        )
        yield Caution("hs_edition", text.format(e=str(edition), a=str(asked)))


def _sums(trial: Trial) -> Iterator[Caution]:
    price = trial.product.price(trial.agreement.value_base)
    total = sum((s.material.value or Fraction(0) for s in trial.standings), Fraction(0))
    if price is not None and total > price:
        text = Text("材料價值合計 {t} 大於產品價格 {p}，請核對", "the materials add up to {t}, more than the price {p}: check the figures")
        yield Caution("materials_exceed_price", text.format(t=money(total), p=money(price)))


def _scope(made: Verdict) -> Iterator[Caution]:
    if made.agreement.scope_note:
        yield Caution("scope", made.agreement.scope_note)
    if made.agreement.entry_confidence == "low":
        text = Text(
            "{n} 各方生效日未查得原文，須由人核對",
            "the days of entry into force of {n} were not read in a source; a person must verify them",
        )
        yield Caution("entry_dates", text.format(n=made.agreement.name))
    if made.agreement.authority.confidence == "low":
        text = Text(
            "{n} 之一般規定未查得原文，須由人核對", "the general provisions of {n} were not read in a source; a person must verify them"
        )
        yield Caution("low_confidence", text.format(n=made.agreement.name))
