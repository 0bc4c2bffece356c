from decimal import Decimal

import pytest

from argosy.importers.order_file import read_order, total
from argosy.kernel.errors import BadInput
from tests.importers.orders import GIVEN, HEAD_EN, ROWS, csv_text, many, xlsx_bytes


def read(data: bytes, name: str = "order.csv", mapping: bytes | None = None, **given: str):
    return read_order(name, data, {**GIVEN, **given}, mapping)


def test_a_chinese_csv_is_read_whole():
    preview = read(csv_text().encode("utf-8-sig"))
    assert preview.rejected == ()
    assert [(line.item, line.code, line.origin, line.unit, line.source_row) for line in preview.lines][:2] == [
        ("22-01", "22029919001", "JP", "BO", 2),
        ("22-02", "22029919001", "JP", "BO", 3),
    ]
    assert total(preview.lines) == Decimal(12000 * 90 + 8400 * 95 + 15000 * 45)
    assert preview.order is not None
    assert {(c.kind, c.amount, c.currency) for c in preview.order.costs} == {("freight", 386500, "JPY"), ("insurance", 19800, "JPY")}


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (csv_text().encode("cp950"), "big5.csv"),
        (csv_text().encode("utf-16"), "utf16.csv"),
        (csv_text(head=HEAD_EN).encode(), "english.csv"),
        (csv_text().replace(",", ";").replace('"12;000"', '"12,000"').replace('"6;600"', '"6,600"').encode(), "semicolon.csv"),
        (csv_text(before=["示範訂單,,,", ",,,"]).encode(), "titled.csv"),
        (xlsx_bytes(), "order.xlsx"),
        (xlsx_bytes(before=[["示範訂單"], []]), "titled.xlsx"),
    ],
)
def test_the_same_order_from_any_form_is_the_same(data, name):
    plain = read(csv_text().encode())
    other = read(data, name)
    assert other.rejected == ()
    assert [(li.item, li.quantity, li.unit_price, li.gross_kg, li.rates) for li in other.lines] == [
        (li.item, li.quantity, li.unit_price, li.gross_kg, li.rates) for li in plain.lines
    ]


def test_every_bad_row_is_reported_at_once():
    rows = [r.copy() for r in ROWS]
    rows[0][4], rows[1][3], rows[2][2], rows[2][5] = "-5", "日本國", "22", "furlong"
    rows.append(["", "", "", "", "", "", "", "", "", "", ""])
    rows.append(["22-09", "缺數量", "2202100010", "JP", "", "瓶", "1", "", "", "", ""])
    preview = read(csv_text(rows).encode())
    assert {(p.row, p.field) for p in preview.rejected} == {(2, "quantity"), (3, "origin"), (4, "code"), (4, "unit"), (6, "quantity")}
    assert preview.order is None


def test_consignment_fields_may_stand_in_columns():
    head = [*HEAD_EN, "date", "incoterm", "place", "currency", "freight", "insurance"]
    rows = [[*r, "2026/6/22", "fob", "JPYOK", "JPY", "386500", "19800"] for r in ROWS]
    preview = read_order("o.csv", csv_text(rows, head).encode(), {})
    assert preview.rejected == ()
    assert preview.order is not None
    assert (preview.order.incoterm, preview.order.currency, str(preview.order.date)) == ("FOB", "JPY", "2026-06-22")


def test_a_consignment_field_with_two_values_is_refused():
    head = [*HEAD_EN, "incoterm"]
    rows = [[*r, term] for r, term in zip(ROWS, ("FOB", "CIF", "FOB"), strict=True)]
    preview = read_order("o.csv", csv_text(rows, head).encode(), {k: v for k, v in GIVEN.items() if k != "incoterm"})
    assert [(p.row, p.field) for p in preview.rejected] == [(None, "incoterm"), (None, "incoterm")]


def test_missing_consignment_fields_are_named_together():
    preview = read_order("o.csv", csv_text().encode(), {"date": "2026-06-22"})
    assert {p.field for p in preview.rejected} == {"incoterm", "place", "currency"}


def test_own_headings_go_by_a_mapping():
    mapping = '[columns]\n"Art. Nr." = "item"\n"酒精度" = "fact_alcohol_degree"\n[given]\nvessel = "MV DEMO"\n'.encode()
    head = ["Art. Nr.", *HEAD_EN[1:], "酒精度"]
    preview = read(csv_text([[*r, "12"] for r in ROWS], head).encode(), mapping=mapping)
    assert preview.order is not None
    assert (preview.order.vessel, preview.lines[0].facts) == ("MV DEMO", {"alcohol_degree": "12"})


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("o.csv", b"a,b\n1,2\n", "no row of headings"),
        ("o.pdf", b"%PDF", "CSV, XLSX"),
        ("o.xlsx", b"PK\x03\x04 broken", "not a readable workbook"),
        ("o.xlsx", b"<html>", "not a readable workbook"),
        ("o.csv", csv_text(head=[*HEAD_EN, "hs code"]).encode(), "appears twice: code"),
        ("o.csv", b"\xff" * 10 + csv_text().encode("utf-16-le")[:200], "encoding|headings"),
        ("o.csv", b"x" * 25_000_001, "25 MB"),
        ("o.csv", b"\xff\xfea", "encoding is not known"),
        ("o.csv", (csv_text() + 'A,"' + "x" * 140_000 + '"\r\n').encode(), "not a readable CSV"),
    ],
)
def test_a_file_that_is_no_order_says_why(name, data, words):
    with pytest.raises(BadInput, match=words):
        read(data, name)


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 310_000_000)
    with pytest.raises(BadInput, match="unpacks to too much"):
        read(buffer.getvalue(), "bomb.xlsx")


