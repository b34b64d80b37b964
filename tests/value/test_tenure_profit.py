"""Profit by length of stay in three ways, and first against repeat purchases: by hand, laws, what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.value import first_and_repeat, tenure_profit

# who: profits at age 0, 1, 2 … while there, and the last age the data could show
starters = st.lists(
    st.tuples(st.lists(st.integers(-50, 50).map(float), max_size=5), st.integers(0, 4)), min_size=1, max_size=8
)


def tables(starters):
    rows = [(f"c{n}", age, profit) for n, (profits, _last) in enumerate(starters) for age, profit in enumerate(profits)]
    made = pd.DataFrame(rows, columns=["customer_id", "age", "profit"])
    made = made.astype({"age": "int64", "profit": "float64"})
    last = [last for _profits, last in starters]
    return made, pd.DataFrame({"customer_id": [f"c{n}" for n in range(len(starters))], "last_age": last})


def test_survivors_only_deceive():
    """Two bring 10 a year and leave after one, two bring 50 and stay: no customer ever brings more."""
    found = tenure_profit(*tables([([10], 2), ([10], 2), ([50] * 3, 2), ([50] * 3, 2)]), profit="profit")
    assert found.table.to_dict("list") == {
        "age": [0, 1, 2],
        "started": [4, 4, 4],
        "there": [4, 2, 2],
        "mean_there": [30.0, 50.0, 50.0],
        "mean_started": [30.0, 25.0, 25.0],
        "same": [0, 2, 2],
        "change_of_same": pytest.approx([float("nan"), 0.0, 0.0], nan_ok=True),
    }
    slopes = found.slopes
    assert slopes["there"] > 9
    assert slopes["started"] == pytest.approx(-2.5)
    assert slopes["same"] == 0


def test_ages_not_seen_yet_are_no_leaving():
    """The second came a year later: at age 1 only the first could be seen."""
    found = tenure_profit(*tables([([10, 12], 1), ([20], 0)]), profit="profit").table
    assert found["started"].tolist() == [2, 1]
    assert found["mean_started"].tolist() == [15.0, 12.0]


def test_others_rows_and_late_rows_are_left_out_and_told():
    rows, customers = tables([([10, 12, 14], 1), ([20], 0)])
    rows = pd.concat([rows, pd.DataFrame({"customer_id": ["old"], "age": [7], "profit": [900.0]})])
    found = tenure_profit(rows, customers, profit="profit")
    assert found.left_out["rows"].tolist() == [1, 1]
    assert found.left_out["reason"].str.contains("not among those who started|after the last one").all()
    assert found.table["mean_there"].tolist() == [15.0, 12.0]


def test_rows_of_one_age_are_added_up():
    rows, customers = tables([([10, 12], 1)])
    half = pd.concat([rows.assign(profit=rows["profit"] / 2)] * 2)
    assert tenure_profit(half, customers, profit="profit").table.equals(
        tenure_profit(rows, customers, profit="profit").table
    )


@given(starters=starters)
@settings(max_examples=40, deadline=None)
def test_as_counted_by_hand(starters):
    rows, customers = tables(starters)
    kept = [profits[: last + 1] for profits, last in starters]
    if not any(kept):
        return
    found = tenure_profit(rows, customers, profit="profit").table.set_index("age")
    assert found.index.tolist() == list(range(max(last for _profits, last in starters) + 1))
    for age in found.index:
        here = [profits[age] for profits in kept if len(profits) > age]
        changes = [profits[age] - profits[age - 1] for profits in kept if 0 < age < len(profits)]
        started = sum(last >= age for _profits, last in starters)
        expected = [started, len(here), np.mean(here) if here else np.nan, sum(here) / started, len(changes)]
        expected.append(np.mean(changes) if changes else np.nan)
        assert found.loc[age].tolist() == pytest.approx(expected, nan_ok=True)


@given(starters=starters, rise=st.floats(-20, 20))
@settings(max_examples=25, deadline=None)
def test_the_same_customers_tell_the_true_rise(starters, rise):
    """Whoever stays and however much each brings: when everybody's profit rises by the same, ``same`` finds it."""
    rising = [([100 * n + rise * age for age in range(len(p))], last) for n, (p, last) in enumerate(starters)]
    if not any(min(len(p), last + 1) > 1 for p, last in rising):
        return
    found = tenure_profit(*tables(rising), profit="profit")
    assert found.slopes["same"] == pytest.approx(rise, abs=1e-6)


@given(starters=starters)
@settings(max_examples=25, deadline=None)
def test_slopes_are_those_of_a_fitted_line(starters):
    rows, customers = tables(starters)
    kept = rows.merge(customers)
    kept = kept[kept["age"] <= kept["last_age"]]
    if kept["age"].nunique() < 2:
        return
    expected = np.polyfit(kept["age"], kept["profit"], 1)[0]
    assert tenure_profit(rows, customers, profit="profit").slopes["there"] == pytest.approx(expected, abs=1e-6)


def test_no_slope_of_one_age():
    slopes = tenure_profit(*tables([([10], 0)]), profit="profit").slopes
    assert np.isnan(list(slopes.values())).all()


