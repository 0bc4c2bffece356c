import pytest

from tests.importers.orders import GIVEN, HEAD_ZH, ROWS, csv_text

MAP = b'[columns]\n"fact_alcohol_litres" = "fact_alcohol_litres"\n'
WHY = "依成分表與章註歸列"


@pytest.fixture(autouse=True)
def own_archive(settings, tmp_path):
    settings.ARGOSY_ARCHIVE_URL = (tmp_path / "archive").as_uri()


@pytest.fixture
def firm(people):
    """A real firm, not a sample, so that today is today."""
    from argosy.records.reference.models import Firm

    row = Firm(pk=1, name_zh="測試貿易股份有限公司", name_en="Test Trading Co., Ltd.", address_zh="台北市", address_en="Taipei", tax_id="00000005", base_currency="TWD", demo=True, as_of="2026-06-30")  # fmt: skip
    row.save()
    return row


@pytest.fixture
def stored(firm, people, known_codes):
    """Import an order file of goods the firm knows and give its reference: ``stored(rows=…, currency=…)``."""
    from argosy.importers.order_file import read_order
    from argosy.records.tariffs.actions import import_order

    known_codes("2202991900", "2202100010")

    def make(rows=ROWS, head=HEAD_ZH, **given):
        preview = read_order("order.csv", csv_text(rows, head).encode(), {**GIVEN, "fx": "0.2135", **given})
        assert preview.rejected == ()
        return import_order(actor=people["cs1"], order=preview.order).ref

    return make


@pytest.fixture
def draft(stored, people):
    """A draft worksheet of the three-line order by cs1."""
    from argosy.publishing import life

    def make(**params):
        return life.draft(actor=people["cs1"], key="CS/O1.2.1", params={"order": stored(), "rationale": WHY, **params}).ref

    return make
