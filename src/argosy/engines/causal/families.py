"""The families a gravity equation is fitted by, all with a log link but OLS: weights, scores, deviance and likelihood of each.

A pseudo-maximum-likelihood estimator is consistent when the mean is right, whatever the distribution (Gourieroux, Monfort and Trognon 1984;
Santos Silva and Tenreyro 2006). PPML weighs every unit of trade alike, Gamma PML every log point, NLS every squared unit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from argosy.engines.causal.columns import Floats
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Family:
    """``weight`` is mu'^2 / V(mu), the working weight; the score of a row is weight × (y − mu) / mu × x. ``zero``: whether y may be 0."""

    id: str
    name: Text
    weight: Callable[[Floats], Floats]
    deviance: Callable[[Floats, Floats], float]
    zero: bool


def _ratio(y: Floats, mu: Floats) -> Floats:
    """y · log(y/mu), nought where y is."""
    return np.where(y > 0, y * np.log(np.where(y > 0, y, 1.0) / mu), 0.0)


FAMILIES = {
    "ppml": Family(
        "ppml",
        Text("卜瓦松虛擬最大概似（PPML）", "Poisson pseudo-maximum likelihood (PPML)"),
        lambda mu: mu,
        lambda y, mu: float(2 * (_ratio(y, mu) - (y - mu)).sum()),
        True,
    ),
    "gamma": Family(
        "gamma",
        Text("Gamma 虛擬最大概似", "Gamma pseudo-maximum likelihood"),
        np.ones_like,
        lambda y, mu: float(2 * (np.log(mu) + y / mu).sum()),
        True,
    ),
    "nls": Family(
        "nls",
        Text("非線性最小平方法（對數連結）", "Non-linear least squares (log link)"),
        lambda mu: mu * mu,
        lambda y, mu: float(((y - mu) ** 2).sum()),
        True,
    ),
}
OLS = Text("最小平方法（OLS）", "Ordinary least squares (OLS)")


def check_outcome(y: Floats, name: str) -> None:
    """``BadInput`` for a negative outcome or one that is nought everywhere, with the number of rows."""
    below = int((y < 0).sum())
    if below:
        raise BadInput(
            Text(
                "應變數「{n}」有 {k} 列為負（最小 {m}）；PPML 等只用於不為負的數值，請查明或改用 OLS",
                "The outcome “{n}” is negative in {k} rows (lowest {m}): PPML and its kin take values from nought on; check them, or use OLS",
            ).format(n=name, k=below, m=f"{y.min():g}")
        )
    if not (y > 0).any():
        raise BadInput(
            Text("應變數「{n}」全為零，無法估計", "The outcome “{n}” is nought in every row: nothing can be estimated").format(n=name)
        )


def poisson_likelihood(y: Floats, mu: Floats) -> float:
    """The Poisson log-likelihood with its constant, as software prints it."""
    from scipy.special import gammaln

    return float((np.where(y > 0, y * np.log(mu), 0.0) - mu - gammaln(y + 1)).sum())