def test_unused_columns_are_named_not_lost_silently():
    preview = read(csv_text([[*r, "x"] for r in ROWS], [*HEAD_EN, "Colour"]).encode())
    assert "Colour" in preview.notes[0].en


def test_a_long_file_keeps_every_line():
    preview = read(csv_text(many(200)).encode())
    assert (len(preview.lines), preview.rejected) == (200, ())
    assert preview.lines[199].source_row == 201


def test_a_small_workbook_with_a_cell_far_away_is_refused_before_it_is_laid_out():
    import io

    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write(1_048_575, 16_383, "x")
    with pytest.raises(BadInput, match="17,179,869,184 cells"):
        read(buffer.getvalue(), "far.xlsx")


@pytest.mark.parametrize(("rows", "columns", "refused"), [(3, 4, False), (1_000_000, 900, True)])
def test_repeated_cells_of_an_ods_are_counted(rows, columns, refused):
    import io
    import zipfile

    from argosy.importers.workbook_extent import extent

    spaces = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    cell = f'<t:table-cell o:value-type="string" t:number-columns-repeated="{columns}"/>'
    blank = '<t:table-row t:number-rows-repeated="1048000"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "content.xml", f'<t:table {spaces}><t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row>{blank}</t:table>'
        )
    assert extent(zipfile.ZipFile(buffer)).cells == rows * columns
    with pytest.raises(BadInput, match="spreads over" if refused else "not a readable"):
        read(buffer.getvalue(), "order.ods")


def test_a_parquet_of_many_rows_is_refused_by_its_footer():
    import io

    import polars

    buffer = io.BytesIO()
    polars.DataFrame({"item": polars.repeat("A", 6_000_000, eager=True)}).write_parquet(buffer)
    with pytest.raises(BadInput, match="6,000,000 cells"):
        read(buffer.getvalue(), "order.parquet")


@pytest.mark.parametrize("mapping", [b"columns = 3", b"given = 3", b'[given]\nedition = "latest"'])
def test_a_mapping_that_makes_no_sense_says_so(mapping):
    with pytest.raises(BadInput, match="must be"):
        read(csv_text().encode(), mapping=mapping)


def test_what_an_order_has_no_room_for_is_a_fault_of_its_row():
    rows = [r.copy() for r in ROWS]
    rows[0][1], rows[1][4], rows[2][0] = "長" * 301, "9" * 30, "a\x00b"
    preview = read(csv_text(rows).encode())
    assert {(p.row, p.field) for p in preview.rejected} == {(2, "description"), (3, "quantity"), (4, "item")}


def test_the_room_of_a_line_is_that_of_its_record():
    from argosy.importers.order_file import LONGEST, WHOLE_DIGITS
    from argosy.records.tariffs.models import OrderLine

    room = {name: OrderLine._meta.get_field(name) for name in (*LONGEST, *WHOLE_DIGITS)}
    assert all(room[name].max_length == longest for name, longest in LONGEST.items())
    assert all(room[name].max_digits - room[name].decimal_places >= digits for name, digits in WHOLE_DIGITS.items())
    amount = OrderLine._meta.get_field("amount")
    assert WHOLE_DIGITS["quantity"] + WHOLE_DIGITS["unit_price"] <= amount.max_digits - amount.decimal_places


def test_rates_and_facts_of_any_pack_need_no_mapping():
    head = "item,description,quantity,unit,unit_price,rate_wet,fact_by_sea"
    preview = read_order(
        "o.csv",
        f"{head}\nW1,wine,6,BO,18.5,29%,yes\n".encode(),
        {"date": "2026-03-15", "incoterm": "FOB", "place": "FRLEH", "currency": "EUR", "jurisdiction": "au"},
    )
    assert preview.order.jurisdiction == "AU"
    assert (preview.lines[0].rates, preview.lines[0].facts) == ({"wet": "29%"}, {"by_sea": "yes"})


def test_a_country_without_rules_is_refused_by_name():
    preview = read_order(
        "o.csv",
        b"item,description,quantity,unit,unit_price\nW1,wine,6,BO,18.5\n",
        {"date": "2026-03-15", "incoterm": "FOB", "place": "X", "currency": "EUR", "jurisdiction": "QQ"},
    )
    assert "no import rules for QQ" in preview.rejected[0].message.en


def test_a_programme_and_a_volume_are_read():
    preview = read_order(
        "o.csv",
        "item,description,quantity,unit,unit_price,優惠方案,cbm\nG1,lathe,1,PCE,5,eu-japan,2.5\n".encode(),
        {"date": "2026-03-15", "incoterm": "FOB", "place": "X", "currency": "EUR"},
    )
    assert (preview.lines[0].preference, str(preview.lines[0].volume_m3)) == ({"programme": "eu-japan"}, "2.5")
