"""Economic complexity of exporters (ECI) and products (PCI): exact eigenvector, method of reflections, fitness.

Sources: Hidalgo & Hausmann (2009), PNAS 106; Hausmann, Hidalgo et al. (2014), The Atlas of Economic Complexity; Tacchella et al. (2012),
Scientific Reports 2; Mariani et al. (2015), Eur. Phys. J. B 88 (extremality). The work is done on the smaller side of the matrix.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from argosy.engines.market.matrix import Floats, Presence
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text

Method = Literal["eigenvalue", "reflections", "fitness"]
Scale = Literal["own", "eci"]
METHODS: tuple[Method, ...] = ("eigenvalue", "reflections", "fitness")
SCALES: tuple[Scale, ...] = ("own", "eci")
WEAK_SIGN = 0.1  # below this correlation with diversity the direction of the axis is not firm
BLURRED = 1e-9  # spread of the reflections against their mean, below which rounding decides the order
NO_ORDER = 1e-12  # a second eigenvalue of nothing
SMALLEST = 280.0  # decimal digits a fitness may fall below 1 before it is held there, so that its inverse stays a number


@dataclass(frozen=True, slots=True)
class Way:
    """How complexity is computed and scaled.

    ``iterations`` counts the start vector, as the published packages do: 20 are 19 updates. ``sample`` divides by n - 1 in the standard deviation
    (R, Stata, pandas), else by n (numpy, ecomplexity). ``pci_scale``: ``own`` z-scores PCI by itself, ``eci`` by mean and deviation of ECI.
    Fitness is scaled to mean 1 and not z-scored.
    """

    method: Method = "eigenvalue"
    iterations: int = 20
    extremality: float = 1.0
    pci_scale: Scale = "own"
    sample: bool = True

    def __post_init__(self) -> None:
        if self.method not in METHODS or self.pci_scale not in SCALES:
            words = Text("方法應為 {m}，PCI 尺度應為 {s}", "the method is one of {m}, the scale of PCI one of {s}")
            raise BadInput(words.format(m=", ".join(METHODS), s=", ".join(SCALES)))
        if self.iterations < 3 or not self.extremality > 0:
            raise BadInput(Text("迭代次數至少 3，極端度大於 0", "At least 3 iterations, and an extremality above 0"))


@dataclass(frozen=True, slots=True, eq=False)
class Complexity:
    """``eci`` of shape (exporters,), ``pci`` of shape (products,). ``updates`` counts the steps of each (0: exact).

    ``gap`` is the ratio of the third to the second eigenvalue (None unless exact): near 1 the axis is not well determined.
    ``cautions`` say what a reader must know.
    """

    eci: Floats
    pci: Floats
    way: Way
    updates: tuple[int, int]
    gap: float | None
    cautions: tuple[Text, ...]


def complexity(found: Presence, way: Way | None = None) -> Complexity:
    """ECI and PCI of a presence matrix. ``BadInput`` with fewer than three exporters or products, or where all are alike."""
    way = way or Way()
    ones = found.matrix.figures
    if min(ones.shape) < 3:
        raise BadInput(Text("至少須有三個出口地與三種產品", "At least three exporters and three products are needed"))
    if way.method == "fitness":
        eci, pci = _fitness(ones, way)
        return Complexity(eci, pci, way, (way.iterations - 1, way.iterations - 1), None, ())
    if way.method == "reflections":
        eci, pci, updates = _reflections(found, way.iterations)
        return Complexity(*_scaled(eci, pci, way), way, updates, None, _blurred(eci))
    eci, pci, gap = _eigenvector(found)
    return Complexity(*_scaled(eci, pci, way), way, (0, 0), gap, _cautions(eci, found.diversity))


def _eigenvector(found: Presence) -> tuple[Floats, Floats, float]:
    """K = D_c^-½ v, v the second eigenvector of S Sᵀ with S = D_c^-½ M D_p^-½: that of D_c⁻¹ M D_p⁻¹ Mᵀ, but from a symmetric matrix.

    PCI = D_p⁻¹ Mᵀ K and ECI = D_c⁻¹ M PCI, so that one is the mean of the other; more of it goes with more diversity.
    """
    ones, diversity, ubiquity = found.matrix.figures, found.diversity, found.ubiquity
    s = ones / np.sqrt(diversity)[:, None] / np.sqrt(ubiquity)[None, :]
    wide = s.shape[0] <= s.shape[1]
    values, vectors = np.linalg.eigh(s @ s.T if wide else s.T @ s)
    if values[-2] < NO_ORDER:
        raise BadInput(Text("各出口地之產品組合相同，無法排序", "All exporters have the same products: there is no order among them"))
    second = vectors[:, -2]
    pci = ones.T @ (second / np.sqrt(diversity)) / ubiquity if wide else second / np.sqrt(ubiquity)
    eci = ones @ pci / diversity
    sign = -1.0 if _link(diversity, eci) < 0 else 1.0
    return sign * eci, sign * pci, float(values[-3] / values[-2])


def _reflections(found: Presence, iterations: int) -> tuple[Floats, Floats, tuple[int, int]]:
    """k_c,N = Σ_p M k_p,N-1 / k_c,0 and k_p,N = Σ_c M k_c,N-1 / k_p,0; ECI is the last of even order, PCI the last of odd order."""
    ones, diversity, ubiquity = found.matrix.figures, found.diversity, found.ubiquity
    exporters, products = [diversity], [ubiquity]
    for _ in range(iterations - 1):
        step = ones @ products[-1] / diversity, ones.T @ exporters[-1] / ubiquity
        exporters.append(step[0])
        products.append(step[1])
    last = iterations - 1
    even, odd = last - last % 2, last - 1 + last % 2
    return exporters[even], products[odd], (even, odd)


def _fitness(ones: Floats, way: Way) -> tuple[Floats, Floats]:
    """F = Σ_p M Q and Q = (Σ_c M F^-γ)^(-1/γ), each scaled to mean 1 at every step, both from the values of the step before."""
    fitness, quality = np.ones(ones.shape[0]), np.ones(ones.shape[1])
    lowest = 10.0 ** (-SMALLEST / max(way.extremality, 1.0))
    for _ in range(way.iterations - 1):
        up = ones @ quality
        down = (ones.T @ np.maximum(fitness, lowest) ** -way.extremality) ** (-1.0 / way.extremality)
        fitness, quality = up / up.mean(), down / down.mean()
    return fitness, quality


def _scaled(eci: Floats, pci: Floats, way: Way) -> tuple[Floats, Floats]:
    ddof = int(way.sample)
    mean, deviation = eci.mean(), eci.std(ddof=ddof)
    own = way.pci_scale == "own"
    pci_mean, pci_deviation = (pci.mean(), pci.std(ddof=ddof)) if own else (mean, deviation)
    return (eci - mean) / deviation, (pci - pci_mean) / pci_deviation


def _blurred(eci: Floats) -> tuple[Text, ...]:
    if float(eci.std()) > BLURRED * abs(float(eci.mean())):
        return ()
    words = "反射次數過多，差異已小於捨入誤差，請減少 --iterations 或改用 eigenvalue"
    return (Text(words, "So many reflections that rounding decides the order: use fewer --iterations, or eigenvalue"),)


def _link(diversity: Floats, eci: Floats) -> float:
    return 0.0 if np.ptp(diversity) == 0 else float(np.corrcoef(diversity, eci)[0, 1])


def _cautions(eci: Floats, diversity: Floats) -> tuple[Text, ...]:
    link = _link(diversity, eci)
    if abs(link) >= WEAK_SIGN:
        return ()
    words = Text("ECI 與多樣性之相關僅 {r:.2f}，方向未定", "ECI correlates with diversity by {r:.2f} only: its direction is not firm")
    return (words.format(r=link),)
