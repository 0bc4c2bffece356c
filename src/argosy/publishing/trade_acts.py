"""What can be done in each room of trade: one table for the pages and the API. The action it calls holds the permission and the rules.

The rooms are ``prices`` (price lists), ``accounts`` (bank accounts), ``programmes``, ``courses`` and ``persons`` (personal data).
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.publishing import market_fields as f
from argosy.publishing.market_acts import Act
from argosy.publishing.owing_fields import choice
from argosy.publishing.service_acts import customer
from argosy.records.coaching.training import actions as training
from argosy.records.coaching.training import queries as training_rows
from argosy.records.coaching.training.models import Course, Programme
from argosy.records.parties import banking_actions as banking
from argosy.records.parties.banking import BankAccount
from argosy.records.parties.models import Contact, Purpose
from argosy.records.parties.privacy import actions as privacy
from argosy.records.parties.queries import parties
from argosy.records.permission import LOCAL_READER
from argosy.records.sales.offering import lists
from argosy.records.sales.offering.models import PriceList

TIERS = f.table(
    "價目（一行一筆，可自試算表直接貼上）", "Prices, one a line; may be pasted from a spreadsheet", ("sku", "from", "price"), needed=True
)
CHANGED = f.table("變更或新增之價目（其餘沿用原表）", "Prices that change or are new; the others stay", ("sku", "from", "price"))
_TIER = Text("「{value}」不是大於零的數字", "'{value}' is no number above nought")
_TIERS = Text("價目有 {n} 處錯誤，未寫入任何資料", "{n} prices are wrong; nothing was written")
_COUNT = Text("「{value}」不是數字", "'{value}' is not a number")
_LIST = ("code", "name_zh", "name_en", "currency", "valid_from", "valid_to", "grade")
_ACCOUNT = ("holder", "bank", "branch", "account_no", "country", "currency")
_CODES = {"bic": f.text("SWIFT/BIC", "SWIFT/BIC", 14, needed=False), "iban": f.text("IBAN", "IBAN", 42, needed=False)}
_PROGRAMME = ("title_zh", "title_en", "starts", "ends", "knowledge", "behaviour", "sales", "ceiling", "currency")
_MODULE = ("title_zh", "title_en", "audience", "content", "method", "hours", "goal", "measure", "target", "unit", "course")
_COST = ("item", "quantity", "unit_price", "payer")
_COURSE = ("title_zh", "title_en", "host", "maker", "hs", "goal", "hours", "material", "pass_mark")
NOTE = f.text("說明", "Note", 300, needed=False)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def tiers(rows: list[dict[str, str]]) -> list[lists.Price]:
    """Lines of SKU, from quantity (1 where it is empty) and unit price; ``BadInput`` names every line that is wrong."""
    made, wrong = [], []
    for at, row in enumerate(rows, 1):
        told = {"from": row.get("from") or "1", "price": row.get("price", "")}
        numbers = {name: _number(text) for name, text in told.items()}
        bad = [name for name, number in numbers.items() if number is None or number <= 0]
        wrong += [Problem(_TIER.format(value=told[name]), row=at, field=name) for name in bad]
        made.append((row.get("sku", ""), numbers["from"] or Decimal(0), numbers["price"] or Decimal(0)))
    if wrong:
        raise BadInput(_TIERS.format(n=len(wrong)), wrong)
    return made


def _set(*, prices: list[dict[str, str]], **given: Any) -> Any:
    return lists.set_price_list(prices=tiers(prices), **given)


def _renew(*, prices: list[dict[str, str]] | None = None, **given: Any) -> Any:
    return lists.renew_price_list(prices=tiers(prices or []), **given)


def _check(*, confirmed: bool = False, **given: Any) -> Any:
    return banking.check_account(confirmed=confirmed, **given)


def _parts(rows: list[dict[str, str]], numbers: tuple[str, ...]) -> list[dict[str, Any]]:
    """Lines of a table with some columns as numbers; what is empty is left out."""
    made: list[dict[str, Any]] = []
    for at, row in enumerate(rows, 1):
        told: dict[str, Any] = {name: text for name, text in row.items() if text}
        for name in numbers:
            if name in told:
                number = _number(told[name])
                if number is None:
                    raise BadInput(_COUNT.format(value=told[name]), [Problem(_COUNT.format(value=told[name]), row=at, field=name)])
                told[name] = number
        made.append(told)
    return made


def _programme(*, modules: list[dict[str, str]] | None = None, costs: list[dict[str, str]] | None = None, **given: Any) -> Any:
    told: dict[str, Any] = {}
    if modules:
        told["modules"] = [{"title_en": one.get("title_zh", ""), **one} for one in _parts(modules, ("hours", "target"))]
    if costs:
        told["costs"] = _parts(costs, ("quantity", "unit_price"))
    return training.write_programme(**given, **told)


def _book(*, actor: Any, code: str, day: date, time: Any, **given: Any) -> Any:
    programme = training_rows.programme(code, actor=actor)
    return training.book(actor=actor, starts=timezone.make_aware(datetime.combine(day, time)), programme=programme, **given)


def _course(*, offered: str = "", **given: Any) -> Any:
    return training.write_course(**given, **({"is_active": offered == "yes"} if offered else {}))


def clock() -> forms.Field:
    """A time of day."""
    from argosy.publishing.market_fields import _said

    return forms.TimeField(label=_said("時間", "Time"), widget=forms.TimeInput(attrs={"type": "time"}))


def _courses() -> Any:
    return training_rows.courses(actor=LOCAL_READER).filter(is_active=True)


def _coaches() -> Any:
    return training_rows.coaches(actor=LOCAL_READER).filter(is_active=True)


def _party() -> Any:
    return parties(actor=LOCAL_READER).filter(is_active=True)


ALL: tuple[Act, ...] = (
    Act("prices", "set", "sales.pricelist.set", _set, "", PriceList, _LIST, (), {"customer": customer(needed=False), "prices": TIERS}),
    Act("prices", "renew", "sales.pricelist.renew", _renew, "code", None, (), (),
        {"new_code": f.text("新表代號", "Code of the new list", 30), "valid_from": f.day("新生效日", "Valid from"), "valid_to": f.day("失效日", "Valid to", needed=False), "prices": CHANGED}),
    Act("prices", "end", "sales.pricelist.end", lists.end_price_list, "code", None, (), (), {"valid_to": f.day("失效日", "Valid to")}),
    Act("accounts", "add", "parties.bank_account.add", banking.add_account, "", BankAccount, _ACCOUNT, (),
        {**_CODES, "party": f.coded("往來對象", "Party", _party, "code", needed=True)}, "on"),
    Act("accounts", "change", "parties.bank_account.change", banking.change_account, "account", BankAccount, _ACCOUNT, (), _CODES, "on", True),
    Act("accounts", "check", "parties.bank_account.check", _check, "account", None, (), (),
        {"spoke_to": f.text("通話對象", "Spoke to", 80), "known_number": f.text("原已登錄之電話", "Number known before", 40), "confirmed": f.flag("對方確認無誤", "They confirmed it"), "note": f.text("說明", "Note", needed=False)}, "on", True),
    Act("programmes", "write", "coaching.programme.write", _programme, "", Programme, ("code", *_PROGRAMME), (), {"modules": f.table("模組", "Modules", _MODULE), "costs": f.table("預算", "Budget", _COST)}),
    Act("programmes", "change", "coaching.programme.write", _programme, "code", Programme, _PROGRAMME, (), {"modules": f.table("模組（全部取代）", "Modules (all of them)", _MODULE), "costs": f.table("預算（全部取代）", "Budget (all of it)", _COST)}),
    Act("programmes", "book", "coaching.session.book", _book, "code", None, (), (),
        {"course": f.coded("課程", "Course", _courses, "code", needed=True), "coach": f.coded("講師", "Coach", _coaches, "code", needed=True), "day": f.day("日期", "Day"), "time": clock, "place": f.text("地點", "Place", 160)}),
    Act("courses", "write", "coaching.course.write", training.write_course, "", Course, ("code", *_COURSE), ("code",)),
    Act("courses", "change", "coaching.course.write", _course, "code", Course, _COURSE, (), {"offered": choice("開課", "On offer", (("yes", Text("開課中", "on offer")), ("no", Text("停開", "no longer"))), needed=False)}),
    Act("persons", "change", "parties.contact.correct", privacy.correct, "contact", Contact, ("name", "title", "email", "phone", "language"), (), {"note": NOTE}, "on", True),
    Act("persons", "consent", "parties.contact.consent", privacy.record_consent, "contact", None, (), (),
        {"consent": f.flag("同意行銷（不勾為未同意）", "Consents to marketing (does not unless ticked)"), "purpose": choice("蒐集目的", "Purpose", Purpose.choices, needed=False)}, "on", True),
    Act("persons", "stop", "parties.contact.stop", privacy.stop_marketing, "contact", None, (), (), {"note": NOTE}, "on", True),
    Act("persons", "copy", "parties.contact.copy", privacy.give_copy, "contact", None, (), (), {"note": NOTE}, "on", True),
    Act("persons", "remove", "parties.contact.remove", privacy.remove_person, "contact", None, (), (), {"note": NOTE}, "on", True),
)  # fmt: skip
