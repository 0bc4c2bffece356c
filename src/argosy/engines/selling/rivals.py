"""Products compared attribute by attribute, price bands, what a buyer pays landed, and quotations won and lost against each rival."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from argosy.engines.performance.estimate import Estimate, wilson

EVEN = 0.02
"""Two measures within two per cent of each other are even."""
AHEAD, LEVEL_WITH, BEHIND, UNKNOWN = "ahead", "even", "behind", "unknown"


@dataclass(frozen=True, slots=True)
class Measure:
    """One attribute of a product: a number in some unit, or words; neither: known to be unknown."""

    value: float | None = None
    words: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known."""
        return self.value is not None or bool(self.words)


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute compared: its ``importance`` 1 to 5, which way is ``better`` (higher, lower, none), ours and each rival's."""

    name: str
    importance: int
    better: str
    own: Measure
    rivals: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Score:
    """The advantage over one rival: Σ importance × sign over what is known. ``known`` and ``whole`` are importances; ``unknown`` counts attributes."""

    rival: str
    points: int
    known: int
    whole: int
    unknown: int
    attributes: int

    @property
    def share(self) -> float | None:
        """Points of the importance known, −1 to 1; ``None`` where nothing is known."""
        return self.points / self.known if self.known else None


def judged(attribute: Attribute, rival: str) -> str:
    """Ours against one rival's: ahead, even, behind, or unknown. Words have no order: alike is even, otherwise it cannot be told."""
    own, other = attribute.own, attribute.rivals.get(rival, Measure())
    if not (own.known and other.known):
        return UNKNOWN
    if own.value is None or other.value is None or attribute.better == "none":
        same = own.words == other.words if own.words or other.words else own.value == other.value
        return LEVEL_WITH if same else UNKNOWN
    gap = relative_gap(own.value, other.value)
    if gap is None or abs(gap) <= EVEN:
        return LEVEL_WITH
    return AHEAD if (gap > 0) == (attribute.better == "higher") else BEHIND


def relative_gap(own: float, other: float) -> float | None:
    """Ours over the rival's less one; ``None`` where theirs is nought and ours is not."""
    if other == 0:
        return 0.0 if own == 0 else None
    return own / other - 1


def score(attributes: Sequence[Attribute], rival: str) -> Score:
    """The advantage over one rival. What is unknown adds nothing to the points and is counted beside them, never as nought."""
    signs = {AHEAD: 1, LEVEL_WITH: 0, BEHIND: -1}
    told = [(one, judged(one, rival)) for one in attributes]
    known = [(one, verdict) for one, verdict in told if verdict != UNKNOWN]
    return Score(
        rival, sum(one.importance * signs[verdict] for one, verdict in known), sum(one.importance for one, _ in known),
        sum(one.importance for one in attributes), len(told) - len(known), len(told),
    )  # fmt: skip


def unknown_share(attributes: Sequence[Attribute]) -> float | None:
    """The share of cells, ours and the rivals', of which nothing is known; ``None`` without cells."""
    cells = [measure for one in attributes for measure in (one.own, *one.rivals.values())]
    return sum(not cell.known for cell in cells) / len(cells) if cells else None


def quantile(numbers: Iterable[float], share: float) -> float | None:
    """The quantile of a sample by linear interpolation (Hyndman and Fan's type 7); ``None`` of nothing."""
    rows = sorted(numbers)
    if not rows:
        return None
    at = (len(rows) - 1) * share
    low = int(at)
    high = min(low + 1, len(rows) - 1)
    return rows[low] + (rows[high] - rows[low]) * (at - low)


@dataclass(frozen=True, slots=True)
class Band:
    """The spread of prices seen: 5th, 50th and 95th percentile of ``n`` observations, in one currency and unit."""

    n: int
    p5: float
    p50: float
    p95: float


def band(prices: Sequence[float]) -> Band | None:
    """The price band; ``None`` where no price was seen."""
    ends = [quantile(prices, share) for share in (0.05, 0.5, 0.95)]
    if ends[0] is None or ends[1] is None or ends[2] is None:
        return None
    return Band(len(prices), ends[0], ends[1], ends[2])


def landed(price: Fraction, freight: Fraction, duty: Fraction, tax: Fraction = Fraction(0)) -> Fraction:
    """What a buyer pays landed for one unit: (price × (1 + freight)) × (1 + duty) × (1 + tax); rates are fractions of one, freight on the price, duty on
    price and freight (CIF), tax on all of it."""
    return price * (1 + freight) * (1 + duty) * (1 + tax)


@dataclass(frozen=True, slots=True)
class Against:
    """Quotations decided while a rival was named: won of decided with Wilson's interval, and how many were lost on price."""

    rival: str
    won: int
    lost: int
    on_price: int
    rate: Estimate
    value_lost: float


def against(quotes: Iterable[tuple[str, str, str, float]]) -> list[Against]:
    """By rival, the most decided first: quotes as (rival, outcome, reason, value). Open and expired ones, and those naming nobody, are left out."""
    rows: dict[str, list[tuple[str, str, float]]] = {}
    for rival, outcome, reason, value in quotes:
        if rival and outcome in ("won", "lost"):
            rows.setdefault(rival, []).append((outcome, reason, value))
    found = [_against(rival, told) for rival, told in rows.items()]
    return sorted(found, key=lambda one: (-(one.won + one.lost), one.rival))


def _against(rival: str, rows: list[tuple[str, str, float]]) -> Against:
    won = sum(outcome == "won" for outcome, _, _ in rows)
    lost = [(reason, value) for outcome, reason, value in rows if outcome == "lost"]
    return Against(rival, won, len(lost), sum(r == "price" for r, _ in lost), wilson(won, len(rows)), sum(v for _, v in lost))


def price_step(before: Sequence[float], after: Sequence[float]) -> float | None:
    """The change of the median price after a day against before it, of one: −0.09 for nine per cent less; ``None`` without either."""
    first, second = quantile(before, 0.5), quantile(after, 0.5)
    return None if not first or second is None else second / first - 1
