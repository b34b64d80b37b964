"""What the figures of a review mean: falling back, rates with intervals, the effect of a benefit."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.grading import benefit_effect, fall_back, grade_rates
from casekit.grading.review.intervals import newcombe, student_quantile, welch, wilson


# ── intervals, against figures printed elsewhere ─────────────────────────────────────────────────────────
def test_wilson_as_newcombe_prints_it():
    low, high = wilson(81, 263)  # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert wilson(0, 20).low == 0 and round(wilson(0, 20).high, 4) == 0.1611
    assert wilson(20, 20).high == 1


def test_newcombe_as_he_prints_it():
    low, high = newcombe(56, 70, 48, 80)  # Newcombe 1998, table II, contrast (a), method 10
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(1, 12.7062), (2, 4.3027), (5, 2.5706), (10, 2.2281), (30, 2.0423), (1e6, 1.9600)]
)
def test_students_quantiles_as_tables_print_them(freedom, quantile):
    assert student_quantile(0.95, freedom) == pytest.approx(quantile, abs=6e-5)


def test_welch_by_hand():
    # means 10 and 7, standard errors² 0.5 and 0.25, so 0.75 together; freedom 0.75² ÷ (0.25/7 + 0.0625/15) = 14.1
    low, high = welch((10, 7), (4, 4), (8, 16))
    assert (low + high) / 2 == 3
    assert (high - low) / 2 == pytest.approx(student_quantile(0.95, 14.1057) * math.sqrt(0.75), rel=1e-5)


@given(st.integers(1, 400), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_an_interval_of_a_share_holds_the_share(of, part, confidence):
    hits = round(part * of)
    low, high = wilson(hits, of, confidence)
    assert 0 <= low <= hits / of <= high <= 1
    mirrored = wilson(of - hits, of, confidence)
    assert mirrored.low == pytest.approx(1 - high, abs=1e-12)


# ── rates ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def graded():
    draw = np.random.default_rng(4)
    table = pd.DataFrame(
        {"customer_id": range(300), "band": draw.choice(["young", "old", "", "few"], 300, p=[0.4, 0.4, 0.1, 0.1])}
    )
    table["grade"] = draw.choice(["A1", "A2", "B1", "C"], 300)
    return table.astype({"band": "str"})


def test_rates_of_a_handful_of_customers():
    table = pd.DataFrame({"age": ["young"] * 4 + ["old"] * 6, "grade": list("AABB") + list("ABBBBB")})
    found = grade_rates(table, by="age", top="A").set_index("group")
    assert list(found.index) == ["old", "young"]
    assert found["rate"].tolist() == pytest.approx([1 / 6, 0.5])
    assert found["difference"].tolist() == pytest.approx([100 * (1 / 6 - 0.3), 20])
    assert found.loc["young", "against_others"] == pytest.approx(-found.loc["old", "against_others"])
    assert found.loc["young", "against_others_low"] < 0 < found.loc["young", "against_others_high"]
    assert found["small"].all()
    assert not grade_rates(table, by="age", top="A", few=6).set_index("group").loc["old", "small"]


def test_several_top_grades_and_one_group_alone():
    table = pd.DataFrame({"age": ["young"] * 4, "grade": list("ABCC")})
    found = grade_rates(table, by="age", top=["A", "B"]).iloc[0]
    assert found["rate"] == 0.5 and found["difference"] == 0
    assert math.isnan(found["against_others"])


def test_rates_on_every_engine(to_engine, graded):
    expected = grade_rates(graded, by="band", top=["A1", "A2"])
    assert set(expected["group"]) == {"young", "old", "few", "(missing)"}
    pd.testing.assert_frame_equal(expected, grade_rates(to_engine(graded), by="band", top=["A1", "A2"]))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"top": "Z"}, "Nobody has the grade “Z”; the table has: A1, A2, B1, C"),
        ({"top": []}, "Nobody has the grade"),
        ({"by": "region"}, "no column “region”"),
        ({"confidence": 95}, "“confidence” is a share above 0 and below 1"),
        ({"few": -1}, "“few” must be a whole number"),
    ],
)
def test_rates_that_cannot_be_told(graded, change, words):
    with pytest.raises(CasekitError, match=words):
        grade_rates(graded, **{"by": "band", "top": "A1", **change})
    with pytest.raises(CasekitError, match="no customer in the table"):
        grade_rates(graded.head(0), by="band", top="A1")


# ── falling back ─────────────────────────────────────────────────────────────────────────────────────────
def two_years(before, after):
    rows = [(name, 2024, value) for name, value in before.items()] + [(n, 2025, v) for n, v in after.items()]
    return pd.DataFrame(rows, columns=["customer_id", "period", "sales"])


def test_who_stays_among_the_best():
    before = {"a": 100, "b": 90, "c": 50, "d": 40, "e": 30, "f": 20, "g": 15, "h": 10, "i": 5, "j": 1}
    after = {"a": 60, "c": 80, "d": 70, "e": 30, "f": 20, "g": 15, "h": 10, "i": 9, "j": 2, "new": 500}
    found = fall_back(two_years(before, after), value="sales")
    top = found.groups.set_index("group").loc["top"]
    assert (top["customers"], top["stayed"], top["left"]) == (2, 0, 1)
    assert (top["mean_before"], top["mean_after"]) == (100, 60), "means over those who are in both"
    assert found.groups["customers"].tolist() == [2, 6, 2]
    assert "Of the 2 best of 2024, 0 (0%) are among the best of 2025" in found.sentence


def test_equal_values_are_not_split():
    found = fall_back(
        two_years({"a": 9, "b": 5, "c": 5, "d": 5, "e": 1}, {"a": 9, "b": 5, "c": 5, "d": 5, "e": 1}),
        value="sales",
        top=0.4,
    )
    assert found.groups["customers"].tolist() == [4, 0, 1]
    assert found.groups["stayed"].tolist() == [4, 0, 1]


def test_expected_after_is_the_line_of_regression():
    draw = np.random.default_rng(2)
    x = draw.normal(100, 20, 40)
    y = 0.5 * x + draw.normal(0, 10, 40)
    found = fall_back(two_years(dict(enumerate(x)), dict(enumerate(y))), value="sales", top=0.25)
    assert found.correlation == pytest.approx(np.corrcoef(x, y)[0, 1])
    slope, height = np.polyfit(x, y, 1)
    best = np.sort(x)[-10:].mean()
    assert found.groups["expected_after"].iloc[0] == pytest.approx(height + slope * best)


def test_luck_alone_makes_the_best_fall_back():
    """Nobody changes: every customer's true rate is the same in both years."""
    draw = np.random.default_rng(7)
    truth = draw.gamma(4, 25, 4_000)
    years = [draw.poisson(truth / 10) * 10.0 for _year in range(2)]
    found = fall_back(two_years(*(dict(enumerate(year)) for year in years)), value="sales").groups.set_index("group")
    top, bottom = found.loc["top"], found.loc["bottom"]
    assert top["mean_after"] < top["mean_before"] * 0.95
    assert bottom["mean_after"] > bottom["mean_before"] * 1.05
    assert top["mean_after"] == pytest.approx(top["expected_after"], rel=0.03)
    assert 0.5 < top["share_stayed"] < 0.85


