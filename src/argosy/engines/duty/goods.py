"""Commodity codes and origins of a run, numbered by what the rules can tell apart: few kinds, however many codes.

Codes whose longest prefix among those the rules name is the same meet the same rules; so do those under prefixes that the same rules name.
A code that is itself the beginning of a longer prefix stands for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import polars as pl

from argosy.engines.duty.decisions import Choice, decide, prefixes
from argosy.engines.duty.numbering import Numbering
from argosy.engines.duty.rowbook import Rows
from argosy.rules.pack import Pack
from argosy.rules.provisions import OriginScope

Signature = tuple[object, ...]
MOST_ORIGINS = 1024
NOT_MET = 2**32 - 1


class Goods:
    """The kinds of goods of one pack on one day. ``kinds`` holds a code and an origin for each, by number."""

    def __init__(self, rows: Rows, pack: Pack, codes: Numbering | None = None) -> None:
        self.rows = rows
        self.codes, self.origins = codes or Numbering(), Numbering()
        self.kinds: list[tuple[str, str]] = []
        self._prefixes = prefixes(rows, pack)
        self._tables = [_table(self._prefixes, n) for n in sorted({len(p) for p in self._prefixes}, reverse=True)]
        self._short = pl.DataFrame({"plain": _beginnings(self._prefixes)}, schema={"plain": pl.String})
        self._scopes = _scopes(rows)
        self._signatures: dict[Signature, int] = {}
        self._class_of = pl.Series([], dtype=pl.UInt32)
        self._example: list[str] = []
        self._origin_classes: dict[tuple[bool | None, ...], int] = {}
        self._origin_example: list[str] = []
        self._origin_class: list[int] = []
        self._kind_of: dict[int, int] = {}
        self._kind_table = pl.Series([], dtype=pl.UInt32)
        self._choices: dict[tuple[str, int], Choice] = {}
        self._lock = Lock()

    def numbered(self, code: pl.Series | None, origin: pl.Series | None, height: int) -> tuple[pl.Series, pl.Series]:
        """Per line the number of its kind, and of its code; without a column nothing is known."""
        blank = pl.Series([""], dtype=pl.String).new_from_index(0, height)
        with self._lock:
            numbers = self.codes.numbers(blank if code is None else code)
            self._extend()
            kind = self._class_of.gather(numbers)
            if self._scopes:
                kind = kind * MOST_ORIGINS + self._origin(blank if origin is None else origin)
            return self._kinds(kind), numbers

    def choice(self, charge: str, kind: int) -> Choice:
        """How a charge meets a kind of goods."""
        key = (charge, kind)
        if key not in self._choices:
            self._choices[key] = decide(self.rows, charge, *self.kinds[kind])
        return self._choices[key]

    def table(self, says: Callable[[str], int | bool], dtype: type[pl.DataType]) -> pl.Series:
        """What ``says`` tells of the code of every kind."""
        return pl.Series([says(code) for code, _ in self.kinds], dtype=dtype)

    def _kinds(self, keys: pl.Series) -> pl.Series:
        if not self._scopes and len(self._example) == 1:
            return self._first_kind(keys)
        found = self._known(keys)
        if found.max() == NOT_MET:
            fresh = keys.filter(found == NOT_MET).unique()
            for key in fresh.to_list():
                self._kind_of[key] = len(self.kinds)
                code, origin = divmod(key, MOST_ORIGINS) if self._scopes else (key, 0)
                self.kinds.append((self._example[code], self._origin_example[origin] if self._scopes else ""))
            size = max(self._kind_of) + 1
            table = pl.Series([NOT_MET], dtype=pl.UInt32).new_from_index(0, size)
            self._kind_table = table.scatter(list(self._kind_of), list(self._kind_of.values()))
            found = self._known(keys)
        return found

    def _known(self, keys: pl.Series) -> pl.Series:
        """The kind of every key, ``NOT_MET`` where there is none yet."""
        table = self._kind_table
        top = keys.max()
        if isinstance(top, int) and top >= len(table):
            table = pl.concat([table, pl.Series([NOT_MET], dtype=pl.UInt32).new_from_index(0, top + 1 - len(table))])
            self._kind_table = table
        return table.gather(keys)

    def _first_kind(self, keys: pl.Series) -> pl.Series:
        if not self.kinds:
            self._kind_of[0] = 0
            self.kinds.append((self._example[0], ""))
        return pl.Series([0], dtype=pl.UInt32).new_from_index(0, len(keys))

    def _origin(self, origin: pl.Series) -> pl.Series:
        numbers = self.origins.numbers(origin)
        for text in self.origins.texts(len(self._origin_class)).to_list():
            code = text.strip().upper()
            holds = tuple(scope.holds(code) for scope in self._scopes)
            if holds not in self._origin_classes:
                self._origin_classes[holds] = len(self._origin_example)
                self._origin_example.append(code)
            self._origin_class.append(self._origin_classes[holds])
        return pl.Series(self._origin_class, dtype=pl.UInt32).gather(numbers)

    def _extend(self) -> None:
        """Class the codes met since the last time."""
        fresh = self.codes.texts(len(self._class_of))
        if fresh.is_empty():
            return
        marked = self._marked(fresh)
        examples = marked.group_by("mark", maintain_order=True).agg(pl.col("plain").first())
        classes = [self._class(mark, plain) for mark, plain in examples.iter_rows()]
        named = examples.with_columns(pl.Series("class", classes, dtype=pl.UInt32))
        made = marked.join(named.select("mark", "class"), on="mark", how="left", maintain_order="left")["class"]
        self._class_of = pl.concat([self._class_of, made])

    def _class(self, mark: str, plain: str) -> int:
        signature = self._signature(mark)
        if signature not in self._signatures:
            self._signatures[signature] = len(self._example)
            self._example.append(plain)
        return self._signatures[signature]

    def _signature(self, mark: str) -> Signature:
        if not mark or mark[0] == "=":
            return (mark,)
        prefix = mark[1:]
        return tuple((n, self._prefixes[prefix[:n]]) for n in range(len(prefix) + 1) if prefix[:n] in self._prefixes)

    def _marked(self, fresh: pl.Series) -> pl.DataFrame:
        """Each code in digits with its mark: ``=`` and itself where a longer prefix begins with it, else ``<`` and its longest prefix."""
        frame = pl.DataFrame({"plain": digits(fresh)})
        for i, (n, table) in enumerate(self._tables):
            frame = frame.with_columns(pl.col("plain").str.slice(0, n).alias("start")).join(
                table.rename({"prefix": f"at_{i}"}), on="start", how="left", maintain_order="left"
            )
        short = frame.select("plain").join(self._short.with_columns(short=True), on="plain", how="left", maintain_order="left")["short"]
        found = pl.coalesce([*(f"at_{i}" for i in range(len(self._tables))), pl.lit("")])
        mark = pl.when(pl.col("plain") == "").then(pl.lit("")).when(short.fill_null(value=False)).then("=" + pl.col("plain"))
        return frame.select("plain", mark.otherwise("<" + found).alias("mark"))


def digits(codes: pl.Series) -> pl.Series:
    """Commodity codes without dots, dashes and spaces; empty where that leaves no six to fourteen digits."""
    plain = codes.str.strip_chars().str.replace_all(r"[.\-\s]", "")
    return pl.select(pl.when(plain.str.contains(r"^\d{6,14}$")).then(plain).otherwise(pl.lit("")).alias("plain")).to_series()


def _table(known: dict[str, tuple[str, ...]], n: int) -> tuple[int, pl.DataFrame]:
    found = [prefix for prefix in known if len(prefix) == n]
    return n, pl.DataFrame({"start": found, "prefix": found}, schema={"start": pl.String, "prefix": pl.String})


def _beginnings(known: dict[str, tuple[str, ...]]) -> list[str]:
    return sorted({prefix[:n] for prefix in known for n in range(6, len(prefix))})


def _scopes(rows: Rows) -> list[OriginScope]:
    """Every set of origins some rule of the day is for."""
    found = [row.origins for every in rows.all.values() for row in every] + [
        rate.origins for rates in rows.rates.values() for rate in rates
    ]
    return list(dict.fromkeys(scope for scope in found if scope))
