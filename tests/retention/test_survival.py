"""The survival curve and the log-rank test against sums by hand, and what they must hold for any customers."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError
from casekit.retention import survival_curve

COLUMNS = {"entered": "came", "left": "went", "time_unit": "D"}
SMALL = pd.DataFrame(
    [
        ("a", "2024-12-27", "2025-01-07"),  # seen from day 5 to 11
        ("b", "2025-01-01", "2025-01-06"),  # seen from day 0 to 5
        ("c", "2025-01-01", None),  # seen from day 0 to 12, still there
        ("d", "2025-01-02", "2025-01-13"),  # seen from day 0 to 11
        ("e", "2024-12-24", None),  # seen from day 8 to 20, still there
        ("f", "2024-12-01", "2024-12-20"),  # gone before the records begin
        ("g", "2025-01-20", None),  # came after the last day
    ],
    columns=["customer_id", "came", "went"],
)


def test_the_curve_by_hand_with_customers_who_came_before_the_records():
    """Day 5: b of b, c, d leaves (a is seen only after day 5). Day 11: a and d of a, c, d, e."""
    found = survival_curve(SMALL, **COLUMNS, as_of="2025-01-13", observed_from="2025-01-01")
    assert found.table["time"].tolist() == [0, 5, 11]
    assert found.table["at_risk"].tolist() == [3, 3, 4]
    assert found.table["left"].tolist() == [0, 1, 2]
    assert found.table["survival"].tolist() == pytest.approx([1, 2 / 3, 1 / 3])
    reach = 1.959964 * math.sqrt(1 / (3 * 2) + 2 / (4 * 2)) / math.log(1 / 3)  # Greenwood, in log(−log)
    assert found.table["low"].iloc[-1] == pytest.approx((1 / 3) ** math.exp(-reach), rel=1e-6)
    assert found.table["high"].iloc[-1] == pytest.approx((1 / 3) ** math.exp(reach), rel=1e-6)
    assert found.left_out.to_dict("records") == [
        {"reason": "came after the last day known", "customers": 1},
        {"reason": "left before the records begin", "customers": 1},
    ]
    assert found.seen_from() == 0
    assert (found.at(4.9), found.at(5), found.at(10)) == (1, pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.median() == 11
    # From day 2 for 10 days: 3 whole days, 6 at 2/3, 1 at 1/3.
    assert found.remaining(2, 10) == pytest.approx(3 + 6 * 2 / 3 + 1 / 3)


PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]
MERCAPTOPURINE = [6, 6, 6, 7, 10, 13, 16, 22, 23]  # weeks to the relapse
STILL_WELL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def test_the_published_trial():
    """Freireich and others 1963, in Cox 1972 and Kleinbaum & Klein: the curve, Greenwood's errors, log-rank 16.79."""
    weeks = [*PLACEBO, *MERCAPTOPURINE, *STILL_WELL]
    relapsed = [True] * (len(PLACEBO) + len(MERCAPTOPURINE)) + [False] * len(STILL_WELL)
    end, stay = pd.Timestamp("2025-12-31"), pd.to_timedelta(pd.Series(weeks) * 7, unit="D")
    table = pd.DataFrame({"customer_id": range(42), "drug": [False] * 21 + [True] * 21})
    table["came"] = end - stay  # all are seen to the last day, whatever it is for each
    table["went"] = (table["came"] + stay).where(relapsed)
    found = survival_curve(table, entered="came", left="went", as_of=end, by="drug", time_unit="W")
    drug = found.table[found.table["group"]].set_index("time").drop(index=0)
    assert drug.index.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert drug["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert drug["survival"].tolist() == pytest.approx(
        [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], abs=5e-5
    )
    errors = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]
    height = drug["survival"]
    reach = 1.959964 * np.array(errors) / (height * np.log(height))
    assert drug["low"].tolist() == pytest.approx((height ** np.exp(-reach)).tolist(), abs=2e-4)
    assert drug["high"].tolist() == pytest.approx((height ** np.exp(reach)).tolist(), abs=2e-4)
    assert found.median(False) == 8
    assert found.median(True) == 23
    assert found.log_rank().chi2 == pytest.approx(16.79, abs=0.005)


