"""The conditions beside the product rule: more than minimal operations, the way of transport, the proof, the time of the claim."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from argosy.engines.origin.facts import Facts
from argosy.engines.origin.outcome import Ask, Check, Met, either, join, money, said
from argosy.kernel.text import NOTHING, Text
from argosy.rules.origin.agreement import Agreement, Proof, Waiver

Names = Mapping[str, Text]
PROOF_WORDS: dict[str, Text] = {
    "certificate_of_origin": Text("原產地證明書", "certificate of origin"),
    "origin_declaration": Text("原產地聲明", "origin declaration"),
    "approved_exporter_declaration": Text("核准出口人原產地聲明", "declaration by an approved exporter"),
    "self_certification": Text("自行簽具之原產地證明", "self-certification of origin"),
    "importers_knowledge": Text("進口人之認知", "importer's knowledge"),
    "rex_statement": Text("登記出口人（REX）聲明", "statement by a registered exporter (REX)"),
    "movement_certificate": Text("流通證明 EUR.1", "movement certificate EUR.1"),
}


def sufficient(agreement: Agreement, facts: Facts, names: Names, rests_on_any: bool) -> Check:
    """Whether more was done than operations that never suffice. Unknown only blocks where the product rule asks nothing else."""
    label = Text("加工超出不足以取得原產之作業", "working goes beyond insufficient operations")
    done = [name for name, yes in facts.processes.items() if yes]
    if not agreement.insufficient:
        return Check("operations", label, True, Text("協定未列不足作業", "the agreement lists no insufficient operations"))
    beyond = [name for name in done if name not in agreement.insufficient]
    if beyond:
        return Check("operations", label, True, Text("已進行：{n}", "carried out: {n}").format(n=_list(beyond, names)))
    if done:
        words = Text("僅進行不足作業：{n}", "only insufficient operations: {n}").format(n=_list(done, names))
        fix = Text("於締約方境內進行超出上述作業之加工", "carry out working beyond these operations in the territory")
        return Check("operations", label, False, words, fixes=(fix,))
    ask = Ask("processes", Text("於締約方境內進行哪些製程？", "Which processes are carried out in the territory?"))
    return Check(
        "operations", label, None if rests_on_any else True, Text("未述製程，請確認", "no process is stated: confirm it"), asks=(ask,)
    )


def carried(agreement: Agreement, facts: Facts, names: Names) -> Check:
    """Direct transport or non-alteration."""
    way, rule = facts.journey, agreement.transport
    label = Text("直接運輸", "direct transport") if rule.kind == "direct" else Text("運送途中未經改變", "not altered on the way")
    if rule.kind == "none":
        return Check("transport", label, True, Text("協定未訂", "the agreement asks nothing"))
    if way.direct or (way.direct is None and way.via and not _outside(agreement, facts)):
        return Check("transport", label, True, Text("未經非締約方", "through no territory outside the agreement"))
    if way.direct is None and not way.via:
        ask = Ask("transport", Text("是否直接運至？經由哪些地方？", "Is it shipped directly? Through which territories?"))
        return Check("transport", label, None, gap=ask.question, asks=(ask,))
    return _through(agreement, facts, label, names)


def _outside(agreement: Agreement, facts: Facts) -> list[str]:
    members = set(agreement.members(facts.on))
    return [v for v in facts.journey.via if v not in members]


def _through(agreement: Agreement, facts: Facts, label: Text, names: Names) -> Check:
    way, rule = facts.journey, agreement.transport
    control = way.customs_control if rule.customs_control else True
    done = way.operations
    beyond = [o for o in done or () if o not in rule.allowed]
    plain: Met = None if done is None else not beyond
    met: Met = False if control is False or plain is False else None if None in (control, plain) else True
    said_via = Text("經 {v}", "through {v}").format(v="、".join(way.via) or "?")
    facts_said = [said_via] + ([Text("作業：{n}", "operations: {n}").format(n=_list(list(done), names))] if done else [])
    asks = []
    if control is None:
        asks.append(
            Ask(
                "transport.customs_control",
                Text("於第三地是否始終在海關控制之下？", "Did it stay under customs control in the third territory?"),
            )
        )
    if done is None:
        asks.append(Ask("transport.operations", Text("於第三地進行哪些作業？", "What was done to the goods in the third territory?")))
    gap = NOTHING if met is not False else _why(control, beyond, names)
    return Check("transport", label, met, join(facts_said), gap, tuple(asks))


def _why(control: Met, beyond: list[str], names: Names) -> Text:
    if beyond:
        return Text("途中作業逾越所准：{n}", "operations on the way beyond those allowed: {n}").format(n=_list(beyond, names))
    return Text("未在海關控制之下", "it left customs control")


def proven(agreement: Agreement, facts: Facts) -> Check:
    """Whether the proof held is one the importing party takes, in time and for this value."""
    label = Text("原產地證明", "proof of origin")
    waived = _waived(agreement, facts)
    if waived:
        words = Text("貨值 {v} {c} 以下，免具證明", "no proof is needed up to {c} {v}")
        return Check("proof", label, True, words.format(v=money(waived.amount), c=waived.currency))
    accepted = [p for p in agreement.proofs if p.holds(_party(agreement, facts), facts.on)]
    if facts.held is None:
        words = Text("可用：{p}", "accepted: {p}").format(p=join((_offered(p) for p in accepted), "；", "; "))
        ask = Ask("proof", Text("持有何種原產地證明？日期與號碼？", "Which proof of origin is held, of what date and number?"))
        return Check("proof", label, None, words, Text("未備證明", "no proof is held yet"), (ask,))
    fits = [p for p in accepted if p.kind == facts.held.kind]
    if not fits:
        words = Text("{k} 不為此協定所採", "{k} is not accepted under this agreement").format(k=PROOF_WORDS[facts.held.kind])
        return Check("proof", label, False, words, fixes=tuple(_offered(p) for p in accepted))
    return _timely(fits, facts, label)


def _party(agreement: Agreement, facts: Facts) -> str:
    found = agreement.party(facts.importer, facts.on)
    return found.name if found else facts.importer


def _waived(agreement: Agreement, facts: Facts) -> Waiver | None:
    importer = _party(agreement, facts)
    rows = (w for w in agreement.waivers if not w.parties or importer in w.parties)
    return next(
        (w for w in rows if facts.consignment is not None and facts.consignment_currency == w.currency and facts.consignment <= w.amount),
        None,
    )


def _offered(p: Proof) -> Text:
    months = Text("，有效 {m} 個月", ", valid {m} months").format(m=str(p.months)) if p.months else NOTHING
    limit = Text("，限 {v} {c} 以下", ", up to {c} {v}").format(v=money(p.limit), c=p.currency) if p.limit is not None else NOTHING
    return Text(p.issuer.zh + months.zh + limit.zh, p.issuer.en + months.en + limit.en)


def _timely(fits: list[Proof], facts: Facts, label: Text) -> Check:
    results = [(p, _in_time(p, facts), _in_value(p, facts)) for p in fits]
    best = either(False if False in (t, v) else None if None in (t, v) else True for _, t, v in results)
    p, timely, valued = results[0]
    held = facts.held
    assert held is not None
    number = f" {held.number}" if held.number else ""
    words = [Text("{k}{n}", "{k}{n}").format(k=PROOF_WORDS[p.kind], n=number)]
    if held.on:
        words.append(Text("日期 {d}", "dated {d}").format(d=held.on))
    if held.on and p.months:
        words.append(Text("有效至 {d}", "valid to {d}").format(d=_after(held.on, p.months)))
    asks = []
    if timely is None:
        asks.append(Ask("proof.date", Text("證明之日期為何？", "What is the date of the proof?")))
    if valued is None:
        asks.append(Ask("consignment", Text("貨批總值（{c}）為何？", "What is the value of the consignment in {c}?").format(c=p.currency)))
    gap = _late(p, timely, valued)
    return Check("proof", label, best, join([*words, said(best)], "，", ", "), gap, tuple(asks))


def _late(p: Proof, timely: Met, valued: Met) -> Text:
    if timely is False:
        return Text("已逾有效期或日期在後", "it has expired, or is dated later")
    if valued is False and p.limit is not None:
        return Text("貨值逾 {v} {c}，須用其他證明", "the consignment is above {c} {v}: another proof is needed").format(
            v=money(p.limit), c=p.currency
        )
    return NOTHING


def _in_time(p: Proof, facts: Facts) -> Met:
    if not p.months:
        return True
    if facts.held is None or facts.held.on is None:
        return None
    day = facts.claimed_on or facts.on
    return facts.held.on <= day <= _after(facts.held.on, p.months)


def _in_value(p: Proof, facts: Facts) -> Met:
    if p.limit is None:
        return True
    if facts.consignment is None or facts.consignment_currency != p.currency:
        return None
    return facts.consignment <= p.limit


def claimed(agreement: Agreement, facts: Facts) -> Check | None:
    """A claim made after importation, within the months the agreement gives."""
    day, rule = facts.claimed_on, agreement.retrospective
    if day is None or day <= facts.on:
        return None
    label = Text("進口後補行申請", "claim after importation")
    if rule is None or rule.months is None:
        ask = Ask(
            "claimed_on", Text("進口方法令准許補行申請之期限為何？", "Until when does the importing party's law allow a later claim?")
        )
        return Check("claim", label, None, rule.note if rule else NOTHING, asks=(ask,))
    last = _after(facts.on, rule.months)
    words = Text("進口 {a}，申請 {b}，期限 {c}：{m}", "imported {a}, claimed {b}, last day {c}: {m}")
    return Check("claim", label, day <= last, words.format(a=facts.on, b=day, c=last, m=said(day <= last)))


def _after(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _list(names: list[str], words: Names) -> Text:
    return join((words.get(n, Text(n, n)) for n in names), "、", ", ")
