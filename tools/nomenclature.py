"""The table of the Harmonized System the package ships, from a file you have:  python -m tools.nomenclature FILE EDITION

FILE has columns edition, code, level, text_en (Parquet or CSV): the nomenclature UNSD publishes, as packed by insongkim/concordance (MIT).
Codes and short titles of chapters, headings and subheadings are kept; chapter 99, which no convention has, is left out.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "src/argosy/rules/goods"


def main(arguments: list[str]) -> int:
    """Write ``hs<edition>.csv`` and say how many codes of each length it has."""
    import polars

    file, edition = Path(arguments[0]), arguments[1]
    read = polars.read_parquet if file.suffix == ".parquet" else polars.read_csv
    frame = read(file).filter(polars.col("edition") == edition, polars.col("level").is_in([2, 4, 6]))
    rows = sorted((code, " ".join(text.split())) for code, text in frame.select("code", "text_en").iter_rows() if not code.startswith("99"))
    target = FOLDER / f"{edition.lower()}.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("code", "en"))
        writer.writerows(rows)
    print(target.name, {n: sum(len(code) == n for code, _ in rows) for n in (2, 4, 6)})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