def test_a_time_zone_is_local_time():
    zoned = SMALL.assign(came=pd.to_datetime(SMALL["came"]).dt.tz_localize("Asia/Shanghai"))
    asked = {**COLUMNS, "as_of": "2025-01-31"}
    pd.testing.assert_frame_equal(survival_curve(zoned, **asked).table, survival_curve(SMALL, **asked).table)


def log_rank_by_hand(rows):
    """(Observed − expected)² ÷ variance of the first of two groups."""
    first = rows["group"] == rows["group"].min()
    difference = variance = 0.0
    for time in sorted(rows.loc[rows["gone"] == 1, "time"].unique()):
        there = (rows["from"] < time) & (rows["time"] >= time)
        gone = there & (rows["time"] == time) & (rows["gone"] == 1)
        n, mine, d = there.sum(), (there & first).sum(), gone.sum()
        difference += (gone & first).sum() - d * mine / n
        if n > 1:
            variance += d * (mine / n) * (1 - mine / n) * (n - d) / (n - 1)
    return difference**2 / variance


@pytest.mark.parametrize("observed_from", [None, "2023-01-01"])
def test_the_log_rank_test_by_hand(observed_from):
    table = staying(300, seed=4).assign(area=lambda t: np.where(t["customer_id"] % 3 == 0, "north", "south"))
    found = survival_curve(table, **COLUMNS, as_of="2024-12-31", observed_from=observed_from, by="area")
    test = found.log_rank()
    assert test.chi2 == pytest.approx(log_rank_by_hand(found.stays.rows), rel=1e-9)
    assert test.degrees == 1
    assert test.p == pytest.approx(math.erfc(math.sqrt(test.chi2 / 2)))


def test_an_unknown_group_is_a_group():
    table = staying(300, seed=4)
    table["area"] = (table["customer_id"] % 3).astype("object").where(table["customer_id"] % 3 > 0, None)
    found = survival_curve(table, **COLUMNS, as_of="2024-12-31", by="area")
    assert set(found.table["group"]) == {1, 2, "(missing)"}
    assert found.log_rank().degrees == 2
    named = table.assign(area=table["area"].map({1: "x", 2: "y"}))
    again = survival_curve(named, **COLUMNS, as_of="2024-12-31", by="area")
    assert again.log_rank().chi2 == pytest.approx(found.log_rank().chi2)
    assert again.median("x") == found.median(1)


def staying(n, seed, a_day=0.002):
    """Customers who leave at the same rate every day: mean stay 500 days, half gone after 347."""
    draw = np.random.default_rng(seed)
    came = pd.Timestamp("2020-01-01") + pd.to_timedelta(draw.integers(0, 1_800, n), unit="D")
    went = came + pd.to_timedelta(draw.geometric(a_day, n), unit="D")
    return pd.DataFrame({"customer_id": np.arange(n), "came": came, "went": went.where(went <= "2024-12-31")})


def test_who_came_and_went_before_the_records_does_not_flatter_the_curve():
    everybody = staying(8_000, seed=5)
    file = everybody[~(everybody["went"] < "2023-01-01")]
    guarded = survival_curve(file, **COLUMNS, as_of="2024-12-31", observed_from="2023-01-01")
    naive = survival_curve(file, **COLUMNS, as_of="2024-12-31")
    assert guarded.at(365) == pytest.approx(0.998**365, abs=0.03)
    assert naive.at(365) > 0.998**365 + 0.08


def test_the_mean_age_of_present_customers_is_not_what_is_still_to_come():
    """Mistake 21: in a young firm those present are about 250 days old, though customers stay for 500."""
    table = staying(12_000, seed=6)
    table = table[table["came"] >= "2023-07-01"]
    present = table[table["went"].isna()]
    tenure = (pd.Timestamp("2024-12-31") - present["came"]).dt.days.mean()
    found = survival_curve(table, **COLUMNS, as_of="2024-12-31")
    within_500_days = sum(0.998**day for day in range(500))
    assert found.remaining(0, 500) == pytest.approx(within_500_days, rel=0.03)
    assert tenure < 0.85 * within_500_days < 0.6 * 500


@st.composite
def tables(draw):
    rows = draw(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.booleans()), min_size=1, max_size=25))
    start = pd.Timestamp("2025-01-01")
    came = [start + pd.Timedelta(days=day) for day, _stay, _gone in rows]
    went = [start + pd.Timedelta(days=day + stay) if gone else None for day, stay, gone in rows]
    return pd.DataFrame({"customer_id": range(len(rows)), "came": came, "went": pd.to_datetime(pd.Series(went))})


