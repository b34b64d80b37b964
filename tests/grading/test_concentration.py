"""ABC classes, shares of the top, Lorenz and Gini: end points, ties, negatives."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.grading import abc_classes, gini, lorenz_curve, top_share


def customers(*values):
    return pd.DataFrame({"customer_id": np.arange(len(values)), "sales": np.asarray(values, dtype=float)})


def classes(*values, **options):
    table = abc_classes(customers(*values), value="sales", **options)
    return dict(zip(table["customer_id"], table["abc_class"], strict=True))


def test_who_carries_the_sum_over_the_cut_is_still_in():
    assert classes(70, 20, 6, 4) == {0: "A", 1: "A", 2: "B", 3: "C"}


def test_a_cut_reached_exactly_is_the_end_of_the_class():
    assert classes(80, 15, 5) == {0: "A", 1: "B", 2: "C"}


def test_ties_at_a_cut_stay_together():
    assert set(classes(*[10] * 10).values()) == {"A"}


def test_noise_splits_no_tie():
    table = pd.DataFrame({"customer_id": [1, 1, 2, 3], "sales": [0.1, 0.2, 0.3, 0.0]})
    found = abc_classes(table, value="sales", cuts=(0.4,)).set_index("customer_id")["abc_class"]
    assert found[1] == found[2] == "A"


def test_rows_of_one_customer_are_added_up():
    table = pd.DataFrame({"customer_id": ["a", "b", "a"], "sales": [1.0, 3.0, 4.0]})
    found = abc_classes(table, value="sales")
    assert found["customer_id"].tolist() == ["a", "b"]
    assert found["value"].tolist() == [5, 3]
    assert found["cumulative_share"].tolist() == pytest.approx([5 / 8, 1])


def test_negative_values_stay_in_the_total_and_in_the_last_class():
    found = abc_classes(customers(100, 10, -10), value="sales")
    assert found["abc_class"].tolist() == ["A", "C", "C"]
    assert found["cumulative_share"].tolist() == pytest.approx([1.0, 1.1, 1.0])


def test_rows_without_a_customer_are_said():
    table = pd.DataFrame({"customer_id": ["a", None], "sales": [1.0, 3.0]})
    with pytest.warns(LeftOut, match=r"1 rows without a customer \(together 3.00\)"):
        assert len(abc_classes(table, value="sales")) == 1


def test_top_share_rounds_the_number_of_customers_up():
    assert top_share(customers(*range(1, 101)), value="sales", share=0.01) == pytest.approx(100 / 5050)
    assert top_share(customers(*range(1, 101)), value="sales", share=0.011) == pytest.approx(199 / 5050)
    assert top_share(customers(1, 2, 3), value="sales", share=1) == pytest.approx(1)


def test_gini_of_known_cases():
    assert gini(customers(5, 5, 5), value="sales") == pytest.approx(0)
    assert gini(customers(0, 0, 0, 1), value="sales") == pytest.approx(0.75)
    assert gini(customers(10, -9), value="sales") > 1


def test_lorenz_runs_from_zero_to_one_below_the_diagonal():
    curve = lorenz_curve(customers(1, 1, 2, 6), value="sales")
    assert curve.iloc[0].tolist() == [0, 0] and curve.iloc[-1].tolist() == pytest.approx([1, 1])
    assert (curve["share_of_value"] <= curve["share_of_customers"] + 1e-12).all()


@pytest.mark.parametrize(
    ("values", "options", "sentence"),
    [
        ((1, 2), {"cuts": (0.95, 0.8)}, "rising shares"),
        ((1, 2), {"cuts": (0.8, 1.0)}, "rising shares"),
        ((0, 0), {}, "must be above 0"),
        ((1, -2), {}, "must be above 0"),
        ((1, np.nan), {}, "1 rows have no “sales”"),
    ],
)
def test_a_mistake_is_one_sentence(values, options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        abc_classes(customers(*values), value="sales", **options)


def test_a_share_is_between_0_and_1():
    with pytest.raises(CasekitError, match="above 0 and at most 1"):
        top_share(customers(1, 2), value="sales", share=20)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 50), min_size=1, max_size=40).filter(any))
def test_laws_of_concentration(values):
    table = customers(*values)
    found = abc_classes(table, value="sales")
    assert (found.groupby("value")["abc_class"].nunique() == 1).all()
    assert found["abc_class"].is_monotonic_increasing
    assert found.loc[found["abc_class"] == "A", "share"].sum() >= 0.8 - 1e-9
    n = len(values)
    ordered = np.sort(values)
    textbook = 2 * (np.arange(1, n + 1) * ordered).sum() / (n * ordered.sum()) - (n + 1) / n
    assert gini(table, value="sales") == pytest.approx(textbook, abs=1e-9)
    assert gini(customers(*(3 * value for value in values)), value="sales") == pytest.approx(textbook, abs=1e-9)


@pytest.mark.skipif(
    "CASEKIT_REFERENCE_DATA" not in os.environ,
    reason="set CASEKIT_REFERENCE_DATA to a folder with online_retail.csv.gz (UCI 352) to test its figures",
)
def test_online_retail():
    path = Path(os.environ["CASEKIT_REFERENCE_DATA"]) / "online_retail.csv.gz"
    lines = pd.read_csv(path, dtype={"CustomerID": "str", "InvoiceNo": "str"})
    sold = lines["CustomerID"].notna() & ~lines["InvoiceNo"].str.startswith("C")
    lines = lines[sold & (lines["Quantity"] > 0) & (lines["UnitPrice"] > 0)]
    lines = lines.assign(sales=lines["Quantity"] * lines["UnitPrice"])
    found = abc_classes(lines, customer_id="CustomerID", value="sales")
    assert found["abc_class"].value_counts().to_dict() == {"A": 1133, "B": 1469, "C": 1736}
    shares = [round(100 * top_share(found, value="value", share=share), 1) for share in (0.01, 0.1, 0.2)]
    assert shares == [32.0, 61.4, 74.6]
    assert round(gini(found, value="value"), 4) == 0.7151
