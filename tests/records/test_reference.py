from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from argosy.kernel.errors import BadInput, NotFound
from argosy.records.reference import queries
from argosy.records.reference.actions import change_firm, change_setting, load_rates, register_dataset
from argosy.records.reference.known import known_settings
from argosy.records.reference.models import Dataset, ExchangeRate, Firm, Setting

pytestmark = pytest.mark.django_db
FIRM = {"name_zh": "示範公司", "name_en": "Demo Co.", "address_zh": "台北市示範路1號", "address_en": "No. 1, Shifan Rd."}
EDITION = {
    "name": "customs-tw", "title_zh": "每旬報關適用外幣匯率表", "title_en": "Ten-day customs rates", "publisher_zh": "財政部關務署", "publisher_en": "Customs",
    "edition": "2026-06-3", "as_of": date(2026, 6, 30), "retrieved": date(2026, 6, 21), "licence": "open", "max_age_days": 10,
}  # fmt: skip
START, END = date(2026, 6, 21), date(2026, 6, 30)


def rows(rate="32.55"):
    return [("USD", "import", Decimal(rate), START, END), ("USD", "export", Decimal("32.45"), START, END)]


def test_the_firm_is_entered_once_and_changed(people):
    with pytest.raises(NotFound, match="argosy"):
        queries.firm()
    change_firm(actor=people["adm"], **FIRM)
    change_firm(actor=people["gm"], phone="+886-2-0000-0000")
    assert Firm.objects.count() == 1
    assert queries.firm().phone == "+886-2-0000-0000"
    with pytest.raises(BadInput, match="one firm"):
        Firm(pk=2, **FIRM).save()


def test_today_stands_still_in_a_sample_firm(people):
    assert queries.today() > date(2025, 1, 1)
    change_firm(actor=people["adm"], **FIRM, as_of=END)
    assert queries.today() == END


def test_a_rate_holds_on_its_first_and_last_day(people):
    load_rates(actor=people["cs1"], table="customs-tw", dataset=EDITION, rows=rows())
    for day in (START, END):
        assert queries.rate("USD", day).rate == Decimal("32.55")
    assert queries.rate("USD", END, flow="export").rate == Decimal("32.45")
    for currency, day in (("USD", date(2026, 6, 20)), ("USD", date(2026, 7, 1)), ("EUR", START)):
        with pytest.raises(NotFound, match="customs-tw"):
            queries.rate(currency, day)


def test_a_table_with_a_bad_row_is_refused_whole(people):
    bad_rows = [*rows(), ("usd", "import", Decimal("32.5"), START, END), ("JPY", "import", Decimal(0), END, START)]
    with pytest.raises(BadInput) as bad:
        load_rates(actor=people["cs1"], table="customs-tw", dataset=EDITION, rows=bad_rows)
    assert {(p.row, p.field) for p in bad.value.problems} >= {(3, "currency"), (4, "")}
    assert not Dataset.objects.exists()


def test_the_same_table_is_not_loaded_twice(people):
    load_rates(actor=people["cs1"], table="customs-tw", dataset=EDITION, rows=rows())
    with pytest.raises(BadInput):
        load_rates(actor=people["cs1"], table="customs-tw", dataset=EDITION, rows=rows("33"))
    with pytest.raises(BadInput):
        load_rates(actor=people["cs1"], table="customs-tw", dataset={**EDITION, "edition": "again"}, rows=rows("33"))
    assert ExchangeRate.objects.filter(flow="import").get().rate == Decimal("32.55")


def test_a_setting_has_a_default_until_the_firm_decides(people):
    assert queries.setting("report.material_percent", END) == "1"
    with pytest.raises(NotFound):
        queries.setting("no.such.setting", END)


def test_a_new_value_ends_the_one_before(people):
    name = "report.material_percent"
    change_setting(actor=people["fin"], name=name, value="2", valid_from=date(2026, 1, 1), reason="稽核建議")
    change_setting(actor=people["fin"], name=name, value="3", valid_from=date(2026, 7, 1), reason="半年檢討")
    values = [queries.setting(name, day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))]
    assert values == ["1", "2", "2", "3"]
    assert queries.settings_on(END)[name].owner == people["fin"]
    with pytest.raises(BadInput):
        change_setting(actor=people["fin"], name=name, value="4", valid_from=date(2026, 7, 1), reason="重複")
    with pytest.raises(BadInput, match="overlaps"):
        Setting(name=name, value="9", valid_from=date(2026, 3, 1), valid_to=date(2026, 3, 2), owner=people["fin"], reason="x").save()


def test_a_setting_needs_a_reason_and_a_known_name(people):
    with pytest.raises(BadInput):
        change_setting(actor=people["fin"], name="report.material_percent", value="2", valid_from=END, reason="")
    with pytest.raises(NotFound):
        change_setting(actor=people["fin"], name="report.colour", value="2", valid_from=END, reason="x")


def test_every_known_setting_is_explained_in_both_languages():
    for one in known_settings().values():
        assert one.default
        assert one.meaning.zh != one.meaning.en
        assert one.unit in {"percent", "TWD", "days", "years", "count", "text"}


def test_data_sets_know_their_age_and_are_citable(people):
    row = register_dataset(actor=people["adm"], **EDITION, sha256="a" * 64, rows=2)
    register_dataset(actor=people["adm"], **{**EDITION, "edition": "2026-05-3", "as_of": date(2026, 5, 31)}, sha256="b" * 64, rows=2)
    assert queries.dataset("customs-tw") == row
    assert queries.dataset("customs-tw", date(2026, 6, 1)).edition == "2026-05-3"
    assert queries.stale(date(2026, 7, 10)) == []
    assert queries.stale(date(2026, 7, 11)) == [row]
    source = queries.source(row, "S1")
    assert (source.id, source.kind, source.version, source.title.zh) == ("S1", "dataset", "2026-06-3", "每旬報關適用外幣匯率表")


def test_a_data_set_needs_a_real_hash(people):
    with pytest.raises(BadInput, match="SHA-256"):
        register_dataset(actor=people["adm"], **EDITION, sha256="abc", rows=2)
