"""Order files as coordinators have them, in several forms."""

from __future__ import annotations

import io

HEAD_ZH = ["貨號", "品名", "稅則號別", "原產地", "數量", "單位", "單價", "淨重", "毛重", "進口稅率", "貨物稅率"]
HEAD_EN = [
    "item",
    "description",
    "code",
    "origin",
    "quantity",
    "unit",
    "unit_price",
    "net_kg",
    "gross_kg",
    "duty_rate",
    "commodity_tax_rate",
]
ROWS = [
    ["22-01", "柚子果汁飲料 500 ml", "2202.99.19.00-1", "JP", "12,000", "瓶", "90", "6000", "6,600", "20%", "15%"],
    ["22-02", "葡萄果汁飲料 500 ml", "2202.99.19.00-1", "日本", "8400", "瓶", "95", "4200", "4620", "20%", "15%"],
    ["22-03", "加味氣泡水 350 ml", "2202.10.00.10-6", "JP", "15000", "瓶", "45", "5250", "5700", "20%", "15%"],
]
GIVEN = {"date": "2026-06-22", "incoterm": "FOB", "place": "JPYOK", "currency": "JPY", "freight": "386500", "insurance": "JPY 19,800"}


def csv_text(rows=ROWS, head=HEAD_ZH, before=()) -> str:
    lines = [*before, ",".join(head), *(",".join(f'"{cell}"' for cell in row) for row in rows)]
    return "\r\n".join(lines) + "\r\n"


def xlsx_bytes(rows=ROWS, head=HEAD_ZH, before=()) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("訂單")
        for at, row in enumerate([*before, head, *rows]):
            for column, cell in enumerate(row):
                number = cell.replace(",", "")
                (sheet.write_number if number.replace(".", "", 1).isdigit() and "-" not in cell else sheet.write_string)(
                    at, column, float(number) if number.replace(".", "", 1).isdigit() and "-" not in cell else cell
                )
    return buffer.getvalue()


def many(count: int) -> list[list[str]]:
    """``count`` different lines with awkward amounts."""
    return [
        [f"M-{i:04d}", f"零件 {i} 號 Part no. {i}", "7318159000", ("JP", "VN", "DE")[i % 3], str(1 + i * 7 % 991), ("PCS", "KGM", "SET")[i % 3], f"{(i * 37 % 4001) / 100 + 0.01:.2f}",
         f"{(i * 13 % 700) / 10 + 0.1:.1f}", f"{(i * 13 % 700) / 10 + 0.3:.1f}", ("5%", "7.5%", "17.5%", "0%", "12.5/kg", "MAX(10%, 3/kg)")[i % 6], ""]
        for i in range(count)
    ]  # fmt: skip
