"""Keeping market data: one edition per file, nothing when it fails, a row among the data sets."""

from __future__ import annotations

from datetime import date

import pytest

from argosy.importers.markets.library import read_market
from argosy.importers.markets.reading import Ask
from argosy.kernel.errors import Refused
from argosy.records.markets.datasets.actions import already, import_data
from argosy.records.markets.datasets.queries import converted, edition_json, editions, newest, tables, trade
from argosy.records.reference.models import Dataset
from argosy.records.reference.queries import stale
from tests.importers.markets import BACI, TODAY, write

pytestmark = pytest.mark.django_db
NAME = "BACI_HS17_Y2020_V202201.csv"


@pytest.fixture(autouse=True)
def _own_warehouse(settings, tmp_path):
    settings.ARGOSY_WAREHOUSE_URL = (tmp_path / "wh").as_uri()


@pytest.fixture
def keep(people, tmp_path):
    """Import a file of text as somebody."""

    def act(text=BACI, name=NAME, kind="baci", who="cs1", edition=""):
        with read_market(write(tmp_path, name, text), kind, tables().staging(), Ask(edition, today=TODAY)) as made:
            return import_data(actor=people[who], facts=made.facts, rows=made.rows)

    return act


def test_an_edition_is_kept_described_and_registered(keep):
    row = keep()
    facts = editions("trade_baci")[0]
    assert (row.name, row.edition, row.rows, row.as_of) == ("market-trade-baci", facts.edition, 3, date(2020, 12, 31))
    assert trade("trade_baci").collect().height == 3
    shown = edition_json(facts, TODAY)
    assert (shown["hs_edition"], shown["stale"], shown["age_days"]) == ("H5", True, 2007)
    assert [d.name for d in stale(TODAY)] == ["market-trade-baci"]


def test_the_same_file_twice_is_the_same_edition(keep):
    first, second = keep(), keep(edition="another-name")
    assert (first.pk, first.edition) == (second.pk, second.edition)
    assert len(editions()) == Dataset.objects.count() == 1
    assert already(editions()[0]) == editions()[0]


def test_another_file_stands_beside_it_and_may_not_take_its_name(keep):
    keep()
    later = keep(BACI.replace("2020", "2021"), "BACI_HS17_Y2021_V202201.csv")
    assert [e.edition for e in editions("trade_baci")][-1] == later.edition
    assert [e.edition for e in newest()] == [later.edition]
    with pytest.raises(Refused, match="of another file"):
        keep(BACI.replace("27.82", "27.83"), edition=later.edition)
    assert len(editions()) == 2


def test_who_may_not_import_leaves_nothing(keep):
    with pytest.raises(Refused):
        keep(who="fm1")
    assert editions() == []
    assert list(tables().staging().iterdir()) == []


def test_trade_is_told_in_another_edition_by_the_imported_table(keep):
    keep()
    table = "from_ed,to_ed,kind,from_code,to_code\nHS2017,HS1992,conversion,010410,010400\nHS2017,HS1992,conversion,401031,401010\n"
    keep(table, "hs.csv", "hs-correspondence")
    keep(table.replace("HS1992", "HS1996"), "hs96.csv", "hs-correspondence")
    keep(table.replace("010400", "010401"), "hs-later.csv", "hs-correspondence", edition="zz")
    assert len(editions("hs_correspondence")) == 3
    made = converted("trade_baci", "H0")
    assert made.codes_unmatched == ("071120",)
    assert sorted(made.frame["product"]) == ["010401", "071120", "401010"]
