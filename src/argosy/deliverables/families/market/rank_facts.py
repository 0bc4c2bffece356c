"""The ranking a report stands on, gathered once: figures from the tables, facts people scored, the assessment, and what to cite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings

from argosy.deliverables.deliverable import Param
from argosy.deliverables.families.market.facts import OWN, TRADE, MarketFacts
from argosy.engines.assessment.question import Fact
from argosy.kernel.errors import BadInput
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.markets.assessing.facts import Held, held_facts, laid_over, past_review
from argosy.records.markets.assessing.queries import BESIDE, figures_from_warehouse, in_warehouse
from argosy.rules.markets.library import scheme

if TYPE_CHECKING:
    from argosy.engines.assessment.assessing import Assessment, Standing
    from argosy.engines.assessment.figures import Gathered
    from argosy.engines.assessment.question import Figure

SCORED, METHOD = "P1", "P2"
"""Facts scored by people, and the scheme of the ranking, as sources."""
CHOOSE = Param("choose", Text("要選幾個市場", "Markets to be chosen"), default="3")
LEAST = Param("least", Text("列入比較之最低規模（占全部市場 %）", "Least size to be compared (% of all markets)"), default="0.5")
WEIGHTS = Param("weights", Text("群組權重（例：A=30,B=20；空白為預設）", "Weights of groups (such as A=30,B=20; empty: the default)"))


@dataclass(frozen=True)
class RankFacts:
    """``made`` for the markets to be chosen; ``firsts`` market → share of draws in first place; ``cited`` family of tables → citation ids."""

    made: Assessment
    firsts: Mapping[str, float]
    gathered: Gathered
    held: Mapping[tuple[str, str], Held]
    cited: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    limits: tuple[Text, ...]

    @cached_property
    def leading(self) -> tuple[str, ...]:
        """Markets recommended or on the short list, in order."""
        return tuple(s.market for s in self.made.standings if s.status in ("recommend", "shortlist"))

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The markets a report goes into: those, or the first to be chosen where the evidence carries none."""
        return self.leading or tuple(s.market for s in self.made.standings[: self.made.question.chosen])

    def standing(self, market: str) -> Standing | None:
        """Where a market stands; ``None`` when it is gated or not ranked."""
        return next((s for s in self.made.standings if s.market == market), None)

    def figure(self, market: str, indicator: str) -> Figure | None:
        """What is known of a market."""
        return self.made.question.figures.get(market, {}).get(indicator)

    def cites(self, figure: Figure | None) -> tuple[str, ...]:
        """The citations of a figure by where it says it is from."""
        if figure is None:
            return ()
        family = figure.source.partition(":")[0]
        return self.cited.get(family, (SCORED,) if family.startswith("markets.MarketFact") else (TRADE,))


def gather_rank(facts: MarketFacts, margins: Mapping[str, float]) -> RankFacts:
    """Rank every market the tables speak of, or those asked for; ``margins`` are the firm's own, for the gate that asks for one.

    ``BadInput`` for weights or a count that cannot be.
    """
    from dataclasses import replace

    from argosy.engines.assessment.assessing import assess
    from argosy.engines.assessment.figures import Sought
    from argosy.engines.assessment.question import Question
    from argosy.engines.assessment.weighting import weights_of

    method, params = scheme(), facts.request.params
    sought = Sought(facts.ask.product[:6], facts.ask.home, facts.ask.year, float(method.settings.mirror_error))
    gathered, cited = figures_from_warehouse(sought, settings.ARGOSY_WAREHOUSE_URL)
    held, late = held_facts(facts.ask.product, facts.request.as_of)
    known = tuple(h for h in held if h.market in gathered.figures)
    figures, gates = laid_over(gathered.figures, method, known)
    gates = _with_margins(gates, margins, gathered.figures)
    universe = tuple(m for m in gathered.markets if m.isalpha() and len(m) == 2)
    large, small = _large(figures, universe, _percent(params.get("least", "")))
    question = Question(
        scheme=method, candidates=tuple(m for m in facts.ask.markets if m in universe) or large, figures=figures, universe=universe, facts=gates,
        weights=weights_of(method, _weights(params.get("weights", ""))), top=_count(params.get("choose", "")),
    )  # fmt: skip
    made = assess(question)
    firsts = {s.market: s.p_top for s in assess(replace(question, top=1)).standings}
    sources, families = _sources(facts, cited, len(known))
    return RankFacts(
        made,
        firsts,
        gathered,
        {(h.market, h.metric): h for h in known},
        families,
        sources,
        (*_told(gathered), *past_review(late), *_left_out(small, params)),
    )