def test_a_year_nobody_is_there_leaves_no_mean():
    found = tenure_profit(*tables([([10], 2)]), profit="profit").table
    assert found["mean_there"].isna().tolist() == [False, True, True]
    assert found["mean_started"].tolist() == [10.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"profit": [1.0, float("nan")]}, "1 row has no “profit”"),
        ({"age": [0, -1]}, "In 1 row “age” is no whole number"),
        ({"age": [0.5, 1]}, "In 1 row “age” is no whole number"),
        ({"customer_id": ["c0", None]}, "1 row has no “customer_id”"),
        ({"customer_id": ["x", "y"]}, "No row of profit belongs to a customer who started"),
        ({"profit": ["a", "b"]}, "must hold numbers"),
    ],
)
def test_refused(change, sentence):
    rows, customers = tables([([10, 12], 1)])
    with pytest.raises(CasekitError, match=sentence):
        tenure_profit(rows.assign(**change), customers, profit="profit")


def test_customers_refused():
    rows, customers = tables([([10, 12], 1)])
    with pytest.raises(CasekitError, match="1 customer stands in several rows"):
        tenure_profit(rows, pd.concat([customers, customers]), profit="profit")
    with pytest.raises(CasekitError, match="“last_age” is no whole number"):
        tenure_profit(rows, customers.assign(last_age=1.5), profit="profit")
    with pytest.raises(CasekitError, match="no column “last_age”"):
        tenure_profit(rows, customers[["customer_id"]], profit="profit")
    import polars as pl

    with pytest.raises(CasekitError, match="turn one into the other"):
        tenure_profit(rows, pl.DataFrame({"customer_id": ["c0"], "last_age": [1]}), profit="profit")


def purchases(*rows):
    made = pd.DataFrame(rows, columns=["customer_id", "date", "profit"])
    return made.assign(date=pd.to_datetime(made["date"]))


SALES = purchases(
    ("a", "2025-01-05", 10.0),
    ("a", "2025-01-05", 5.0),  # the same visit
    ("a", "2025-02-01", 30.0),
    ("a", "2025-03-01", 20.0),
    ("b", "2025-01-09", 25.0),
    ("b", "2025-04-01", 35.0),
    ("c", "2025-02-02", 2.0),  # never again
)


def test_first_and_repeat_by_hand():
    found = first_and_repeat(SALES, profit="profit")
    assert (found.customers, found.repeaters, found.left_out) == (3, 2, 0)
    assert found.first_of_all == pytest.approx(14.0)
    assert found.first == pytest.approx(20.0)
    assert found.repeat == pytest.approx(30.0)
    assert found.ratio == pytest.approx(1.5)
    assert found.mixed_ratio == pytest.approx(30 / 14)


def test_customers_known_before_are_left_out():
    found = first_and_repeat(SALES, profit="profit", known_from="2025-01-06")
    assert (found.customers, found.repeaters, found.left_out) == (2, 1, 1)
    assert (found.first, found.repeat) == (25.0, 35.0)


def test_no_ratio_to_a_loss():
    found = first_and_repeat(SALES.assign(profit=-SALES["profit"]), profit="profit")
    assert np.isnan(found.ratio)
    assert np.isnan(found.mixed_ratio)


@given(
    rows=st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 9), st.integers(-9, 9)), min_size=1, max_size=20)
)
@settings(max_examples=40, deadline=None)
def test_first_and_repeat_as_plain_pandas(rows):
    given = purchases(*[(who, f"2025-01-0{day}", float(profit)) for who, day, profit in rows])
    visits = given.groupby(["customer_id", "date"])["profit"].sum().reset_index()
    first = visits.groupby("customer_id")["profit"].first()
    later = visits[visits.duplicated("customer_id")].groupby("customer_id")["profit"].mean()
    if later.empty:
        with pytest.raises(CasekitError, match="Nobody bought again"):
            first_and_repeat(given, profit="profit")
        return
    found = first_and_repeat(given, profit="profit")
    assert (found.customers, found.repeaters) == (len(first), len(later))
    assert found.first_of_all == pytest.approx(first.mean())
    assert found.first == pytest.approx(first[later.index].mean())
    assert found.repeat == pytest.approx(later.mean())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"date": pd.NaT}, "7 purchases have no “date”"),
        ({"date": "2025"}, "must hold dates"),
        ({"profit": float("inf")}, "7 rows have no “profit”"),
        ({"customer_id": ["a", "b", "c", "d", "e", "f", "g"]}, "Nobody bought again"),
    ],
)
def test_first_and_repeat_refuses(change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        first_and_repeat(SALES.assign(**change), profit="profit")


def test_money_of_two_currencies_is_not_compared():
    rows, customers = tables([([10, 12], 1)])
    with pytest.raises(CasekitError, match="more than one currency"):
        tenure_profit(rows.assign(money=["CNY", "EUR"]), customers, profit="profit", currency="money")
    with pytest.raises(CasekitError, match="more than one currency"):
        first_and_repeat(SALES.assign(money=["CNY"] * 6 + ["EUR"]), profit="profit", currency="money")
    same = tenure_profit(rows.assign(money="CNY"), customers, profit="profit", currency="money")
    assert same.table.equals(tenure_profit(rows, customers, profit="profit").table)


def test_three_slopes_in_a_line():
    found = tenure_profit(*tables([([10, 12], 1), ([20], 1)]), profit="profit")
    line = "Profit at ages 0 to 1; change with each: there -3.00, started -9.00, same +2.00; 0 rows left out."
    assert repr(found) == line
