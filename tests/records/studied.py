"""A study and its order, made the way a coordinator would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from argosy.records.tariffs.actions import import_order
from argosy.records.tariffs.intake import NewCost, NewLine, NewOrder
from argosy.records.tariffs.study import actions, checking, queries
from argosy.records.tariffs.study.intake import Goods, NewStudy

DAY = date(2026, 6, 30)
JUICE = Goods("柚子果汁飲料", ("2202991900",), "JP", Decimal(4800), "PCE", Decimal("460800"), "JPY", Decimal(2400))


def line(number: int, code: str, origin: str, price: str, **more: object) -> NewLine:
    return NewLine(number, number + 1, f"Z-{number}", f"goods {number}", code, origin, Decimal(1), "PCE", Decimal(price), **more)  # type: ignore[arg-type]


def zz_order(people, *lines: NewLine) -> str:
    """An order into ZZ: a notebook from Korea, another from China."""
    goods = lines or (line(1, "84713000", "KR", "1000", rates={"duty": "5%"}), line(2, "84713000", "CN", "500", rates={"duty": "5%"}))
    order = NewOrder(
        "zz.csv", "0" * 64, DAY, "FOB", "KRPUS", "AUD", goods, (NewCost("freight", Decimal(100), "AUD"),), jurisdiction="ZZ", title_en="Notebooks"
    )  # fmt: skip
    return import_order(actor=people["cs1"], order=order).ref


def study_of(people, order: str = "", **more: object):
    new = NewStudy(order=order, **more) if order else NewStudy(**{"goods": (JUICE,), "jurisdiction": "TW", "date": DAY, **more})  # type: ignore[arg-type]
    return actions.make_study(actor=people["cs1"], new=new)


def decide_all(people, study, login: str = "cs1") -> None:
    """Every measure that is to be decided, decided."""
    places = [m.place for m in queries.measures(study) if m.kind not in actions.UNDECIDED]
    actions.mark_measures(actor=people[login], ref=study.ref, decisions=dict.fromkeys(places, ("applies", "依規定課徵")))


def sent(people, study):
    decide_all(people, study)
    return checking.send_study(actor=people["cs1"], ref=study.ref)


def agree(people, study, login: str = "cs2", note: str = "", only=None):
    """The checker agrees to every item (or to those ``only`` names)."""
    verdicts = {c.pk: ("agree", note) for c in queries.checks(study) if only is None or c.item in only}
    return checking.check_study(actor=people[login], ref=study.ref, verdicts=verdicts)
