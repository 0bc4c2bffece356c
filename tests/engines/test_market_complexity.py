"""Complexity: definitions on small matrices against the formulas written out, and published figures from their own data."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from argosy.engines.market.complexity import METHODS, Way, complexity
from argosy.engines.market.matrix import Matrix, balassa, matrix, presence, without_small
from argosy.engines.market.productivity import productivity
from argosy.engines.market.ranking import Filter, rank_complexity
from argosy.engines.market.space import LARGE, density, outlook, proximity, skeleton, strong_links
from argosy.kernel.errors import BadInput

STEPS = 20


def made(ones) -> Matrix:
    ones = np.array(ones, dtype=float)
    return Matrix(tuple(f"c{i}" for i in range(ones.shape[0])), tuple(f"p{i:03}" for i in range(ones.shape[1])), ones)


@pytest.fixture
def ones():
    """A nested matrix with noise: 12 exporters, 40 products, all linked."""
    draw = np.random.default_rng(7)
    skill, need = np.linspace(0.2, 1, 12), np.linspace(0.1, 0.95, 40)
    return (draw.random((12, 40)) < 1 / (1 + np.exp(-8 * (skill[:, None] - need)))).astype(float)


def test_rca_is_the_share_over_the_share_of_the_world():
    found = balassa(made([[10, 30], [30, 30]]))
    assert found.figures == pytest.approx(np.array([[0.25 / 0.4, 0.75 / 0.6], [0.5 / 0.4, 0.5 / 0.6]]))


def test_rca_does_not_change_with_the_currency_and_leaves_out_who_does_not_trade():
    trade = made([[10, 30, 0], [30, 30, 0], [0, 0, 0]])
    found = balassa(trade)
    assert (found.exporters, found.products) == (("c0", "c1"), ("p000", "p001"))
    assert balassa(Matrix(trade.exporters, trade.products, trade.figures * 32.5)).figures == pytest.approx(found.figures)


@pytest.mark.parametrize(("figures", "words"), [([[0, 0], [0, 0]], "above zero"), ([[1, -1], [2, 3]], "negative")])
def test_what_cannot_be_an_export_is_refused(figures, words):
    with pytest.raises(BadInput, match=words):
        balassa(made(figures))


def test_rows_of_one_pair_are_added_up():
    found = matrix(pl.DataFrame({"exporter": ["b", "a", "b"], "product": ["1", "1", "1"], "value": [1.0, 2.0, 4.0]}))
    assert (found.exporters, found.figures.tolist()) == (("a", "b"), [[2.0], [5.0]])


def test_who_has_no_advantage_or_no_link_is_left_out_and_named(ones):
    apart = np.zeros((14, 43))
    apart[:12, :40], apart[12, 40:42] = ones, 1
    found = presence(made(apart))
    assert found.alone[0] == "c13"
    assert found.apart == ("c12", "p040", "p041")
    assert complexity(found).eci == pytest.approx(complexity(presence(made(ones))).eci)


def test_eci_is_the_second_eigenvector_of_the_definition(ones):
    found = presence(made(ones))
    m, kc, kp = found.matrix.figures, found.diversity, found.ubiquity
    values, vectors = np.linalg.eig((m / kc[:, None]) @ (m / kp).T)
    second = np.real(vectors[:, np.argsort(-np.real(values))[1]])
    second *= np.sign(np.corrcoef(second, kc)[0, 1])
    indices = complexity(found)
    assert indices.eci == pytest.approx((second - second.mean()) / second.std(ddof=1), abs=1e-9)
    assert 0 < indices.gap < 1


@pytest.mark.parametrize("tall", [False, True])
def test_pci_by_the_scale_of_eci_is_averaged_to_eci_whichever_side_is_smaller(ones, tall):
    found = presence(made(ones[:, :8] if tall else ones))
    indices = complexity(found, Way(pci_scale="eci"))
    mean = found.matrix.figures @ indices.pci / found.diversity
    assert mean == pytest.approx(indices.eci, abs=1e-9)


def test_the_deviation_is_that_of_a_sample_unless_asked_for_otherwise(ones):
    found = presence(made(ones))
    for sample in (True, False):
        assert complexity(found, Way(sample=sample)).eci.std(ddof=int(sample)) == pytest.approx(1)
        assert complexity(found, Way(sample=sample)).pci.std(ddof=int(sample)) == pytest.approx(1)


def test_fitness_and_reflections_follow_their_recursions(ones):
    found = presence(made(ones))
    m, kc, kp = found.matrix.figures, found.diversity, found.ubiquity
    f, q, c, p = [np.ones(12)], [np.ones(m.shape[1])], [kc], [kp]
    for _ in range(STEPS - 1):
        f_next, q_next = m @ q[-1], 1 / (m.T @ (1 / f[-1] ** 2)) ** 0.5
        f, q = [*f, f_next / f_next.mean()], [*q, q_next / q_next.mean()]
        c, p = [*c, m @ p[-1] / kc], [*p, m.T @ c[-1] / kp]
    fitness = complexity(found, Way("fitness", STEPS, 2.0))
    assert (fitness.eci, fitness.pci, fitness.updates) == (pytest.approx(f[-1]), pytest.approx(q[-1]), (19, 19))
    reflected = complexity(found, Way("reflections", STEPS))
    assert reflected.updates == (18, 19)
    assert reflected.eci == pytest.approx((c[18] - c[18].mean()) / c[18].std(ddof=1))
    assert reflected.pci == pytest.approx((p[19] - p[19].mean()) / p[19].std(ddof=1))
    assert complexity(found, Way("reflections", STEPS - 1)).updates == (18, 17)


def test_many_reflections_come_to_the_eigenvector(ones):
    found = presence(made(ones))
    assert complexity(found, Way("reflections", 22)).eci == pytest.approx(complexity(found).eci, abs=1e-3)
    assert "rounding" in complexity(found, Way("reflections", 100)).cautions[0].en


def test_a_fitness_that_dies_out_stays_a_number():
    ladder = made(np.tril(np.ones((30, 30))))
    found = complexity(presence(ladder), Way("fitness", 2000))
    assert np.isfinite(found.eci).all()
    assert np.isfinite(found.pci).all()


@pytest.mark.parametrize("method", METHODS)
def test_the_currency_and_the_order_of_rows_are_of_no_effect(ones, method):
    trade = ones * np.random.default_rng(3).lognormal(10, 2, ones.shape) + 1
    base = rank_complexity(made(trade), way=Way(method))
    again = rank_complexity(made(trade * 0.031), way=Way(method))
    assert again.indices.eci == pytest.approx(base.indices.eci)
    turned = Matrix(made(trade).exporters[::-1], made(trade).products, trade[::-1])
    other = rank_complexity(turned, way=Way(method))
    assert other.by_exporter(other.indices.eci) == pytest.approx(base.by_exporter(base.indices.eci))


def test_too_little_to_rank_and_ways_that_are_none_are_refused(ones):
    with pytest.raises(BadInput, match="three exporters"):
        complexity(presence(made(ones[:2])))
    with pytest.raises(BadInput, match="no order"):
        complexity(presence(made(np.ones((5, 6)))))
    with pytest.raises(BadInput, match="the method is one of"):
        Way("magic")
    with pytest.raises(BadInput, match="needs export values"):
        Filter(min_exports=1, is_rca=True)
    with pytest.raises(BadInput, match="No RCA reaches"):
        presence(made(ones), 2.0)


def test_small_exporters_are_filtered_before_rca_and_flagged_otherwise(ones):
    trade = ones * 1e9 + 1
    trade[-1] /= 1e9
    kept = rank_complexity(made(trade), Filter(min_exports=1e6))
    assert kept.small == ("c11",)
    assert kept.rca.figures == pytest.approx(balassa(without_small(made(trade), 1e6)[0]).figures)
    assert "c11" in rank_complexity(made(trade)).cautions[0].en


def test_proximity_is_the_smaller_conditional_probability(ones):
    near = proximity(ones)
    for p, q in ((0, 1), (3, 17), (5, 5)):
        both = (ones[:, p] * ones[:, q]).sum()
        assert near[p, q] == pytest.approx(min(both / ones[:, p].sum(), both / ones[:, q].sum()))
    assert proximity(ones, self_loops=False).diagonal().max() == 0
    wide = np.tile(ones, (1, LARGE // ones.shape[1] + 1))
    assert proximity(wide)[:40, :40] == pytest.approx(near, rel=1e-6)


def test_density_and_outlook_follow_their_sums(ones):
    near, worth = proximity(ones), np.linspace(-2, 2, ones.shape[1])
    dense, ahead = density(ones, near), outlook(ones, near, worth)
    c, p = 4, 9
    by_hand = sum(ones[c, q] * near[q, p] for q in range(40)) / near[:, p].sum()
    assert dense[c, p] == pytest.approx(by_hand)
    assert ahead.index[c] == pytest.approx(sum(dense[c, q] * (1 - ones[c, q]) * worth[q] for q in range(40)))
    gain = (1 - ones[c, p]) * sum((1 - ones[c, q]) * near[q, p] * worth[q] / near[q].sum() for q in range(40))
    assert ahead.gain[c, p] == pytest.approx(gain)


def test_the_skeleton_joins_all_products_by_their_strongest_links(ones):
    near = proximity(ones)
    tree = skeleton(near)
    assert len(tree) == 39
    assert all(p < q for p, q, _ in tree)
    strongest = np.triu(near, 1).max()
    assert max(strength for _, _, strength in tree) == pytest.approx(strongest)
    first, second, strength = strong_links(near, 0.5)
    assert (strength >= 0.5).all()
    assert len(first) == len(second) == (np.triu(near, 1) >= 0.5).sum()


def test_prody_weighs_incomes_by_rca_and_expy_prody_by_shares():
    found = productivity(made([[10, 30], [30, 30], [5, 5]]), {"c0": 100.0, "c1": 200.0})
    rca = balassa(made([[10, 30], [30, 30]])).figures
    prody = (rca * [[100], [200]]).sum(axis=0) / rca.sum(axis=0)
    assert found.prody == pytest.approx(prody)
    assert found.expy == pytest.approx([0.25 * prody[0] + 0.75 * prody[1], prody.mean()])
    assert found.without_income == ("c2",)
    with pytest.raises(BadInput, match="no income"):
        productivity(made([[1, 2]]), {})


# Figures printed by the R package economiccomplexity (vignette and reference of version 1.5.0) for world_trade_avg_1998_to_2000.
ECI = {
    "eigenvalue": [-0.5764283, -1.7770752, 1.4090414, -0.1732606, 1.0772452],
    "reflections": [-0.5788151, -1.7710696, 1.4074821, -0.1754989, 1.0738736],
    "fitness": [0.78605655, 0.03999516, 1.05645538, 1.24261128, 1.37321261],
}
PCI = {
    "eigenvalue": [-0.66657613, -1.62657599, -0.08149436, 0.19917280, 0.14935653],
    "reflections": [-0.66255107, -1.62169899, -0.07449487, 0.20554720, 0.15848845],
    "fitness": [0.7538883, 0.7491391, 2.3018690, 0.9903918, 1.3120378],
}


@pytest.fixture(scope="module")
def published(shared):
    """Presence of SITC products, 1998 to 2000."""
    trade = pl.read_parquet(shared / "data/markets/world_trade_sitc4_1998_2000.parquet").rename({"country": "exporter"})
    return presence(balassa(matrix(trade)))


@pytest.mark.parametrize("method", METHODS)
def test_published_indices_are_reproduced(published, method):
    found = complexity(published, Way(method))
    assert found.eci[:5] == pytest.approx(ECI[method], abs=5e-8)
    assert found.pci[:5] == pytest.approx(PCI[method], abs=5e-8)


def test_published_proximity_and_outlook_are_reproduced(published):
    near = proximity(published.matrix.figures)
    assert near[0, :5] == pytest.approx([1, 0.3658537, 0.1707317, 0.2439024, 0.2682927], abs=5e-8)
    assert proximity(published.matrix.figures.T)[3, :3] == pytest.approx([0.19689119, 0.015544041, 0.165803109], abs=5e-9)
    ahead = outlook(published.matrix.figures, near, complexity(published, Way("fitness")).pci)
    assert ahead.index[:5] == pytest.approx([103.948610, 9.962401, 122.311158, 152.107317, 151.295380], abs=5e-7)
    assert ahead.gain[4, :5] == pytest.approx([0, 0.7118512, 0.6829531, 0.9987236, 0], abs=5e-8)


def test_published_productivity_is_reproduced(shared):
    trade = matrix(pl.read_parquet(shared / "data/markets/world_trade_sitc4_1998_2000.parquet").rename({"country": "exporter"}))
    found = productivity(trade, dict(pl.read_parquet(shared / "data/markets/world_gdppc_1998_2000.parquet").iter_rows()))
    assert found.expy[:5] == pytest.approx([8223.607, 6343.341, 13783.485, 10207.679, 9269.670], abs=5e-4)
    assert found.prody[:5] == pytest.approx([7915.893, 3986.371, 11375.710, 6273.428, 17628.950], abs=5e-4)


@pytest.mark.parametrize("year", [1962, 1980, 2017])
def test_every_real_table_ranks_with_and_without_the_size_filter(shared, year):
    trade = matrix(pl.read_parquet(shared / f"data/markets/world_trade_hs4_{year}.parquet").rename({"country": "exporter"}))
    ranked = rank_complexity(trade, Filter(min_exports=1e9 if year == 2017 else 1e7))
    first = max(ranked.by_exporter(ranked.indices.eci).items(), key=lambda item: item[1])[0]
    assert trade.figures.sum() == pytest.approx({1962: 0.127e12, 1980: 2.02e12, 2017: 20.08e12}[year], rel=0.005)
    assert not any("micro-territories" in caution.en for caution in ranked.cautions)
    assert first in {"jpn", "che", "deu", "swe", "gbr", "usa"}
