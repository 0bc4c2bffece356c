"""What a second person is shown to check: each item of the goods beside what else is on file, and where they differ.

An outcome is ``agrees``, ``differs``, ``look`` (only a person can tell) or ``no_data``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from argosy.engines.duty.assessment import AssessedLine, Assessment
from argosy.engines.duty.consignment import Line
from argosy.engines.duty.measures import NOTES, Measure, code_known, line_measures
from argosy.kernel.errors import BadInput
from argosy.kernel.money import decimal_text
from argosy.kernel.quantity import unit_of
from argosy.kernel.rounding import round_to
from argosy.kernel.text import Text, same
from argosy.kernel.wording import number_words
from argosy.records.catalog import queries as catalog
from argosy.records.permission import LOCAL_READER
from argosy.records.reports import queries as reports
from argosy.records.tariffs.queries import last_entries
from argosy.records.tariffs.study.listing import Found
from argosy.records.tariffs.study.models import ApplicabilityStudy, StudyLine
from argosy.rules.pack import Pack

ITEMS: dict[str, Text] = {
    "date": Text("日期與規則時效", "Date and rules in force"),
    "value": Text("完稅價格基礎", "Valuation base"),
    "code": Text("稅則號別位數", "Digits of the code"),
    "unit": Text("單位與數量", "Unit and quantity"),
    "origin": Text("原產地", "Origin"),
    "exclusion": Text("類註章註之排除規定", "Exclusion notes"),
    "ruling": Text("已有之歸列決定", "Classification decisions"),
    "earlier": Text("前次同號別同產地", "Earlier entry, same code and origin"),
    "version": Text("規則版本差異", "Change of rules since"),
}
POINT = Fraction(1, 1000)
"""Effective rates are compared to a tenth of a percentage point."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item to check and what was found. ``line_no`` 0 is the whole entry."""

    line_no: int
    item: str
    outcome: str
    found: Text


def compared(study: ApplicabilityStudy, now: Found, documents: Any) -> Iterator[Item]:
    """Every item of a study. ``documents`` are the references of issued documents, for earlier entries."""
    yield _date(study, now.pack)
    yield _value(study, now.made)
    lines = list(study.lines.all())
    last = last_entries((line.code for line in lines if line.code), study.date, study.order.ref if study.order else "", documents)
    assessed = {x.line.id: x for x in now.made.lines} if now.made else {}
    for line in lines:
        yield _code(study, line)
        yield _unit(line, now.made)
        yield _origin(study, line)
        yield _exclusion(study, line)
        yield _ruling(study, line)
        before = last.get((line.code, line.origin))
        yield _earlier(line, before, assessed.get(str(line.line_no)))
        yield _version(line, before, now.pack, study.date)


def _date(study: ApplicabilityStudy, pack: Pack) -> Item:
    if study.order and study.order.date != study.date:
        words = Text("研究日期 {a}，訂單日期 {b}", "studied for {a}, the order says {b}").format(a=study.date, b=study.order.date)
        return Item(0, "date", "differs", words)
    told = {"d": study.date, "v": f"{pack.id} {pack.version}", "r": pack.review_by}
    if study.date > pack.review_by:
        words = Text("{d} 已逾規則 {v} 之覆核期限 {r}", "{d} is past the review date {r} of rules {v}")
        return Item(0, "date", "differs", words.format(**told))
    return Item(0, "date", "agrees", Text("{d}，規則 {v}，覆核期限 {r}", "{d}, rules {v}, to be reviewed by {r}").format(**told))


def _value(study: ApplicabilityStudy, made: Assessment | None) -> Item:
    if made is None:
        return Item(0, "value", "no_data", Text("無法計算", "it cannot be worked out"))
    gaps = [*(gap.what for gap in made.build_up.unresolved), *(c.message for c in made.conflicts)]
    if gaps:
        words = Text("；".join(g.zh for g in gaps), "; ".join(g.en for g in gaps))
        return Item(0, "value", "differs", Text("{m}。{w}", "{m}. {w}").format(m=made.method, w=words))
    total = number_words(made.totals.customs_value)
    words = Text("{m}，完稅價格合計 {c} {t}", "{m}; customs value {c} {t} in all")
    return Item(0, "value", "agrees", words.format(m=made.method, c=made.pack.currency, t=total))


