"""BG/NBD: customers buy as a Poisson process and may drop out after any purchase.

Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2): rates are Gamma(r, alpha), chances of dropping out
Beta(a, b). Formulas: likelihood (6), expected purchases (10), chance of being a customer still (their note of 2008). Without dropout (a = 0) it
is the NBD of Ehrenberg (1959). A likelihood that gains nothing from dropout has its greatest value on that boundary: see ``Buying.boundary``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from argosy.engines.customers.fitting import Fit, maximise
from argosy.engines.customers.history import Floats, Summary

GAIN = 1.3528
"""Half the 90 % point of chi-squared with one degree: on a boundary, half the weight is on no gain at all, so this is a test at 5 %."""
SMALL = 1e-3
"""A mean chance of dropping out below this is none."""
LARGE = 300.0
"""Above this ``a``, chances of dropping out are all but the same for all."""
STARTS = ((0.5, 8.0, 1.0, 2.5), (1.0, 10.0, 0.2, 2.0), (0.3, 3.0, 0.05, 5.0))


@dataclass(frozen=True, slots=True)
class Buying:
    """Both models fitted to the same customers. ``boundary``: the data do not show dropout, so ``nbd`` speaks and not ``full``."""

    full: Fit
    nbd: Fit
    boundary: bool

    @property
    def gain(self) -> float:
        """How much the log-likelihood gains from dropout."""
        return self.full.log_likelihood - self.nbd.log_likelihood

    @property
    def dropout(self) -> float:
        """The mean chance of dropping out after a purchase, a / (a + b)."""
        return self.full["a"] / (self.full["a"] + self.full["b"])


def fit(told: Summary) -> Buying:
    """Both models by greatest likelihood. ``ValueError`` without any customer."""
    if not told.n:
        raise ValueError("no customers")
    rows, weights = _grouped(told)
    full = maximise(("r", "alpha", "a", "b"), lambda at: _loss(at, rows, weights), _starts(told), told.n)
    nbd = maximise(("r", "alpha"), lambda at: _plain_loss(at, rows, weights), [start[:2] for start in _starts(told)], told.n)
    gain = full.log_likelihood - nbd.log_likelihood
    none = full["a"] / (full["a"] + full["b"]) < SMALL
    return Buying(full, nbd, gain < GAIN or none or "a" in full.at_bound)


def _starts(told: Summary) -> list[tuple[float, float, float, float]]:
    """Fixed starts, with alpha in the unit of the data: r over alpha is about the mean rate."""
    rate = float(told.x.sum() / max(told.age.sum(), 1e-9)) or 1e-3
    return [(r, max(min(r / rate, 1e4), 1e-3), a, b) for r, _, a, b in STARTS]


def _grouped(told: Summary) -> tuple[Floats, Floats]:
    """Different rows of (x, recency, age) as a ``(3, m)`` array, and how many customers have each."""
    rows, counts = np.unique(np.vstack([told.x, told.recency, told.age]), axis=1, return_counts=True)
    return rows, counts.astype(np.float64)


def _loss(at: Floats, rows: Floats, weights: Floats) -> tuple[float, Floats]:
    """Minus the log-likelihood and its gradient by the logarithms of r, alpha, a, b."""
    from scipy.special import digamma, gammaln

    r, alpha, a, b = np.exp(at)
    x, recency, age = rows
    again = x > 0
    head = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    stays = -(r + x) * np.log(alpha + age)
    gone = np.where(again, np.log(a) - np.log(np.where(again, b + x - 1, 1.0)) - (r + x) * np.log(alpha + recency), -np.inf)
    both = np.logaddexp(stays, gone)
    share_gone = np.where(again, np.exp(gone - both), 0.0)
    share_stays = 1 - share_gone
    by_r = digamma(r + x) - digamma(r) + np.log(alpha) - share_stays * np.log(alpha + age) - share_gone * np.log(alpha + recency)
    by_alpha = r / alpha - (r + x) * (share_stays / (alpha + age) + share_gone / (alpha + recency))
    tail = digamma(a + b) - digamma(a + b + x)
    by_a = tail + share_gone / a
    by_b = tail + digamma(b + x) - digamma(b) - np.where(again, share_gone / np.where(again, b + x - 1, 1.0), 0.0)
    gradient = np.array([weights @ by_r * r, weights @ by_alpha * alpha, weights @ by_a * a, weights @ by_b * b])
    return -float(weights @ (head + both)), -gradient


def _plain_loss(at: Floats, rows: Floats, weights: Floats) -> tuple[float, Floats]:
    """As ``_loss`` without dropout."""
    from scipy.special import digamma, gammaln

    r, alpha = np.exp(at)
    x, _, age = rows
    each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)
    by_r = digamma(r + x) - digamma(r) + np.log(alpha) - np.log(alpha + age)
    by_alpha = r / alpha - (r + x) / (alpha + age)
    return -float(weights @ each), -np.array([weights @ by_r * r, weights @ by_alpha * alpha])


def alive(told: Summary, fitted: Fit) -> Floats:
    """The chance that each is a customer still. Nan without a repeat purchase, of which the model cannot tell: dropping out follows a purchase."""
    r, alpha, a, b = (fitted[name] for name in ("r", "alpha", "a", "b"))
    again = told.x > 0
    odds = a / np.where(again, b + told.x - 1, 1.0) * np.exp((r + told.x) * (np.log(alpha + told.age) - np.log(alpha + told.recency)))
    return np.where(again, 1 / (1 + odds), np.nan)


def expected(told: Summary, fitted: Fit, ahead: float) -> Floats:
    """Purchases expected of each in the next ``ahead`` units, dropout allowed for.

    Equation (10). For ``a`` of common size by Euler's transformation of the hypergeometric function, which large ``x`` do not overflow: with
    z = t / (alpha + T + t), E = (a+b+x-1)/(a-1) (1 - (1-z)^(a-1) F(a+b-1-r, a-1; a+b+x-1; z)) / (1 + odds of being gone).
    """
    r, alpha, a, b = (fitted[name] for name in ("r", "alpha", "a", "b"))
    a += 1e-6 if abs(a - 1) < 1e-6 else 0.0
    z = ahead / (alpha + told.age + ahead)
    here = np.nan_to_num(alive(told, fitted), nan=1.0)
    return np.asarray(np.maximum((a + b + told.x - 1) / (a - 1) * (1 - _left(r, a, b, told.x, z)) * here, 0.0))


def _left(r: float, a: float, b: float, x: Floats, z: Floats) -> Floats:
    """(1-z)^(r+x) F(r+x, b+x; a+b+x-1; z), transformed or, for a large ``a``, as printed: there every chance of dropping out is about a/(a+b)."""
    from scipy.special import hyp2f1

    if a < LARGE:
        return np.asarray((1 - z) ** (a - 1) * hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, z))
    share = b / (a + b)
    return np.asarray(((1 - z) / (1 - z * share)) ** (r + x))


def expected_plain(told: Summary, fitted: Fit, ahead: float) -> Floats:
    """Purchases expected of each by the NBD: t (r + x) / (alpha + T)."""
    return np.asarray(ahead * (fitted["r"] + told.x) / (fitted["alpha"] + told.age))


def interval_plain(told: Summary, fitted: Fit, ahead: float, level: float = 0.80) -> tuple[Floats, Floats]:
    """Bounds of the purchases of each under the NBD: quantiles of the negative binomial that is left after what was bought."""
    from scipy.stats import nbinom

    chance = (fitted["alpha"] + told.age) / (fitted["alpha"] + told.age + ahead)
    tail = (1 - level) / 2
    return np.asarray(nbinom.ppf(tail, fitted["r"] + told.x, chance)), np.asarray(nbinom.ppf(1 - tail, fitted["r"] + told.x, chance))


def interval(told: Summary, fitted: Fit, ahead: float, level: float = 0.80) -> tuple[Floats, Floats]:
    """Bounds of the purchases of each under the BG/NBD: those of the NBD, mixed with no purchase at all by the chance of being gone.

    Dropping out within the horizon is not counted, so the upper bound is rather too high than too low.
    """
    from scipy.stats import nbinom

    here = np.nan_to_num(alive(told, fitted), nan=1.0)
    chance = (fitted["alpha"] + told.age) / (fitted["alpha"] + told.age + ahead)
    tail, size = (1 - level) / 2, fitted["r"] + told.x
    gone = 1 - here
    quantiles = [np.clip((share - gone) / np.maximum(here, 1e-12), 0.0, 1.0) for share in (tail, 1 - tail)]
    low, high = (np.where(q > 0, nbinom.ppf(np.minimum(q, 1 - 1e-12), size, chance), 0.0) for q in quantiles)
    return np.asarray(low), np.asarray(high)
