"""Declared signs: who is red and why, in the customer's own figures; falls, outflow and silence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import Sign, fall, falls, idle, warn

CUSTOMERS = pd.DataFrame(
    {
        "customer_id": ["a", "b", "c", "d"],
        "fall": [0.5, 0.3, 0.1, np.nan],
        "idle_days": [90, 10, 30, 5],
        "plan": ["old", "old", "new", "new"],
        "balance": [1_000.0, 2_000, 3_000, 4_000],
    }
)
SIGNS = [
    Sign("outflow", "fall", 3, "the balance fell by {fall:.0%} to {balance:,.0f} yuan", at_least=0.3),
    Sign("idle", "idle_days", 2, "no use for {idle_days} days", at_least=30),
    Sign("poor", "balance", 0.5, "only {balance:,.0f} yuan left", at_most=1_000),
    Sign("old plan", "plan", 1, "still on the {plan} plan", equals="old"),
]


def test_red_amber_green_with_the_reasons():
    found = warn(CUSTOMERS, SIGNS, red=5, amber=2).set_index("customer_id")
    assert found["score"].to_dict() == {"a": 6.5, "b": 4, "c": 2, "d": 0}
    assert found["level"].to_dict() == {"a": "red", "b": "amber", "c": "amber", "d": "green"}
    assert found.index.tolist() == ["a", "b", "c", "d"]
    assert found.loc["a", "reason"] == (
        "the balance fell by 50% to 1,000 yuan; no use for 90 days; still on the old plan; only 1,000 yuan left"
    )
    assert found.loc["c", "reason"] == "no use for 30 days"
    assert found.loc["d", "reason"] == "outflow: not known"
    assert warn(CUSTOMERS[2:3].assign(idle_days=1), SIGNS, red=5, amber=2)["reason"].tolist() == ["no sign rings"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12), st.integers(1, 8))
@settings(deadline=None, max_examples=40)
def test_a_worse_figure_never_lowers_the_score(rows, mark):
    table = pd.DataFrame(rows, columns=["x", "y"]).assign(customer_id=range(len(rows)))
    signs = [Sign("x", "x", 2, "{x}", at_least=mark), Sign("y", "y", 1.5, "{y}", at_most=mark)]
    scores = warn(table, signs, red=3, amber=1).set_index("customer_id")["score"]
    worse = warn(table.assign(x=table["x"] + 1, y=table["y"] - 1), signs, red=3, amber=1)
    assert (worse.set_index("customer_id")["score"].reindex(scores.index) >= scores).all()
    expected = 2 * (table["x"] >= mark) + 1.5 * (table["y"] <= mark)
    assert scores.sort_index().tolist() == expected.tolist()


@pytest.mark.parametrize(
    ("signs", "given", "sentence"),
    [
        ([], {}, "at least one sign"),
        (SIGNS + SIGNS[:1], {}, "Two signs are called “outflow”"),
        ([Sign("x", "fall", 1, "x")], {}, "“x” needs one of at_least, at_most and equals"),
        ([Sign("x", "fall", 1, "x", at_least=1, at_most=2)], {}, "“x” needs one of"),
        ([Sign("x", "fall", 0, "x", at_least=1)], {}, "“x” must have points above 0"),
        ([Sign("x", "plan", 1, "x", at_least=1)], {}, "“x” compares numbers, but “plan” holds words"),
        ([Sign("x", "fall", 1, "{}", at_least=1)], {}, "must name columns in its braces, such as {days}"),
        ([Sign("x", "fall", 1, "{fall", at_least=1)], {}, "must name columns in its braces"),
        ([Sign("x", "fall", 1, "{plan:.1f}", at_least=0)], {}, "cannot show {'plan': 'old'}"),
        ([Sign("x", "use", 1, "x", at_least=1)], {}, "no column “use”"),
        ([Sign("x", "fall", 1, "{use}", at_least=1)], {}, "no column “use”"),
        (SIGNS, {"amber": 6}, "Amber must begin above 0 and red not below it"),
        (SIGNS, {"amber": 0}, "Amber must begin above 0"),
    ],
)
def test_signs_that_make_no_sense_are_told(signs, given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        warn(CUSTOMERS, signs, **{"red": 5, "amber": 2, **given})


def test_a_customer_twice_or_without_a_name_is_told():
    with pytest.raises(CasekitError, match="1 customers stand in several rows, first a"):
        warn(CUSTOMERS.assign(customer_id=list("aacd")), SIGNS, red=5, amber=2)
    with pytest.raises(CasekitError, match="1 rows have no “customer_id”"):
        warn(CUSTOMERS.assign(customer_id=["a", None, "c", "d"]), SIGNS, red=5, amber=2)


BALANCES = pd.DataFrame(
    [
        ("a", "2025-01", 100.0), ("a", "2025-02", 80.0), ("a", "2025-03", 40.0),
        ("b", "2025-01", 50.0), ("b", "2025-02", 60.0), ("b", "2025-03", 66.0),
        ("c", "2025-01", 100.0), ("c", "2025-03", 10.0),
        ("d", "2025-01", 9.0), ("d", "2025-02", 0.0), ("d", "2025-03", 0.0),
        ("e", "2025-02", 5.0),
    ],
    columns=["customer_id", "month", "balance"],
)  # fmt: skip


def test_month_on_month():
    found = falls(BALANCES, period="month", value="balance").set_index("customer_id")
    assert found["fall"].dropna().to_dict() == {"a": pytest.approx(0.5), "b": pytest.approx(-0.1)}
    assert found["in_a_row"].to_dict() == {"a": 2, "b": 0, "c": 0, "d": 0, "e": 0}
    assert found.loc["c", "before"] != found.loc["c", "before"]  # no February: nothing to compare with
    assert found.loc["e", "last_period"] == "2025-02"
    assert fall(pd.Series([0.0, 10]), pd.Series([5, 5])).tolist()[1] == 0.5
    assert fall(pd.Series([100]), pd.Series([90])).tolist() == [0.1]  # a sign at a tenth rings


def test_an_outflow_is_flagged_with_its_figures():
    """Whose balance fell by more than 30 per cent month on month."""
    table = falls(BALANCES, period="month", value="balance")
    sign = Sign("outflow", "fall", 1, "the balance fell from {before:.0f} to {last:.0f}", at_least=0.3)
    red = warn(table, [sign], red=1, amber=1).query("level == 'red'")
    assert red[["customer_id", "reason"]].to_numpy().tolist() == [["a", "the balance fell from 80 to 40"]]


def test_days_without_an_event():
    events = pd.DataFrame(
        {
            "customer_id": list("aabbc"),
            "at": ["2025-01-01", "2025-03-01", "2025-03-30", "2025-03-31 18:00", "2025-05-01"],
        }
    )
    found = idle(events, date="at", as_of="2025-03-31")
    assert found[["customer_id", "idle_days"]].to_numpy().tolist() == [["a", 30], ["b", 0]]
    customers = pd.DataFrame(
        {"customer_id": list("dcbae"), "came": ["2025-03-21", "2025-03-31", "2020-01-01", "2020-01-01", "2025-04-01"]}
    )
    everybody = idle(events, date="at", as_of="2025-03-31", customers=customers, entered="came")
    assert everybody["customer_id"].tolist() == list("abcd")  # e came later
    assert everybody["idle_days"].tolist() == [30, 0, 0, 10]  # c and d had no event yet: idle since they came
    assert everybody["last_event"].isna().tolist() == [False, False, True, True]
    for change, given_, sentence in [
        ({"at": None}, {}, "5 events have no “at”"),
        ({"customer_id": [None, *"abbc"]}, {}, "1 events have no “customer_id”"),
        ({}, {"customers": customers}, "the column of their entry together"),
        ({}, {"customers": customers.assign(came=None), "entered": "came"}, "5 customers have no “came”"),
        ({}, {"as_of": "one day"}, "is no date"),
        ({}, {"as_of": np.nan}, "The day “nan” is no date"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            idle(events.assign(**change), **{"date": "at", "as_of": "2025-03-31", **given_})


def test_figures_that_cannot_be_compared_are_told():
    for change, sentence in [
        ({"balance": np.nan}, "12 rows have no “balance”"),
        ({"balance": "much"}, "“balance” must hold numbers"),
        ({"month": "2025-01"}, "Customer a has several rows for 2025-01"),
        ({"month": None}, "Some rows have no “customer_id” or no “month”"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            falls(BALANCES.assign(**change), period="month", value="balance")