@given(tables())
@settings(max_examples=40, deadline=None)
def test_a_curve_falls_from_1_within_its_interval(table):
    if not (table["went"] <= "2025-02-15").any() or (table["came"] > "2025-02-15").all():
        return
    found = survival_curve(table, **COLUMNS, as_of="2025-02-15").table
    assert found["survival"].iloc[0] == 1
    assert found["survival"].is_monotonic_decreasing
    assert found["survival"].between(0, 1).all()
    assert (found["low"] <= found["survival"] + 1e-12).all()
    assert (found["high"].fillna(1) >= found["survival"] - 1e-12).all()
    seen = table[table["came"] <= "2025-02-15"]
    assert found["left"].sum() == (seen["went"] <= "2025-02-15").sum()


@given(tables())
@settings(max_examples=40, deadline=None)
def test_where_all_are_seen_to_their_end_the_curve_is_a_plain_share(table):
    table = table.assign(went=table["came"] + pd.to_timedelta(np.arange(len(table)) + 1, unit="D"))
    found = survival_curve(table, **COLUMNS, as_of="2026-01-01")
    for time in {1, min(5, len(table)), len(table)}:
        assert found.at(time) == pytest.approx(((np.arange(len(table)) + 1) > time).mean())


def test_all_still_there_says_nothing():
    table = SMALL.assign(went=None)
    with pytest.raises(CasekitError, match="Nobody has left, so the curve never falls"):
        survival_curve(table, **COLUMNS, as_of="2025-01-31")
    table = SMALL.assign(kind=list("xxxxyyx"))
    with pytest.raises(CasekitError, match="Nobody has left in group “y”"):
        survival_curve(table.drop(index=5), **COLUMNS, as_of="2025-01-31", by="kind")


def test_a_curve_that_ends_before_the_old_begin_is_refused():
    """The one seen young left; with left truncation that would be nought for everybody older."""
    table = pd.DataFrame(
        {
            "customer_id": list("abc"),
            "came": ["2025-01-02", "2015-01-01", "2015-01-01"],
            "went": ["2025-01-05", None, "2025-01-20"],
        }
    )
    with pytest.raises(
        CasekitError, match="All who were seen as young as 3.0 left then, yet older customers are there"
    ):
        survival_curve(table, **COLUMNS, as_of="2025-02-01", observed_from="2025-01-01")


@pytest.mark.parametrize(
    ("change", "given", "sentence"),
    [
        ({"came": [None, None, *SMALL["came"][2:]]}, {}, "2 customers have no “came”, first a"),
        ({"went": ["2020-01-01", *SMALL["went"][1:]]}, {}, "1 customers left before they came"),
        ({"customer_id": list("aacdefg")}, {}, "1 customers stand in several rows, first a"),
        ({"came": ["soon", *SMALL["came"][1:]]}, {}, "“came” holds something that is no date"),
        ({}, {"left": "gone"}, "The customers have no column “gone”; they have: customer_id, came, went"),
        ({}, {"time_unit": "week"}, "The time unit is “week”"),
        ({}, {"as_of": "one day"}, "The day “one day” is no date"),
        ({}, {"as_of": None}, "The day “None” is no date"),
        ({}, {"as_of": float("nan")}, "The day “nan” is no date"),
        ({}, {"as_of": ""}, "The day “” is no date"),
        ({}, {"confidence": 95}, "The confidence must be between 0 and 1"),
    ],
)
def test_what_cannot_be_is_told(change, given, sentence):
    with pytest.raises(CasekitError, match=sentence):
        survival_curve(SMALL.assign(**change), **{**COLUMNS, "as_of": "2025-01-31", **given})


def test_questions_beyond_the_curve_are_told():
    found = survival_curve(SMALL, **COLUMNS, as_of="2025-01-13", observed_from="2025-01-01")
    with pytest.raises(CasekitError, match="The records reach 20 D after entry; 15 \\+ 10 is beyond them"):
        found.remaining(15, 10)
    with pytest.raises(CasekitError, match="The records reach 20 D after entry; 21 is beyond them"):
        found.at(21)
    with pytest.raises(CasekitError, match="There is no group “north”"):
        found.at(3, "north")
    with pytest.raises(CasekitError, match="The log-rank test compares groups"):
        found.log_rank()
