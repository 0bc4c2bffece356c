"""Rank the markets for a product: tables, facts and weights in; an assessment with its citations out. The web, the API and the command line call this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from argosy.engines.assessment.answer import assessment_json
from argosy.engines.assessment.assessing import Assessment, assess
from argosy.engines.assessment.figures import Gathered, Sought
from argosy.engines.assessment.question import Fact, Figure, Question
from argosy.engines.assessment.weighting import weights_of
from argosy.importers.assessment_files import Given, checksum, facts_of, table_of, weights_in
from argosy.kernel.countries import name_of
from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.markets.assessing.facts import held_facts, laid_over, past_review
from argosy.records.markets.assessing.models import SCORED_BY_PEOPLE
from argosy.records.markets.assessing.queries import Tables, first_that_tells, in_warehouse
from argosy.records.reference.queries import today
from argosy.rules.markets.library import scheme
from argosy.rules.markets.scheme import Scheme
from argosy.warehouse.store import Warehouse, open_warehouse

NEEDED = {
    "trade": ("period", "exporter", "importer", "product", "value", "side"),
    "countries": ("country", "period", "indicator", "value"),
    "tariffs": ("importer", "exporter", "product", "period", "applied"),
}


@dataclass(frozen=True, slots=True)
class RankAsk:
    """What is asked: ``product`` (HS, zeros kept), ``home`` (alpha-2); files or nothing (then the warehouse); the rest as ``argosy market rank``.

    ``facts`` may be a file or values; ``shares`` are weights by group or indicator, in place of a file of them. ``min_value`` USD leaves out markets that import less (or, where that is unknown, are sold less by home).
    """

    product: str
    home: str
    trade: Path | None = None
    countries: Path | None = None
    tariffs: Path | None = None
    facts: Path | tuple[Given, ...] = ()
    weights: Path | None = None
    shares: Mapping[str, float] | None = None
    markets: tuple[str, ...] = ()
    min_value: float = 0.0
    top: int = 3
    period: int = 0
    seed: int = 20260101


@dataclass(frozen=True, slots=True)
class Ranked:
    """The assessment, the figures it stands on, markets left out as too small (with their value), and what to cite."""

    ask: RankAsk
    made: Assessment
    gathered: Gathered
    small: dict[str, float]
    citations: tuple[dict[str, Any], ...]

    @property
    def names(self) -> dict[str, Text]:
        """Every market's name in both languages."""
        return {m: name_of(m) for m in self.gathered.markets}


def rank_markets(ask: RankAsk, url: str) -> Ranked:
    """Gather the figures, lay the facts over them, assess; ``url`` is the address of the warehouse. ``BadInput`` and ``NotFound`` say which file, row and field."""
    method = scheme()
    sought = Sought(ask.product.strip().replace(".", ""), ask.home.strip().upper(), ask.period, float(method.settings.mirror_error))
    ask = replace(ask, product=sought.product, home=sought.home)
    gathered, cited = _gathered(ask, sought, url)
    given = facts_of(ask.facts) if isinstance(ask.facts, Path) else ask.facts
    held, late = held_facts(ask.product, today()) if ask.trade is None else ((), 0)
    gathered = replace(gathered, notes=(*gathered.notes, *past_review(late)))
    laid, known = laid_over(gathered.figures, method, (h for h in held if h.market in gathered.figures))
    figures, facts = with_facts(replace(gathered, figures=laid), method, given, known)
    universe = tuple(m for m in gathered.markets if m.isalpha() and len(m) == 2)
    wanted = _wanted(ask, universe, figures)
    small = {m: size for m in wanted if (size := _size(figures.get(m, {}))) < ask.min_value}
    question = Question(
        scheme=method,
        candidates=tuple(m for m in wanted if m not in small),
        figures=figures,
        universe=universe,
        facts=facts,
        weights=weights_of(method, weights_in(ask.weights) if ask.weights else ask.shares),
        seed=ask.seed,
        top=ask.top,
    )
    more = (_file_citation(ask.facts, "facts"),) if isinstance(ask.facts, Path) else ()
    return Ranked(ask, assess(question), gathered, small, (*cited, *more))