def _code(study: ApplicabilityStudy, line: StudyLine) -> Item:
    known = {row.line_no: row.code for row in study.order.lines.all()} if study.order else {}
    ordered = known.get(line.line_no, line.code)
    told = {"c": line.code or "—", "o": ordered or "—", "n": len(line.code)}
    if not code_known(line.code):
        return Item(line.line_no, "code", "no_data", Text("「{c}」不是可查之號別", "“{c}” is no code to look up").format(**told))
    if line.code != ordered:
        words = Text("研究為 {c}，訂單為 {o}", "studied as {c}, the order says {o}")
        return Item(line.line_no, "code", "differs", words.format(**told))
    if len(line.code) < 8:
        words = Text("{c} 僅 {n} 碼，未達本國細分", "{c} has {n} digits only: national digits are missing")
        return Item(line.line_no, "code", "look", words.format(**told))
    return Item(line.line_no, "code", "agrees", Text("{c}，{n} 碼", "{c}, {n} digits").format(**told))


def _unit(line: StudyLine, made: Assessment | None) -> Item:
    fields = ("quantity", "unit", "net_kg")
    asked = [gap.ask for gap in made.unresolved if gap.line == str(line.line_no) and gap.field in fields] if made else []
    stated = Text("{q} {u}", "{q} {u}").format(q=f"{line.quantity.normalize():f}" if line.quantity is not None else "—", u=line.unit or "—")
    if asked:
        words = Text("；".join(a.zh for a in asked), "; ".join(a.en for a in asked))
        return Item(line.line_no, "unit", "differs", Text("{s}：{w}", "{s}: {w}").format(s=stated, w=words))
    if line.quantity is None or not line.unit:
        return Item(line.line_no, "unit", "no_data", Text("未填數量或單位", "no quantity or unit is stated"))
    try:
        unit_of(line.unit)
    except BadInput as error:
        return Item(line.line_no, "unit", "differs", error.message)
    return Item(line.line_no, "unit", "agrees", stated)


def _origin(study: ApplicabilityStudy, line: StudyLine) -> Item:
    if not line.origin:
        return Item(line.line_no, "origin", "no_data", Text("未填原產地", "no origin is stated"))
    stored = {row.line_no: row for row in study.order.lines.select_related("product")} if study.order else {}
    row = stored.get(line.line_no)
    others = {"order": row.origin, "product": row.product.origin if row.product else row.origin} if row else {}
    strange = sorted({o for o in others.values() if o and o != line.origin})
    if strange:
        words = Text("研究為 {o}，訂單或商品資料為 {s}", "studied as {o}, order or product say {s}")
        return Item(line.line_no, "origin", "differs", words.format(o=line.origin, s=", ".join(strange)))
    return Item(line.line_no, "origin", "agrees", same(line.origin))


def _exclusion(study: ApplicabilityStudy, line: StudyLine) -> Item:
    words = Text(
        "請閱第 {c} 章及所屬類之註，確認未排除本貨品；歸列依據：{r}",
        "Read the notes of chapter {c} and its section for exclusions; reason given: {r}",
    )
    own = line.code_reason or _decided(study, line)
    reason = same(own) if own else Text("未登錄", "none")
    return Item(line.line_no, "exclusion", "look", words.format(c=line.code[:2] or "—", r=reason))


def _product(study: ApplicabilityStudy, line: StudyLine) -> Any:
    """The product an order line is of, if it is tied to one."""
    stored = {row.line_no: row.product for row in study.order.lines.select_related("product")} if study.order else {}
    return stored.get(line.line_no)


def _decided(study: ApplicabilityStudy, line: StudyLine) -> str:
    """Why its product is classified as it is, where that is the code studied."""
    product = _product(study, line)
    row = catalog.classifications(product.sku, actor=LOCAL_READER).first() if product else None
    return row.rationale if row and line.code.startswith(row.code) else ""


def _ruling(study: ApplicabilityStudy, line: StudyLine) -> Item:
    """The product's own governing decision, else decisions of other goods under the same six digits."""
    product = _product(study, line)
    if product is not None:
        own = catalog.classifications(product.sku, actor=LOCAL_READER).first()
        if own is not None:
            return _against(line, own)
    alike = [
        row
        for row in catalog.decided_under(line.code, actor=LOCAL_READER)
        if row.code.startswith(line.code) or line.code.startswith(row.code)
    ]
    if alike:
        words = Text("其他貨品 {s} 歸列 {c}", "other goods, {s}, stand under {c}").format(s=alike[0].product.sku, c=alike[0].code)
        return Item(line.line_no, "ruling", "look", words)
    return Item(line.line_no, "ruling", "no_data", Text("無歸列紀錄可比", "no classification on file to compare with"))


