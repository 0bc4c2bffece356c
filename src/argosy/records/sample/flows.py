"""Made-up trade of the sample firm's goods: fifteen importers, twelve products, eight suppliers each, ninety months. All of it synthetic.

A flow is gravity (sizes over distance) times how good the supplier is at the product, the importer's growth, the season of the chapter and
noise. Planted: Vietnam's imports grow 14 % a year while Taiwan keeps 0.6 % of them; world demand grows 9 % a year, Taiwan's markets 2 points
less, and Taiwan loses 4 points to its rivals (shift-share of 2025 on 2024). ``mirror_value`` is what the exporter tells, off by N(0, 6 %).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import polars

FIRST, MONTHS = 2019, 90
MIRROR = 0.06
NOISE = 0.05
OUR_SHARE_IN_VN = 0.006
OUR_DRIFT = -0.041
"""What Taiwan loses to rivals in a year, in logs."""
# importer: size in million US dollars a month, growth a year, east-west place for distances (hours from Greenwich), how well Taiwan sells there
IMPORTERS = {
    "US": (90.0, 0.074, -6.0, 1.6), "JP": (42.0, 0.030, 9.0, 2.4), "DE": (38.0, 0.108, 1.0, 1.0), "GB": (30.0, 0.108, 0.0, 0.8), "NL": (26.0, 0.125, 0.8, 1.1),
    "FR": (28.0, 0.108, 0.6, 0.7), "CA": (20.0, 0.100, -5.5, 1.0), "AU": (18.0, 0.098, 10.0, 1.3), "KR": (22.0, 0.104, 8.8, 1.0), "SG": (12.0, 0.106, 7.0, 1.3),
    "MY": (10.0, 0.118, 6.8, 1.2), "TH": (11.0, 0.114, 6.7, 1.1), "VN": (9.0, 0.140, 7.1, 0.1), "PH": (7.0, 0.120, 8.1, 1.2), "TW": (16.0, 0.080, 8.0, 0.0),
}  # fmt: skip
SUPPLIERS = {
    "TW": (5.0, 8.0),
    "CN": (30.0, 7.6),
    "JP": (9.0, 9.0),
    "VN": (6.0, 7.1),
    "DE": (10.0, 1.0),
    "IN": (8.0, 5.2),
    "LK": (4.0, 5.3),
    "IT": (7.0, 1.0),
    "ID": (5.0, 7.2),
}
# product: share of an importer's demand, US dollars a kilogram, suppliers that are good at it
PRODUCTS = {
    "090210": (0.03, 14.0, "CN JP"), "090230": (0.06, 9.0, "IN LK"), "220210": (0.10, 1.1, "DE IT"), "220299": (0.09, 1.4, "DE JP"), "731815": (0.14, 3.2, "TW CN DE"),
    "732393": (0.12, 7.5, "CN IN"), "850760": (0.18, 24.0, "CN JP"), "851210": (0.05, 21.0, "TW CN"), "871491": (0.07, 17.0, "TW CN"), "871493": (0.05, 26.0, "TW JP"),
    "871496": (0.04, 19.0, "TW CN JP"), "871499": (0.07, 22.0, "TW JP IT"),
}  # fmt: skip
SEASONS = {
    "09": (1.5, 1.3, 1.1, 1.0, 0.9, 0.8, 0.7, 0.7, 0.8, 1.0, 1.2, 1.5), "22": (0.7, 0.7, 0.8, 0.9, 1.1, 1.3, 1.5, 1.4, 1.1, 0.9, 0.8, 0.8),
    "73": (1.0, 0.9, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.1, 1.0), "85": (0.9, 0.9, 1.0, 1.1, 1.2, 1.1, 1.0, 1.0, 1.0, 1.0, 0.9, 0.9),
    "87": (0.9, 1.0, 1.2, 1.3, 1.2, 1.1, 1.0, 0.9, 0.9, 0.9, 0.8, 0.8),
}  # fmt: skip


def flows(seed: int) -> polars.DataFrame:
    """129,600 rows of the canonical trade table (side ``S``) with ``mirror_value``; the same rows from the same seed."""
    import numpy as np
    import polars as pl

    pairs = [(importer, supplier) for importer in IMPORTERS for supplier in _suppliers(importer)]
    draw = np.random.RandomState(
        int.from_bytes(sha256(f"{seed}:trade_flows".encode()).digest()[:4], "big")
    )  # RandomState: its stream is fixed for good
    value = _values(np, pairs, draw)
    weights = value / np.array([p[1] for p in PRODUCTS.values()])[None, :, None] * np.exp(0.05 * draw.standard_normal(value.shape))
    told = value * (1 + MIRROR * draw.standard_normal(value.shape))
    size = len(pairs) * len(PRODUCTS) * MONTHS
    periods = [FIRST * 100 + m // 12 * 100 + m % 12 + 1 for m in range(MONTHS)]
    return pl.DataFrame(
        {
            "period": pl.Series(periods * (size // MONTHS), dtype=pl.Int32),
            "exporter": [e for _, e in pairs for _ in range(size // len(pairs))],
            "importer": [i for i, _ in pairs for _ in range(size // len(pairs))],
            "product": [code for _ in pairs for code in PRODUCTS for _ in range(MONTHS)],
            "value": np.rint(value).ravel(),
            "quantity": np.rint(weights).ravel(),
            "side": ["S"] * size,
            "hs": ["H6"] * size,
            "mirror_value": np.rint(told).ravel(),
        }
    ).sort("product", "period", "importer", "exporter")


def _suppliers(importer: str) -> list[str]:
    """Eight suppliers, never the importer itself; Indonesia steps in where one falls out."""
    return [s for s in SUPPLIERS if s != importer][:8]


def _values(np: Any, pairs: list[tuple[str, str]], draw: Any) -> np.ndarray:
    """US dollars by pair, product and month."""
    month = np.arange(MONTHS)
    season = np.array([[SEASONS[code[:2]][m % 12] for m in month] for code in PRODUCTS])
    growth = np.array([(1 + IMPORTERS[i][1]) for i, _ in pairs])[:, None, None] ** (month / 12.0)
    drift = np.exp(np.array([OUR_DRIFT if s == "TW" else 0.0 for _, s in pairs])[:, None, None] * month / 12.0)
    level = np.array([[_level(i, s, code) for code in PRODUCTS] for i, s in pairs])[:, :, None]
    value = level * season[None] * growth * drift * np.exp(NOISE * draw.standard_normal((len(pairs), len(PRODUCTS), MONTHS)))
    ours = pairs.index(("VN", "TW"))
    rivals = [at for at, (i, s) in enumerate(pairs) if i == "VN" and s != "TW"]
    value[ours] = value[rivals].sum(axis=0) * OUR_SHARE_IN_VN / (1 - OUR_SHARE_IN_VN)
    return value


def _level(importer: str, supplier: str, code: str) -> float:
    """The flow of the first month: the importer's demand, by how near, large and good at the product the supplier is."""
    share, _, good = PRODUCTS[code]
    pull = {s: _pull(importer, s, good) for s in _suppliers(importer)}
    return float(IMPORTERS[importer][0] * 1e6 * share * pull[supplier] / sum(pull.values()))


def _pull(importer: str, supplier: str, good: str) -> float:
    size, place = SUPPLIERS[supplier]
    apart = abs(place - IMPORTERS[importer][2])
    ours = IMPORTERS[importer][3] if supplier == "TW" else 1.0
    return float(size * (3.0 if supplier in good.split() else 1.0) * ours / (1.0 + min(apart, 24 - apart)))