def ranking_json(ranked: Ranked) -> dict[str, Any]:
    """The answer of ``argosy market rank --json``."""
    gathered = ranked.gathered
    return {
        "product": ranked.ask.product, "home": ranked.ask.home, "year": gathered.year, **assessment_json(ranked.made, ranked.names),
        "screened_out": [{"market": m, "value": v} for m, v in ranked.small.items()], "basis": dict(gathered.basis),
        "notes": [_both(n) for n in gathered.notes],
        "cautions": [{"market": m, **_both(c)} for m, told in gathered.cautions.items() for c in told],
        "citations": list(ranked.citations),
    }  # fmt: skip


def with_facts(
    gathered: Gathered, method: Scheme, given: tuple[Given, ...], known: Mapping[str, Mapping[str, Fact]] | None = None
) -> tuple[dict[str, dict[str, Figure]], dict[str, dict[str, Fact]]]:
    """Facts of a file laid over the figures, and over the gates' facts ``known`` from the records: those of the file count.

    ``BadInput`` lists every row that names neither, or a score by people outside 1 to 5 or without evidence.
    """
    indicators, gates = {i.id for i in method.indicators}, {g.metric for g in method.gates}
    problems = [p for one in given if (p := _fault(one, indicators, gates))]
    if problems:
        raise BadInput(Text("事實檔有 {n} 列有誤", "The facts have {n} bad rows").format(n=len(problems)), problems)
    figures, facts = laid_over(gathered.figures, method, given)
    both = {m: {**(known or {}).get(m, {}), **facts.get(m, {})} for m in {*(known or {}), *facts}}
    return figures, both


def _gathered(ask: RankAsk, sought: Sought, url: str) -> tuple[Gathered, tuple[dict[str, Any], ...]]:
    """Figures from the files given, and from the warehouse for what is not."""
    store = open_warehouse(url)
    given = {"countries": ask.countries, "tariffs": ask.tariffs, "fx": None}
    others = {family: found[0] for family, file in given.items() if (found := _tables(family, file, store))}
    return first_that_tells(_tables("trade", ask.trade, store), sought, others, url)


def _tables(family: str, file: Path | None, store: Warehouse) -> list[Tables]:
    """The file given, else the warehouse's."""
    if file is None:
        return in_warehouse(store, family)
    whole = (file,) if file.suffix.lower() == ".parquet" else ()
    return [Tables(table_of(file, NEEDED[family]), whole, (_file_citation(file, family),))]


def _file_citation(file: Path, family: str) -> dict[str, Any]:
    """How a file is cited: its name and checksum; edition and licence are not known of it."""
    return {"dataset": family, "version": None, "as_of": None, "licence": None, "file": file.name, "sha256": checksum(file)}


def _wanted(ask: RankAsk, universe: tuple[str, ...], figures: dict[str, dict[str, Figure]]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(m.strip().upper() for m in ask.markets if m.strip()))
    strange = [m for m in named if m not in figures]
    if strange:
        raise BadInput(Text("沒有 {m} 的任何資料", "There is no figure on {m}").format(m=", ".join(strange)))
    return named or universe


def _fault(one: Given, indicators: set[str], gates: set[str]) -> Problem | None:
    if one.metric not in indicators | gates:
        words = Text("不認得「{m}」；可用 {k}", "{m} is not known; use one of {k}")
        return Problem(words.format(m=one.metric, k=", ".join(sorted(indicators | gates))), "", one.row, "metric")
    if one.metric in SCORED_BY_PEOPLE and not (1 <= one.value <= 5 and one.source):
        words = Text("人工評分須為 1 至 5，並附佐證來源", "a score by people goes from 1 to 5 and names its evidence")
        return Problem(words, "", one.row, "value")
    return None


def _size(row: dict[str, Figure]) -> float:
    """What a market imports; what home sells it when that is not known."""
    figure = row.get("import_value") or row.get("home_exports")
    return figure.value if figure else 0.0


def _both(text: Text) -> dict[str, str]:
    return {"text_zh": text.zh, "text_en": text.en}