def _against(line: StudyLine, decision: Any) -> Item:
    told = {"s": decision.product.sku, "c": decision.code, "l": line.code or "—", "d": decision.date}
    if not (line.code.startswith(decision.code) or decision.code.startswith(line.code or "-")):
        words = Text("研究為 {l}，商品 {s} 於 {d} 歸列 {c}", "studied as {l}; product {s} was classified under {c} on {d}")
        return Item(line.line_no, "ruling", "differs", words.format(**told))
    if decision.reviewer_id is None:
        return Item(line.line_no, "ruling", "look", Text("{s} 歸列 {c}，尚未覆核", "{s} under {c}, not reviewed yet").format(**told))
    return Item(line.line_no, "ruling", "agrees", Text("{s} 於 {d} 歸列 {c}，已覆核", "{s} under {c} on {d}, reviewed").format(**told))


def _earlier(line: StudyLine, before: Any, assessed: AssessedLine | None) -> Item:
    if before is None:
        return Item(line.line_no, "earlier", "no_data", Text("無前次試算可比", "no earlier worksheet to compare with"))
    then = {name for name, amount in before.charges.items() if Fraction(amount) > 0 and name != "customs_value"}
    told: dict[str, Any] = {"d": reports.document(before.worksheet.document), "o": before.worksheet.on}
    if assessed is None or assessed.total is None or not assessed.customs_value or not before.customs_value:
        return Item(
            line.line_no,
            "earlier",
            "look",
            Text("{d}（{o}）；本次尚無法計算", "{d} ({o}); this one cannot be worked out yet").format(**told),
        )
    own = {c.row.id for c in assessed.charges if c.amount}
    was, is_ = (
        round_to(x, POINT) for x in (Fraction(before.total) / Fraction(before.customs_value), assessed.total / assessed.customs_value)
    )
    told |= {"w": _percent(was), "n": _percent(is_), "x": _several(sorted((own ^ then) & {c.row.id for c in assessed.charges}), assessed)}
    if abs(was - is_) > POINT:
        words = Text("{d}（{o}）有效稅率 {w}，本次 {n}；相異稅費：{x}", "{d} ({o}) bore {w}, this one {n}; charges that differ: {x}")
        return Item(line.line_no, "earlier", "differs", words.format(**told))
    return Item(
        line.line_no, "earlier", "agrees", Text("{d}（{o}）有效稅率 {w}，本次 {n}", "{d} ({o}) bore {w}, this one {n}").format(**told)
    )


def _percent(rate: Fraction) -> str:
    return f"{decimal_text(rate * 100, 1)}%"


def _several(names: list[str], assessed: AssessedLine) -> Text:
    labels = [c.row.label for c in assessed.charges if c.row.id in names]
    return Text("、".join(t.zh for t in labels), ", ".join(t.en for t in labels)) if labels else Text("無", "none")


def _version(line: StudyLine, before: Any, pack: Pack, on: date) -> Item:
    """What the rules hold for these goods now that they did not hold on the day of the earlier entry, or the other way."""
    if before is None:
        return Item(line.line_no, "version", "no_data", Text("無前次試算可比", "no earlier worksheet to compare with"))
    goods = Line(str(line.line_no), line.code, line.origin)
    then, now = (_told(line_measures(pack, goods, day)) for day in (before.worksheet.on, on))
    changed = sorted({*then.items()} ^ {*now.items()})
    told: dict[str, Any] = {"a": before.worksheet.rulebook, "b": f"{pack.id} {pack.version}", "o": before.worksheet.on, "n": on}
    if changed:
        told["x"] = "、".join(dict.fromkeys(rule for (rule, _), _ in changed))
        words = Text("{o} 至 {n} 規則有異動：{x}（{a} → {b}）", "rules changed between {o} and {n}: {x} ({a} → {b})")
        return Item(line.line_no, "version", "differs", words.format(**told))
    words = Text("{o} 至 {n} 規則無異動（{a} → {b}）", "the same rules on {o} and {n} ({a} → {b})")
    return Item(line.line_no, "version", "agrees", words.format(**told))


def _told(measures: tuple[Measure, ...]) -> dict[tuple[str, str], str]:
    return {(m.rule, m.kind): m.rate for m in measures if m.kind not in NOTES}
