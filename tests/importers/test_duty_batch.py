"""A file of goods lines worked out in pieces comes to what the same consignments come to one by one."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest

from argosy.engines.duty.answer import to_json
from argosy.engines.duty.assessor import assess
from argosy.engines.duty.reading import read_consignment
from argosy.importers.duty_batch.run import Finished, Order, run
from argosy.kernel.errors import BadInput
from argosy.rules.library import pack_for

OWN = {"TW": "TWD", "AU": "AUD", "US": "USD", "DE": "EUR", "GB": "GBP", "XI": "GBP", "JP": "JPY", "CN": "CNY", "SG": "SGD", "KR": "KRW", "CA": "CAD", "NZ": "NZD"}  # fmt: skip
CODES = ("85122000", "73181500", "39269097", "61091000", "87149290", "42022100", "94036000", "22042100", "0902300000")
HEADINGS = (
    "entry", "jurisdiction", "date", "incoterm", "currency", "fx_EUR", "freight_amount", "freight_currency", "insurance_amount",
    "insurance_currency", "code", "origin", "value", "quantity", "unit", "net_kg", "gross_kg", "rate_duty",
)  # fmt: skip


def random_rows(entries: int, seed: int = 5) -> list[dict[str, str]]:
    """Entries of one to four lines into every jurisdiction, prices in euros, some facts left out."""
    rng, rows = Random(seed), []
    for n in range(entries):
        home = rng.choice(list(OWN))
        head = {
            "entry": f"E{n}", "jurisdiction": home, "date": rng.choice(("2026-03-02", "2026-05-15")), "incoterm": rng.choice(("EXW", "FOB", "CIF", "CIP", "DAP")),
            "currency": "EUR", "fx_EUR": "" if OWN[home] == "EUR" else "1.7", "freight_amount": rng.choice(("", "350.55")), "insurance_amount": "12.10",
        }  # fmt: skip
        for _ in range(rng.randrange(1, 5)):
            line = {
                "code": rng.choice(CODES), "origin": rng.choice(("JP", "CN", "VN", "")), "value": f"{rng.randrange(1, 900_000) / 100:.2f}",
                "quantity": str(rng.randrange(1, 50)), "unit": "PCE", "net_kg": "3.5", "gross_kg": rng.choice(("4", "")),
                "rate_duty": rng.choice(("5%", "0%", "2/kg", "MAX(3%, 1/pcs)", "")),
            }  # fmt: skip
            rows.append({**head, "freight_currency": "EUR", "insurance_currency": "EUR", **line})
    return rows


def written(folder: Path, rows: list[dict[str, str]], headings: tuple[str, ...] = HEADINGS) -> Path:
    file = folder / "lines.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, headings, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return file


def worked_out(file: Path, out: str = "out.parquet", piece: int = 50, told: Any = None) -> tuple[Finished, pl.DataFrame]:
    order = Order(file, file.with_name(out), {}, {}, piece=piece)
    done = run(order, told) if told else run(order)
    return done, pl.read_parquet(done.out)


def one_by_one(rows: list[dict[str, str]]) -> dict[str, Any]:
    """The answer of ``assess`` for the rows of one entry."""
    head = rows[0]
    ask: dict[str, Any] = {name: head[name] for name in ("jurisdiction", "date", "incoterm", "currency")}
    if head["fx_EUR"]:
        ask["fx"] = {"EUR": head["fx_EUR"]}
    for kind in ("freight", "insurance"):
        if head[f"{kind}_amount"]:
            ask[kind] = {"amount": head[f"{kind}_amount"], "currency": head[f"{kind}_currency"]}
    plain = ("code", "origin", "value", "quantity", "unit", "net_kg", "gross_kg")
    ask["lines"] = [
        {"id": str(i), **{n: row[n] for n in plain if row[n]}, "rates": {"duty": row["rate_duty"]} if row["rate_duty"] else {}}
        for i, row in enumerate(rows)
    ]
    return to_json(assess(read_consignment(ask), pack_for(head["jurisdiction"])))


def shared(made: dict[str, Any], line: dict[str, Any]) -> list[str | None]:
    """Every charge of a line, its parts of the charges of the entry among them."""
    parts = [entry["by_line"][line["id"]] if entry["by_line"] else None for entry in made["entry_charges"]]
    return [charge["amount"] for charge in line["charges"]] + parts


@pytest.mark.slow
def test_random_lines_into_every_jurisdiction_come_to_the_same(tmp_path: Path) -> None:
    rows = random_rows(120)
    done, found = worked_out(written(tmp_path, rows))
    assert done.rows == len(rows)
    totals = dict(zip(range(len(rows)), zip(found["customs_value"], found["total"], strict=True), strict=True))
    known = 0
    for entry in dict.fromkeys(row["entry"] for row in rows):
        places = [i for i, row in enumerate(rows) if row["entry"] == entry]
        made = one_by_one([rows[i] for i in places])
        for place, line in zip(places, made["lines"], strict=True):
            amounts = shared(made, line)
            total = None if None in amounts else sum((Decimal(a) for a in amounts if a), Decimal(0))
            value = None if line["customs_value"] is None else Decimal(line["customs_value"])
            assert totals[place] == (value, total), rows[place]
            known += total is not None
    assert known > len(rows) // 10


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    rows = random_rows(80)
    file = written(tmp_path, rows)
    _, whole = worked_out(file, "whole.parquet", piece=40)

    def stop(done: int, _rows: int) -> None:
        if done >= 80:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worked_out(file, piece=40, told=stop)
    assert not (tmp_path / "out.parquet").exists()
    done, found = worked_out(file, piece=40)
    assert done.resumed >= 80
    assert found.equals(whole)


def test_a_cell_that_cannot_be_read_is_told_by_row_and_the_others_are_worked_out(tmp_path: Path) -> None:
    rows = [row | {"entry": f"L{i}"} for i, row in enumerate(random_rows(6))]
    rows[2]["value"] = "a lot"
    rows[4]["date"] = "next week"
    done, found = worked_out(written(tmp_path, rows))
    assert {(p.row, p.field) for p in done.faults} == {(4, "value"), (6, "date")}
    assert done.faults_file is not None
    assert done.faults_file.read_text(encoding="utf-8-sig").startswith("row,field,message,message_zh")
    assert found["customs_value"].null_count() < len(rows)


def test_a_file_without_a_column_that_must_be_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="incoterm"):
        worked_out(written(tmp_path, random_rows(1), tuple(h for h in HEADINGS if h != "incoterm")))
    assert not (tmp_path / "out.parquet").exists()
