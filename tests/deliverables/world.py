"""The facts of one duty worksheet without any database: five drinks from Japan, as a coordinator would have them on file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from argosy.deliverables.deliverable import Request, asked
from argosy.deliverables.families.duty.facts import FX, ORDER, RULES, Facts, Goods, wishes
from argosy.deliverables.trade_coordinator.o1_2_1_duty_worksheet import DELIVERABLE, KEY
from argosy.engines.duty.reading import read_consignment
from argosy.engines.duty.whatif import changes as what_ifs
from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.records.reference.places import place_name
from argosy.records.reference.queries import FirmFacts
from argosy.records.tariffs.consignments import Exchange
from argosy.rules.library import pack_for

DAY = date(2026, 6, 22)
LINES = (
    ("22-03", "柚子果汁飲料 500 ml", "22029919001", "12000", "6600", "1080000", {"duty": "20%", "commodity_tax": "15%"}, {}),
    ("22-02", "葡萄果汁飲料 500 ml", "22029919001", "8400", "4620", "798000", {"duty": "20%", "commodity_tax": "15%"}, {}),
    ("22-01", "加味氣泡水 350 ml", "22021000106", "15000", "5700", "675000", {"duty": "20%", "commodity_tax": "15%"}, {}),
    (
        "22-04",
        "蜂蜜酒 750 ml，12%",
        "22060030002",
        "600",
        "810",
        "912000",
        {"duty": "20%"},
        {"alcohol_litres": "450", "alcohol_degree": "12"},
    ),
    (
        "22-05",
        "梅子發酵酒 720 ml，8%",
        "22060090009",
        "1200",
        "1560",
        "1032000",
        {"duty": "20%"},
        {"alcohol_litres": "864", "alcohol_degree": "8"},
    ),
)
FIRM = FirmFacts(
    Text("示範海舟貿易股份有限公司", "Haizhou Demo Trading Co., Ltd."), Text("台北市示範路 1 號", "1 Demo Rd., Taipei"), "00000005", "+886-2-0000-0100",
    "trade@haizhou-demo.example", "TWD", True, date(2026, 6, 30), 20260630,
)  # fmt: skip


def request(**params: str) -> Request:
    given = asked(DELIVERABLE.params, {"order": "OF-0003", **params})
    return Request(KEY, given, date(2026, 6, 30), date(2026, 6, 30), "zh-Hant", datetime(2026, 6, 30, 9, tzinfo=UTC))


def facts(lines: Any = LINES, entry: dict[str, Any] | None = None, params: dict[str, str] | None = None, **changes: Any) -> Facts:
    """The worksheet's facts; ``entry`` changes the consignment, ``changes`` the facts."""
    pack = pack_for("TW")
    sources = (
        Source(ORDER, "document", Text("訂單檔 OF-0003", "Order file OF-0003"), as_of=DAY, rows=len(lines), sha256="0" * 64),
        Source(FX, "dataset", Text("海關匯率（示範匯率）", "Customs rates (demo)"), version="2026-06-3", as_of=DAY),
        Source(RULES, "rule", pack.label, same(pack.id), pack.version, pack.reviewed, rows=len(pack.charges)),
    )
    asked_for = request(**(params or {}))
    given = read_consignment({**consignment(lines), **(entry or {})})
    made = Facts(
        request=asked_for,
        firm=FIRM,
        ref="OF-0003",
        title=Text("日本飲料與發酵酒進口", "Drinks and ferments from Japan"),
        seller=Text("示範飲料株式會社", "Demo Inryo KK"),
        client=FIRM.name,
        invoice="DM-INV-26061　2026-06-12",
        vessel="MV DEMO KEELUNG 026S",
        place=place_name("JPYOK"),
        costs={"freight": "DMBL0612", "insurance": "DM-P-778"},
        goods=tuple(_goods(n, line) for n, line in enumerate(lines, 1)),
        consignment=given,
        pack=pack,
        exchange=(Exchange("JPY", Decimal("0.2135"), False, Decimal("0.2135"), "2026-06-21–2026-06-30"),),
        earlier=(),
        demo_rates=True,
        sources=sources,
        changes=what_ifs(given, pack, wishes(asked_for)),
    )
    return replace(made, **changes)


def consignment(lines: Any = LINES) -> dict[str, Any]:
    return {
        "jurisdiction": "TW", "date": DAY, "incoterm": "FOB", "incoterms_edition": 2020, "place": "JPYOK", "currency": "JPY", "fx": {"JPY": "0.2135"},
        "freight": {"amount": "386500", "currency": "JPY"}, "insurance": {"amount": "19800", "currency": "JPY"},
        "lines": [
            {"id": str(n), "code": code, "origin": "JP", "description": name, "value": value, "quantity": quantity, "unit": "BO", "gross_kg": gross, "rates": rates, "facts": known}
            for n, (_, name, code, quantity, gross, value, rates, known) in enumerate(lines, 1)
        ],
    }  # fmt: skip


def _goods(n: int, line: Any) -> Goods:
    item, name, code, _, _, _, rates, _ = line
    return Goods(str(n), n + 1, item, same(name), code, "JP", "BO", dict(rates), "依成分表與章註歸列", ORDER)
