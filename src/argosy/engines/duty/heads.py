"""What stands at the head of an entry: its jurisdiction, day, Incoterm, currencies and costs. Entries it does not hold for are set aside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import polars as pl

from argosy.engines.duty.entries import spread, unanimous
from argosy.engines.duty.valuing import TERM
from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.rules.pack import Pack, Term

MISSING = Text("未填", "is missing")
UNREAD = Text("不能判讀，整份不計算", "cannot be read; the entry is not worked out")
DIFFERS = Text("與同一份之其他列不一致", "differs from the other rows of its entry")
NO_PACK = Text("沒有此關稅領域與進出口別之規則包", "there is no rule pack for this customs territory and flow")
NO_TERM = Text("不是可用之貿易條件", "is no Incoterm of that edition")
NO_CURRENCY = Text("須為 ISO 4217 幣別代碼", "must be an ISO 4217 currency code")
NO_RATE = Text("匯率須大於 0", "an exchange rate must be above 0")
NO_CHOICE = Text("規則包沒有此解釋，未採用", "the pack has no such reading; it was not used")
_CURRENCY = re.compile(r"[A-Z]{3}")
_TERM = re.compile(r"([A-Z]{3})(?:\s*(?:INCOTERMS)?\s*(2010|2020))?")
UNREADABLE = "~unreadable"  # figures of the entry that are none, by column: the exact engine says what cannot be known for them
PackOf = Callable[[str, str], Pack | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a row: its number in the frame, the column, and why."""

    row: int
    field: str
    why: Text


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one pack and choice of readings. ``~term`` is the place of their Incoterm among ``terms``."""

    pack: Pack
    terms: tuple[Term, ...]
    frame: pl.DataFrame


@dataclass
class Judged:
    """The frame with its heads filled in (``~row`` numbers the rows, ``~refused`` names the column that stands in the way)."""

    frame: pl.DataFrame
    packs: Mapping[tuple[str, str], Pack]
    terms: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    @property
    def refused(self) -> pl.DataFrame:
        """The rows that are not worked out."""
        return self.frame.filter(pl.col("~refused").is_not_null())

    def groups(self) -> Iterator[Group]:
        """The rows to work out, by pack and Incoterm."""
        frame = self.frame.filter(pl.col("~refused").is_null()) if self.frame["~refused"].null_count() < self.frame.height else self.frame
        if frame.is_empty():
            return
        named = ("jurisdiction", "flow", *(c for c in frame.columns if c.startswith("interpretation_")))
        keys = [name for name in named if not bool(frame[name].eq_missing(frame[name].gather([0]).new_from_index(0, frame.height)).all())]
        for part in frame.partition_by(keys, maintain_order=True) if keys else [frame]:
            pack = self.packs[part["jurisdiction"][0], part["flow"][0]]
            yield self._group(pack, part)

    def _group(self, pack: Pack, part: pl.DataFrame) -> Group:
        written = (
            part["incoterm"].unique().to_list() if not bool((part["incoterm"] == part["incoterm"][0]).all()) else [part["incoterm"][0]]
        )
        codes = list(dict.fromkeys(self.terms[text] for text in written))
        if len(codes) > 1:
            places = pl.Series([codes.index(self.terms[text]) for text in written], dtype=pl.UInt32)
            texts = pl.Series(written, dtype=pl.String)
            part = part.with_columns(pl.col("incoterm").replace_strict(texts, places, return_dtype=pl.UInt32).alias(TERM))
        return Group(pack, tuple(pack.valuation.terms[code] for code in codes), part)


class Heads:
    """Judges the heads of frames. ``pack_of`` gives the rules of a jurisdiction and flow, or ``None``."""

    def __init__(self, pack_of: PackOf) -> None:
        self._pack_of = pack_of
        self._packs: dict[tuple[str, str], Pack | None] = {}

    def pack(self, jurisdiction: str, flow: str) -> Pack | None:
        """The pack, looked for once."""
        key = (jurisdiction, flow)
        if key not in self._packs:
            try:
                self._packs[key] = self._pack_of(jurisdiction, flow)
            except NotFound:
                self._packs[key] = None
        return self._packs[key]

    def judge(self, frame: pl.DataFrame, unread: Mapping[str, pl.Series]) -> Judged:
        """The heads of every entry, and what is wrong with them."""
        whole, differing = unanimous(_completed(frame))
        blank = pl.lit(None, dtype=pl.String)
        whole = whole.with_row_index("~row").with_columns(blank.alias("~refused"), blank.alias(UNREADABLE))
        judge = _Judge(whole, self)
        for name, rows in unread.items():
            judge.mark(name, rows, UNREAD, refuse=not name.startswith("fx_") and not name.endswith("_amount"))
        for name, rows in differing.items():
            judge.mark(name, rows, DIFFERS)
        return judge.judged()

    def choices(self, rows: pl.DataFrame, pack: Pack) -> tuple[dict[str, int], list[Fault]]:
        """The reading of every disputed rule that the rows name, the same for all of them."""
        chosen: dict[str, int] = {}
        faults = []
        for one in pack.interpretations:
            name = f"interpretation_{one.id}"
            stated = rows[name][0] if name in rows.columns else None
            place = one.place(stated) if stated else None
            if stated and place is None:
                faults.append(Fault(rows["~row"][0], name, NO_CHOICE))
            if place is not None:
                chosen[one.id] = place
        return chosen, faults


class _Judge:
    def __init__(self, frame: pl.DataFrame, heads: Heads) -> None:
        self.frame, self.heads = frame, heads
        self.faults: list[Fault] = []
        self.packs: dict[tuple[str, str], Pack] = {}
        self.terms: dict[str, str] = {}

    def mark(self, name: str, rows: pl.Series, why: Text, refuse: bool = True) -> None:
        """Tell the entries of some rows, each once, and set them aside: not worked out at all, or not in whole columns."""
        rows = rows.fill_null(value=False)
        if not rows.any():
            return
        marked = spread(self.frame, rows)
        fresh = self.frame.filter(rows & self.frame["~refused"].is_null())
        once = fresh.unique("entry", keep="first", maintain_order=True) if "entry" in fresh.columns else fresh
        self.faults += [Fault(row, name, why) for row in once["~row"].to_list()]
        if not refuse:
            said = pl.when(marked).then(pl.concat_str(pl.col(UNREADABLE), pl.lit(name), separator=" ", ignore_nulls=True))
            self.frame = self.frame.with_columns(said.otherwise(pl.col(UNREADABLE)).alias(UNREADABLE))
            return
        self.frame = self.frame.with_columns(
            pl.when(marked & pl.col("~refused").is_null()).then(pl.lit(name)).otherwise(pl.col("~refused")).alias("~refused")
        )

    def judged(self) -> Judged:
        for name in ("jurisdiction", "date", "incoterm", "currency"):
            self.mark(name, self.frame[name].is_null(), MISSING)
        self._packs()
        self._terms()
        for name in (c for c in self.frame.columns if c == "currency" or c.endswith("_currency")):
            amount = name.removesuffix("_currency") + "_amount"
            counts = (
                self.frame[amount].is_not_null() if amount in self.frame.columns else pl.Series([True]).new_from_index(0, self.frame.height)
            )
            self.mark(name, self._odd(name, lambda text: not _CURRENCY.fullmatch(text)) & counts, NO_CURRENCY)
        for name in (c for c in self.frame.columns if c.startswith("fx_")):
            self.mark(name, self.frame[name] <= 0, NO_RATE, refuse=False)
        return Judged(self.frame, self.packs, self.terms, self.faults)

    def _odd(self, name: str, test: Callable[[str], bool]) -> pl.Series:
        """The rows whose text in a column fails a test, looked at once per text."""
        texts = self.frame[name].unique().drop_nulls().to_list()
        odd = [text for text in texts if test(text)]
        return self.frame[name].is_in(odd) if odd else pl.Series([False]).new_from_index(0, self.frame.height)

    def _packs(self) -> None:
        pairs = self.frame.select("jurisdiction", "flow").unique().drop_nulls().iter_rows()
        unknown = []
        for jurisdiction, flow in pairs:
            pack = self.heads.pack(jurisdiction, flow)
            if pack is None:
                unknown.append((jurisdiction, flow))
            else:
                self.packs[jurisdiction, flow] = pack
        for jurisdiction, flow in unknown:
            rows = (self.frame["jurisdiction"] == jurisdiction) & (self.frame["flow"] == flow)
            self.mark("jurisdiction", rows, NO_PACK)

    def _terms(self) -> None:
        """Incoterms as written, to the code in the table; the edition may stand beside the code or in a column."""
        editions = self.frame.select("incoterm", "jurisdiction", "flow", "incoterms_edition").unique().iter_rows()
        for written, jurisdiction, flow, edition in editions:
            pack = self.packs.get((jurisdiction, flow))
            if written is None or pack is None:
                continue
            match = _TERM.fullmatch(written)
            term = pack.valuation.terms.get(match[1]) if match else None
            stated = str(edition or (match and match[2]) or "")
            if match is None or term is None or (stated.isdigit() and int(stated) and int(stated) not in term.editions):
                alike = (self.frame["incoterm"] == written) & (self.frame["jurisdiction"] == jurisdiction) & (self.frame["flow"] == flow)
                self.mark("incoterm", alike & self.frame["incoterms_edition"].eq_missing(edition), NO_TERM)
            else:
                self.terms[written] = match[1]


def _completed(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns every frame has, in the letters the rules use; a cost without a currency is in that of the price."""
    blank = [name for name in ("jurisdiction", "flow", "incoterm", "incoterms_edition", "currency") if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in blank)
    if "date" not in frame.columns:
        frame = frame.with_columns(pl.lit(None, dtype=pl.Date).alias("date"))
    upper = [name for name in frame.columns if name in ("jurisdiction", "incoterm", "currency") or name.endswith("_currency")]
    frame = frame.with_columns(
        pl.col(upper).cast(pl.String).str.to_uppercase(), pl.col("flow").cast(pl.String).str.to_lowercase().fill_null("import")
    )
    for name in [c for c in frame.columns if c.endswith("_amount")]:
        currency = name.removesuffix("_amount") + "_currency"
        own = pl.col(currency) if currency in frame.columns else pl.lit(None, dtype=pl.String)
        frame = frame.with_columns(pl.coalesce(own, pl.col("currency")).alias(currency))
    return frame