def test_falling_back_on_every_engine(to_engine):
    draw = np.random.default_rng(12)
    before, after = draw.gamma(2, 50, 60).round(-1), draw.gamma(2, 50, 60).round(-1)
    table = two_years(dict(enumerate(before)), {n: v for n, v in enumerate(after) if n % 7})
    table["period"] = pd.to_datetime(table["period"].astype("str") + "-12-31")
    table.loc[3, "sales"] = np.nan
    expected, found = fall_back(table, value="sales"), fall_back(to_engine(table), value="sales")
    assert expected.groups["left"].sum() > 5
    pd.testing.assert_frame_equal(expected.groups, found.groups, rtol=1e-9)
    assert found.correlation == pytest.approx(expected.correlation)


def test_comparisons_that_mean_nothing():
    table = two_years({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 2, "c": 3})
    with pytest.raises(CasekitError, match="at most 0.5"):
        fall_back(table, value="sales", top=0.6)
    with pytest.raises(CasekitError, match="“top” is a share"):
        fall_back(table, value="sales", top=20)
    with pytest.raises(CasekitError, match="Only 2 customers have a value in both periods"):
        fall_back(table[:-1], value="sales")
    with pytest.raises(CasekitError, match="Customer a has 2 rows in 2024"):
        fall_back(pd.concat([table, table.head(1)]), value="sales")
    with pytest.raises(CasekitError, match="must hold numbers"):
        fall_back(table.assign(sales="much"), value="sales")


# ── the effect of a benefit ──────────────────────────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def lot():
    """200 customers promoted after a lucky year; a benefit by lot that brings 30 each."""
    draw = np.random.default_rng(21)
    truth = draw.normal(1_000, 50, 200)
    table = pd.DataFrame({"customer_id": range(200), "benefit": np.where(draw.random(200) < 0.5, "yes", "no")})
    table["margin_before"] = truth + 120
    table["margin"] = truth + 30 * (table["benefit"] == "yes") + draw.normal(0, 20, 200)
    return table.astype({"benefit": "str"})


def test_the_lot_finds_what_before_and_after_hide(lot):
    found = benefit_effect(lot, treated="benefit", outcome="margin", before="margin_before")
    assert found.low < 30 < found.high and found.low > 0
    assert found.naive_change < -80, "after less before says that the benefit did harm"
    assert found.sentence.startswith("The benefit raises the outcome: the effect is ")
    held_out = found.groups.set_index("group").loc["held out", "change"]
    assert f"give {found.naive_change - held_out:,.2f}, also fair under a lot" in found.sentence
    assert found.not_causal.startswith("Not causal: the treated changed by -")


def test_the_figures_by_hand():
    table = pd.DataFrame({"got": [True, True, False, False], "stayed": [True, True, True, False]})
    found = benefit_effect(table, treated="got", outcome="stayed")
    assert found.groups["mean"].tolist() == [1, 0.5]
    assert (found.difference, found.not_causal) == (0.5, "")
    assert found.low < 0 < found.high
    assert "cannot be told" in found.sentence


def test_a_benefit_on_every_engine(to_engine, lot):
    options = {"treated": "benefit", "outcome": "margin", "before": "margin_before"}
    table = lot.copy()
    table.loc[0, "benefit"], table.loc[1, "margin"] = None, np.nan
    with pytest.warns(LeftOut, match="2 customers without a group or a number"):
        expected = benefit_effect(table, **options)
    found = benefit_effect(to_engine(table), **options)
    pd.testing.assert_frame_equal(expected.groups, found.groups)
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high))


def test_lots_that_are_none(lot):
    with pytest.raises(CasekitError, match="write yes or no; 200 rows say something else"):
        benefit_effect(lot.assign(benefit="perhaps"), treated="benefit", outcome="margin")
    with pytest.raises(CasekitError, match="Only 0 customers are held out"):
        benefit_effect(lot[lot["benefit"] == "yes"], treated="benefit", outcome="margin")
    with pytest.raises(CasekitError, match="no column “gain”"):
        benefit_effect(lot, treated="benefit", outcome="gain")
    with pytest.raises(CasekitError, match="yes or no; 199 rows"):
        benefit_effect(lot.assign(benefit=range(1, 201)), treated="benefit", outcome="margin")