def _large(figures: Mapping[str, Mapping[str, Figure]], universe: tuple[str, ...], least: float) -> tuple[tuple[str, ...], int]:
    """The markets of at least so large a share of all, by imports or, unknown, by what home sells; and how many are smaller."""
    sizes = {}
    for market in universe:
        found = figures[market].get("import_value") or figures[market].get("home_exports")
        sizes[market] = found.value if found else 0.0
    whole = sum(sizes.values())
    kept = tuple(m for m in universe if sizes[m] >= least * whole)
    return kept, len(universe) - len(kept)


def _percent(text: str) -> float:
    try:
        share = float(text.strip().rstrip("%") or 0) / 100
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise BadInput(Text("最低規模「{t}」應為 0 至 100 之百分比", "The least size “{t}” is a percentage from 0 to 100").format(t=text))
    return share


def _with_margins(
    gates: Mapping[str, Mapping[str, Fact]], margins: Mapping[str, float], markets: Iterable[str]
) -> dict[str, dict[str, Fact]]:
    """Own margins stand for the gate's fact where nobody told another."""
    found = {m: dict(row) for m, row in gates.items()}
    for market in markets:
        if market in margins:
            found.setdefault(market, {}).setdefault("margin", Fact(margins[market], OWN))
    return found


def _left_out(small: int, params: Mapping[str, str]) -> tuple[Text, ...]:
    words = Text(
        "{n} 個市場之規模低於全部市場之 {p}%，未列入比較（仍計入尺度）",
        "{n} markets below {p}% of all are not compared (they still fix the scales)",
    )
    return (words.format(n=small, p=params.get("least", "")),) if small and not params.get("markets") else ()


SAID = ("合成", "尚未完整")
"""Notes that the scope of every market report has already: made-up data, an unfinished last year."""


def _told(gathered: Gathered) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(n for n in gathered.notes if not any(word in n.zh for word in SAID)))


def _weights(text: str) -> dict[str, float] | None:
    """``A=30,B=20`` as numbers; nothing for the scheme's own."""
    if not text.strip():
        return None
    try:
        pairs = [part.split("=") for part in text.replace("；", ",").replace("，", ",").replace(";", ",").split(",") if part.strip()]
        return {name.strip(): float(value.strip().rstrip("%")) for name, value in pairs}
    except ValueError:
        raise BadInput(Text("權重「{t}」應如 A=30,B=20", "Weights “{t}” are written like A=30,B=20").format(t=text)) from None


def _count(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 10:
        raise BadInput(Text("要選的市場數為 1 至 10", "Markets to be chosen are 1 to 10"))
    return int(text)


def _sources(facts: MarketFacts, cited: tuple[dict[str, Any], ...], known: int) -> tuple[tuple[Source, ...], dict[str, tuple[str, ...]]]:
    """Sources the report does not have yet, and the citations of each family of tables."""
    from argosy.warehouse.store import open_warehouse

    store = open_warehouse(settings.ARGOSY_WAREHOUSE_URL)
    family = {c["sha256"]: name for name in ("trade", *BESIDE) for tables in in_warehouse(store, name) for c in tables.citations}
    there = {s.sha256: s.id for s in facts.sources if s.sha256}
    found, families = [], {}
    for place, one in enumerate(cited, 1):
        identity = there.get(one["sha256"], f"R{place}")
        families[family.get(one["sha256"], "trade")] = (*families.get(family.get(one["sha256"], "trade"), ()), identity)
        if one["sha256"] not in there:
            found.append(_source(one, identity))
    if known:
        title = Text("本公司評定之市場事實（含佐證）", "Facts of markets scored by the firm, with evidence")
        found.append(Source(SCORED, "record", title, facts.firm.name, as_of=facts.request.as_of, rows=known))
    method = scheme()
    found.append(Source(METHOD, "rule", method.label, Text("Argosy", "Argosy"), method.version))
    return tuple(found), families


def _source(one: dict[str, Any], identity: str) -> Source:
    publisher = Text(one["publisher_zh"], one["publisher_en"])
    return Source(
        identity, "dataset", Text(one["title_zh"], one["title_en"]), publisher, one["version"], one["as_of"], None, one["url"], one["licence"],
        one["rows"], one["sha256"], None,
    )  # fmt: skip
