"""Shrinkage: weights between 0 and 1, nearer to the truth than raw means, the same on every engine."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from review_tables import same_rows

from casekit.errors import CasekitError, LeftOut
from casekit.grading import shrink


def observed(seed, customers=300, true_spread=20.0, luck=60.0):
    """Customers of two grades with a true mean each, and one to six observations around it."""
    draw = np.random.default_rng(seed)
    grade = draw.choice(["A", "B"], customers)
    truth = np.where(grade == "A", 500.0, 200.0) + draw.normal(0, true_spread, customers)
    n = draw.integers(1, 7, customers)
    rows = np.repeat(np.arange(customers), n)
    table = pd.DataFrame(
        {"customer_id": rows, "grade": grade[rows], "sales": truth[rows] + draw.normal(0, luck, len(rows))}
    )
    return table, truth


def means_of(table):
    grouped = table.groupby("customer_id")["sales"]
    means = pd.DataFrame({"mean": grouped.mean(), "n": grouped.size(), "own": grouped.std()})
    return means.assign(grade=table.groupby("customer_id")["grade"].first()).reset_index()


@pytest.mark.parametrize("seed", range(5))
def test_nearer_to_the_truth_than_raw_means(seed):
    table, truth = observed(seed)
    found = shrink(table, value="sales", groups="grade").sort_values("customer_id")
    missed = {name: np.mean((found[name].to_numpy() - truth) ** 2) for name in ("raw", "group_mean", "shrunk")}
    assert missed["shrunk"] < 0.6 * missed["raw"]
    assert missed["shrunk"] < 1.02 * missed["group_mean"]


def test_the_variances_are_recovered():
    table, _truth = observed(3, customers=20_000, true_spread=40.0, luck=60.0)
    found = shrink(table, value="sales", groups="grade")
    k = (found["observations"] * (1 / found["weight"] - 1)).to_numpy()
    assert k == pytest.approx(60**2 / 40**2, rel=0.06)


def test_weights_by_hand():
    # two customers, two observations each: within (50 + 50) / 2 = 50; means 10 and 90, centre 50
    # between: (2·40² + 2·40² − 50) / (4 − 8/4) = 3175; k = 50 / 3175
    table = pd.DataFrame({"customer_id": list("aabb"), "sales": [5, 15, 85, 95]})
    found = shrink(table, value="sales")
    assert found["weight"].tolist() == pytest.approx([2 / (2 + 50 / 3175)] * 2)
    assert found["group_mean"].tolist() == [50, 50]
    assert found["shrunk"].iloc[0] == pytest.approx(50 - 40 * 2 / (2 + 50 / 3175))


def test_more_observations_weigh_more():
    found = shrink(observed(1)[0], value="sales", groups="grade")
    assert found.groupby("observations")["weight"].nunique().eq(1).all()
    assert found.groupby("observations")["weight"].first().is_monotonic_increasing


def test_means_with_their_spread_give_the_same():
    table, _truth = observed(9)
    expected = shrink(table, value="sales", groups="grade")
    found = shrink(means_of(table), value="mean", observations="n", spread="own", groups="grade")
    pd.testing.assert_frame_equal(expected, found, check_dtype=False)


def test_one_spread_for_all():
    means = pd.DataFrame({"customer_id": list("abcd"), "mean": [10.0, 20, 30, 40], "n": [1, 1, 1, 1]})
    sure = shrink(means, value="mean", observations="n", spread=0)
    assert (sure["weight"] == 1).all() and (sure["shrunk"] == sure["raw"]).all()
    lost = shrink(means, value="mean", observations="n", spread=1_000)
    assert (lost["weight"] == 0).all() and (lost["shrunk"] == 25).all()
    # between: (500 − 3·100) / 3
    some = shrink(means, value="mean", observations="n", spread=10)
    assert some["weight"].tolist() == pytest.approx([1 / (1 + 100 / (200 / 3))] * 4)


values = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: round(value, 2))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.sampled_from("AB"), values), min_size=8, max_size=40))
def test_weights_lie_between_0_and_1_and_the_shrunk_between_raw_and_group(rows):
    table = pd.DataFrame(rows, columns=["customer_id", "grade", "sales"])
    table["customer_id"] = table["customer_id"].astype("str") + table["grade"]
    assume(table["customer_id"].duplicated().any())  # luck shows only where somebody was observed twice
    found = shrink(table, value="sales", groups="grade")
    assert found["weight"].between(0, 1).all()
    low, high = found[["raw", "group_mean"]].min(axis="columns"), found[["raw", "group_mean"]].max(axis="columns")
    assert (found["shrunk"] >= low - 1e-6).all() and (found["shrunk"] <= high + 1e-6).all()


@pytest.mark.parametrize("grades", ["grade", None])
def test_on_every_engine(to_engine, grades):
    table, _truth = observed(5, customers=40)
    given_table = to_engine(table)
    found = shrink(given_table, value="sales", groups=grades)
    assert type(found) is type(given_table)
    same_rows(shrink(table, value="sales", groups=grades), found, "customer_id")
    means = means_of(table)
    options = {"value": "mean", "observations": "n", "spread": "own", "groups": grades}
    same_rows(shrink(means, **options), shrink(to_engine(means), **options), "customer_id")


def test_data_in_which_luck_cannot_be_told():
    table, _truth = observed(2, customers=10)
    once = table.drop_duplicates("customer_id")
    with pytest.raises(CasekitError, match="No customer has two observations"):
        shrink(once, value="sales")
    with pytest.raises(CasekitError, match="From means alone luck cannot be told"):
        shrink(means_of(table), value="mean", observations="n")
    with pytest.raises(CasekitError, match="“spread” is a column or a number"):
        shrink(means_of(table), value="mean", observations="n", spread=-1)
    with pytest.raises(CasekitError, match="stands in two groups"):
        shrink(
            pd.DataFrame({"customer_id": [1, 1], "grade": ["A", "B"], "sales": [1.0, 2]}), value="sales", groups="grade"
        )
    with pytest.raises(CasekitError, match="two rows of means"):
        shrink(pd.concat([means_of(table)] * 2), value="mean", observations="n", spread=3)
    with pytest.raises(CasekitError, match="no column “profit”"):
        shrink(table, value="profit")


def test_rows_that_do_not_count_are_said():
    table, _truth = observed(2, customers=10)
    table.loc[0, "sales"] = np.nan
    with pytest.warns(LeftOut, match="1 rows without a customer, a value or an observation"):
        shrink(table, value="sales")
