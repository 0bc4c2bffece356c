"""The applicability studies of the sample firm, and the questions its people put to each other."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from argosy.records.clock import at
from argosy.records.people import consulting
from argosy.records.people import queries as people
from argosy.records.people.models import Person
from argosy.records.tariffs import queries as orders
from argosy.records.tariffs.study import actions, checking, choosing, queries
from argosy.records.tariffs.study.intake import NewStudy

APPLIES, NOT = "applies", "not"
# What a coordinator decides of each measure, and why; the excise of a line depends on what the goods are.
REASONS: dict[str, tuple[str, str]] = {
    "duty": (APPLIES, "一般進口貨物，依第 1 欄稅率課徵；無優惠協定可主張"),
    "anti_dumping": (NOT, "查關務署反傾銷稅課徵清單，無此號別與國家"),
    "countervailing": (NOT, "查關務署平衡稅課徵清單，無此號別與國家"),
    "safeguard": (NOT, "查關務署防衛措施清單，無此號別"),
    "commodity_tax": (APPLIES, "飲料品，貨物稅條例第 8 條"),
    "alcohol_tax": (APPLIES, "其他釀造酒，菸酒稅法第 8 條，按酒精度計"),
    "vat": (APPLIES, "進口貨物，由海關代徵"),
    "tps": (APPLIES, "整份報單，達起收額"),
    "low_value": (NOT, "含酒類且逾 2,000 元"),
}
NO_COMMODITY_TAX = (NOT, "酒類課菸酒稅，不課貨物稅")
NOT_CLAIMED = (NOT, "一般進口放行，未主張此方案")
AGREED = "已對照訂單與前次報單"
QUESTION = "梅子發酵酒酒精度 8 度，歸列 2206.00.90 並按其他釀造酒課菸酒稅是否妥當？"
ANSWER = "型錄與檢驗報告均載酒精度 8.0%，未添加酒精，歸列 2206 無誤。"
PENDING = "第 2 項梅子發酵酒之檢驗報告是否可於報關前取得？原廠酒標未載酒精度。"


def checked_study() -> None:
    """The study of the reference order: decided, asked about, checked by another before its worksheet was made."""
    who = _cast()
    study = _decided(who, "OF-0003", "2026-06-22T09:20")
    _asked_and_answered(who, study)
    with at(_moment("2026-06-22T09:45")):
        checking.send_study(actor=who["cs1"], ref=study)
    with at(_moment("2026-06-22T09:55")):
        verdicts = {row.pk: ("agree", AGREED) for row in queries.checks(queries.study(study))}
        checking.check_study(actor=who["cs2"], ref=study, verdicts=verdicts)


def begun_study() -> None:
    """A study of case 02, not decided yet, and a question to the lawyers that waits."""
    who = _cast()
    with at(_moment("2026-06-29T15:20")):
        actions.make_study(actor=who["cs1"], new=NewStudy(order="OF-0002"))
        order = orders.order("OF-0002")
        consulting.ask(actor=who["cs1"], subject=order.reference, name=order.ref, question=PENDING, due=date(2026, 7, 3), role="LGL")


BEFORE = {"OF-0003": checked_study, "OF-0002": begun_study}
"""What was done before the worksheet of an order was begun."""


def _cast() -> dict[str, Person]:
    return {login: people.person(login) for login in ("cs1", "cs2", "tm2", "lgl")}


def _decided(who: dict[str, Person], order: str, moment: str) -> str:
    with at(_moment(moment)):
        study = actions.make_study(actor=who["cs1"], new=NewStudy(order=order))
        drinks = {m.line_no for m in queries.measures(study) if m.subject == "alcohol_tax"}
        decisions = {m.place: _decision(m.subject, m.line_no in drinks) for m in queries.measures(study) if m.kind not in actions.UNDECIDED}
        actions.mark_measures(actor=who["cs1"], ref=study.ref, decisions=decisions)
        choosing.choose_option(actor=who["cs1"], ref=study.ref, programme="as_declared", reason="日本無優惠協定，逾低價免稅限額")
    return study.ref


def _decision(subject: str, alcoholic: bool) -> tuple[str, str]:
    return NO_COMMODITY_TAX if subject == "commodity_tax" and alcoholic else REASONS.get(subject, NOT_CLAIMED)


def _asked_and_answered(who: dict[str, Person], ref: str) -> None:
    row = queries.study(ref)
    with at(_moment("2026-06-22T09:30")):
        asked = consulting.ask(
            actor=who["cs1"], subject=row.reference, name=ref, question=QUESTION, due=date(2026, 6, 22), person="tm2", matters={"code:2206009000": "2206009000"}
        )  # fmt: skip
    with at(_moment("2026-06-22T09:40")):
        consulting.answer(actor=who["tm2"], consultation=asked.pk, words=ANSWER, stance="confirms", effect="無，維持原歸列")


def _moment(local: str) -> datetime:
    moment: datetime = timezone.make_aware(datetime.fromisoformat(local))
    return moment
