"""Composition, product mix and the Pareto test give the same on every engine, and give back the kind they got."""

import numpy as np
import pandas as pd
import pytest

from casekit.errors import LeftOut
from casekit.grading import composition, pareto_test, product_mix, small_customers
from casekit.tables import collect

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def customers():
    """90 customers with ties, missing groups, missing values, a loss and yes/no."""
    draw = np.random.default_rng(3)
    n = 90
    table = pd.DataFrame(
        {
            "card": draw.choice(np.array(["annual", "monthly", "walk-in", "", None], dtype=object), n),
            "area": draw.choice(["north", "south"], n),
            "member": draw.random(n) < 0.3,
            "spent": np.round(draw.gamma(1, 100, n), -1),
        }
    ).astype({"card": "str"})
    table.loc[:2, "spent"] = [np.nan, np.inf, -60.0]
    return table


@pytest.fixture(scope="module")
def sales():
    """300 lines with returns, ties and lines without a product."""
    draw = np.random.default_rng(8)
    n = 300
    table = pd.DataFrame({"item": [f"p{number:02}" for number in draw.integers(0, 24, n)]}).astype("str")
    table["pieces"] = draw.integers(1, 4, n) * np.where(draw.random(n) < 0.05, -1, 1)
    table["paid"] = table["pieces"] * 20.0
    table.loc[:1, "item"] = [None, ""]
    return table


def same(expected, native, keys):
    found = collect(native, "the comparison", 100_000)
    assert list(found) == list(expected)
    expected, found = (table.sort_values(keys, ignore_index=True) for table in (expected, found))
    pd.testing.assert_frame_equal(expected, found, check_dtype=False, rtol=1e-9, atol=1e-9)
    for name in expected.select_dtypes("int64"):
        assert found[name].dtype == "int64", name


@pytest.mark.parametrize("targets", [None, {"annual": 0.2, "monthly": 0.3, "(missing)": 0.1, "corporate": 0.05}])
def test_composition(to_engine, customers, targets):
    given = to_engine(customers)
    found = composition(given, by="card", value="spent", targets=targets)
    assert type(found) is type(given)
    same(composition(customers, by="card", value="spent", targets=targets), found, "group")


def test_class_within_class(to_engine, customers):
    options = {"by": ["card", "member"], "value": "spent", "targets": {("annual", "yes"): 0.1, ("club", "no"): 0.2}}
    same(composition(customers, **options), composition(to_engine(customers), **options), ["group", "subgroup"])


def test_targets_may_be_a_table_of_the_engine(to_engine, customers):
    targets = pd.DataFrame({"group": ["annual", "corporate"], "target_share": [0.2, 0.1]}).astype({"group": "str"})
    found = composition(to_engine(customers), by="card", value="spent", targets=to_engine(targets))
    same(composition(customers, by="card", value="spent", targets=targets), found, "group")


def test_product_mix(to_engine, sales):
    options = {"product": "item", "amount": "paid", "quantity": "pieces", "cut": 0.6}
    given = to_engine(sales)
    found = product_mix(given, **options)
    assert type(found) is type(given)
    same(product_mix(sales, **options), found, "product")


def test_the_pareto_test_and_small_customers(to_engine, customers):
    known = customers[np.isfinite(customers["spent"])].reset_index(drop=True)
    given = to_engine(known)
    pd.testing.assert_frame_equal(pareto_test(known, value="spent"), pareto_test(given, value="spent"))
    expected = small_customers(known, value="spent", below=100)
    assert small_customers(given, value="spent", below=100) == pytest.approx(expected)


@pytest.mark.filterwarnings("default")
def test_eager_polars_says_which_rows_have_no_product(sales):
    pl = pytest.importorskip("polars")
    with pytest.warns(LeftOut, match="2 rows without a product"):
        product_mix(pl.from_pandas(sales), product="item", amount="paid")
