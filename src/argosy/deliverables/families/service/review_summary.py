"""Section 1 of the service review, and its checks SV1 to SV4."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families import lacking
from argosy.deliverables.families.market.figures import count, figure
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.service import returned
from argosy.deliverables.families.service.cells import value
from argosy.deliverables.families.service.deciding import consulted, earlier, recent, tracked
from argosy.deliverables.families.service.levels import SOURCES, VERDICTS
from argosy.deliverables.families.service.problems import above, causes, said, stands_out
from argosy.deliverables.families.service.results import moved, verdict
from argosy.deliverables.families.service.review_facts import CASES, DECISIONS, STANDARDS, ReviewFacts, Standard
from argosy.kernel.text import Text, same
from argosy.report.checks import Hit
from argosy.report.model import Report, Section
from argosy.report.prose import plain, prose
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph
from argosy.report.words import Verdict as Light

TITLE = Text("摘要", "Summary")
LEAST_RATE = 0.2
SHOWN = ("answer", "close", "otif", "csat", "nps")
LIGHTS: dict[str, Light] = {"met": "good", "near": "near", "missed": "bad", "unmeasured": "none"}


def section(facts: ReviewFacts) -> Section:
    """Conclusion, key figures, decision asked."""
    blocks = (conclusion(facts), key_figures(facts), decision(facts))
    return lacking.told(Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks), facts.lacks)


def missed(facts: ReviewFacts) -> list[Standard]:
    """Standards that were missed."""
    return [one for one in facts.standards if one.now.verdict == "missed"]


def key_figures(facts: ReviewFacts) -> KeyFigures:
    """First answer, close, delivery, satisfaction, recommendation, each against its standard; and complaints."""
    items = []
    for measure in SHOWN:
        one = next((s for s in facts.standards if s.measure == measure), None)
        if one is None:
            continue
        told = value(f"key.{measure}", one.now.estimate, "score", "standard", (SOURCES[measure][1],), one.name, dp=1)
        target = figure(f"key.{measure}_target", one.target, "score", Text("標準", "Standard"), dp=1, trace="target", cites=(STANDARDS,))
        sub = plain(Text(f"單位 {one.unit}", f"in {one.unit}"))
        items.append(
            KeyFigure(
                label=one.name,
                value=told,
                target=target,
                verdict=LIGHTS[one.now.verdict],
                verdict_words=unmarked(VERDICTS[one.now.verdict]),
                sub=sub,
            )
        )
    items.append(
        KeyFigure(
            label=Text("客訴", "Complaints"),
            value=count(
                "key.complaints",
                _known(facts, lacking.CASES, len(facts.complaints)),
                Text("客訴", "Complaints"),
                cites=(CASES,),
                missing="not_recorded",
            ),
        )
    )
    items.append(KeyFigure(label=Text("未達標準", "Standards missed"), value=count("key.missed", _known(facts, lacking.STANDARDS, len(missed(facts))), Text("未達標準", "Standards missed"), cites=(STANDARDS,), missing="not_recorded"), sub=plain(Text(f"共 {len(facts.standards)} 項", f"of {len(facts.standards)}"))))  # fmt: skip
    return KeyFigures(id="key", items=tuple(items[:8]))


def _known(facts: ReviewFacts, lack: lacking.Lack, number: int) -> int | None:
    """A count, unless there is nothing to count."""
    return None if lack in facts.lacks else number


def unmarked(told: Text) -> Text:
    """A verdict without its mark, which a key figure draws itself."""
    return Text(told.zh[2:], told.en[2:])


def conclusion(facts: ReviewFacts) -> Paragraph:
    """Which standards were missed, what customers complain of, and what the survey can and cannot say."""
    names = missed(facts)
    zh = f"{len(facts.standards)} 項服務標準中 **[[key.missed]]** 項未達" + (
        f"：{'、'.join(one.name.zh for one in names)}。" if names else "。"
    )
    en = f"**[[key.missed]]** of {len(facts.standards)} standards were missed" + (
        f": {'; '.join(one.name.en for one in names)}. " if names else ". "
    )
    if not facts.standards:
        zh, en = "尚未設定服務標準，無從判斷是否達標。", "No service standard is set, so nothing can be told met or missed. "
    found = causes(facts)
    if found:
        first = said(found[0].name)
        zh += f"客訴 [[key.complaints]] 件，首要原因為**{first.zh}**（{found[0].k} 件）。"
        en += f"Of [[key.complaints]] complaints the commonest cause is **{first.en}** ({found[0].k}). "
    for one in [g for g in facts.goods if above(g)][:1]:
        zh += f"{one.sku} 退貨率{stands_out(one).zh.removeprefix('▲ ')}。"
        en += f"Returns of {one.sku} are {stands_out(one).en.removeprefix('▲ ')}. "
    if facts.wave is not None and facts.before is not None and any(q.key == "delivery" for q in facts.wave.questions):
        change = moved(facts.wave, facts.before, "delivery")
        if change.before.value is not None and change.after.value is not None:
            zh += f"交期分數由 {change.before.value:.2f} 至 {change.after.value:.2f}：{verdict(change, facts.before).zh}。"
            en += f"The score for delivery went from {change.before.value:.2f} to {change.after.value:.2f}: {verdict(change, facts.before).en}."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def decision(facts: ReviewFacts) -> Fields:
    """Approve the actions for what was missed; say what is not followed up."""
    loose = [one.ref for one in earlier(facts) if not tracked(one, facts)]
    items = (
        valued("decision.missed", Text("、".join(o.name.zh for o in missed(facts)) or "無", "; ".join(o.name.en for o in missed(facts)) or "none"), Text("未達標準", "Missed"), cites=(STANDARDS,)),
        count("decision.open", sum(one.result is None for one in facts.actions), Text("進行中之對策", "Actions under way"), cites=(DECISIONS,)),
        valued("decision.loose", same("、".join(loose)) if loose else Text("無", "none"), Text("未追蹤之決策", "Decisions not followed up"), cites=(DECISIONS,)),
    )  # fmt: skip
    return Fields(
        id="decision",
        style="decision",
        question=Text("請主管決定", "For decision"),
        answer=plain(Text("核准未達標準之對策與資源", "Approve actions and resources for the standards missed")),
        items=items,
    )


def check(facts: ReviewFacts, report: Report) -> list[Hit]:
    """SV1 to SV4."""
    return [hit for rule in (_unmeasured, _unasked, _loose, _few) for hit in rule(facts)]


def _unmeasured(facts: ReviewFacts) -> Iterator[Hit]:
    yield from (
        Hit("SV1", (f"levels.{one.code}.actual",), {"標準": one.name}) for one in facts.standards if one.now.verdict == "unmeasured"
    )


def _unasked(facts: ReviewFacts) -> Iterator[Hit]:
    yield from (
        Hit("SV2", (f"decided.{one.ref.replace('-', '_')}_1.asked",), {"決策": same(one.ref)})
        for one in recent(facts)
        if not consulted(one)
    )


def _loose(facts: ReviewFacts) -> Iterator[Hit]:
    yield from (
        Hit("SV3", (f"followed.{one.ref.replace('-', '_')}.on",), {"決議": same(one.ref)})
        for one in earlier(facts)
        if not tracked(one, facts)
    )


def _few(facts: ReviewFacts) -> Iterator[Hit]:
    if facts.wave is None:
        return
    found = returned.rate(facts.wave)
    if found.value is not None and found.value < LEAST_RATE:
        yield Hit("SV4", ("survey.rate",), {"％": same(f"{found.value:.1%}")})
