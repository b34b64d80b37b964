"""The policy lab: the grades of the policy's own engine, lines that move, holes and overlaps by name, hours, groups."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as run
from hypothesis import strategies as st
from policy_toys import TOML, many, ten, three_bands

import casekit
from casekit.errors import CasekitError
from casekit.grading import grade_rates, load_policy
from casekit.labs import PolicyLab, PolicySettings
from casekit.labs.policy_lines import Lines
from casekit.labs.policy_settings import NEXT, PRINTED

PRINTED_LINES = (50, 100, 300)


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    return three_bands(tmp_path_factory.mktemp("policies"))


@pytest.fixture(scope="module")
def lab(policy):
    hours = {"gold": 10, "silver": 4, "none": 0.5}
    return PolicyLab(ten(), policy, measure="spend", sales="sales", hours_by_grade=hours, capacity=20, fairness="area")


@pytest.fixture(scope="module")
def crowd():
    return PolicyLab(many(3000), load_policy("key-account-classes"), measure="annual_usage", sales="annual_usage")


def grades(outcome):
    return dict(zip(outcome.customers.ids, np.array(outcome.customers.names)[outcome.codes], strict=True))


# ── the grades ───────────────────────────────────────────────────────────────────────────────────────
def test_it_begins_with_the_policy_as_it_came(lab, policy):
    outcome = lab.outcome()
    assert outcome.policy == policy and outcome.settings == PolicySettings(PRINTED_LINES, PRINTED, "bronze", "area")
    assert grades(outcome) == {
        **dict.fromkeys("AFGIJ", "none"),
        **{"B": "bronze", "C": "silver", "D": "silver", "E": "silver", "H": "gold"},
    }
    assert outcome.moved == {"up": 0, "down": 0}


def test_a_line_that_moves_moves_the_customers(lab):
    outcome = lab.outcome(PolicySettings((10, 100, 250), PRINTED))
    assert {name for name, grade in grades(outcome).items() if grade == "gold"} == {"F", "G", "H"}
    assert grades(outcome)["A"] == "bronze" and outcome.moved == {"up": 3, "down": 0}
    assert lab.outcome(PolicySettings((50, 150, 301), PRINTED)).moved == {"up": 0, "down": 2}  # C to bronze, H to none


def test_each_band_may_reach_up_to_the_next(lab):
    outcome = lab.outcome(PolicySettings(PRINTED_LINES, NEXT))
    assert {name for name, grade in grades(outcome).items() if grade == "silver"} == set("CDEFG")
    assert grades(outcome)["C"] == "silver" and not len(outcome.overlaps)
    assert outcome.holes["where"].tolist() == ["below 50 yuan"]


STARTS = st.lists(st.integers(0, 1200).map(lambda n: n * 500), min_size=4, max_size=4, unique=True).map(sorted)


@run(deadline=None, max_examples=30)
@given(starts=STARTS, ends=st.sampled_from([PRINTED, NEXT]))
def test_the_grades_are_those_of_the_policy_it_would_save(crowd, starts, ends):
    settings = PolicySettings(tuple(starts), ends)
    try:
        outcome = crowd.outcome(settings)
    except CasekitError:
        assert ends == PRINTED  # a band that would begin above its printed end
        return
    rows = many(3000)
    asked = crowd.policy(settings).grade(rows, reasons=False)["grade"]
    assert list(grades(outcome).values()) == asked.tolist()
    assert outcome.by_grade["customers"].sum() == 3000
    in_holes = outcome.holes["customers"].sum() + outcome.uncovered["customers"] + outcome.unknown
    assert in_holes == outcome.by_grade["customers"].iloc[-1]  # who gets no grade has one of three reasons


def test_other_ways_to_earn_a_grade_and_filters_are_those_of_the_engine(tmp_path):
    text = (
        TOML
        + """
[[filters]]
id = "poor"
title = "pays badly"
any = [[{ measure = "credit", is = "bad" }]]
"""
    )
    text = text.replace(
        'id = "bronze"\n',
        'id = "bronze"\nany = [[{ measure = "credit", is = "good" }], [{ measure = "spend", above = 60 }]]\n',
    )
    policy = three_bands(tmp_path, text)
    rows = ten().assign(credit=["good", None, "good", "bad", "good", "good", "", "good", "bad", "good"])
    lab = PolicyLab(rows, policy, measure="spend", sales="sales")
    for starts in (PRINTED_LINES, (5, 120, 250)):
        outcome = lab.outcome(PolicySettings(starts, PRINTED))
        with pytest.warns(UserWarning, match="cannot be graded"):
            asked = outcome.policy.grade(rows)["grade"].tolist()
        assert list(grades(outcome).values()) == asked


def test_harbour_telecom_is_graded_as_by_the_policy():
    case = casekit.load_case("harbour-telecom")
    from casekit.course.grade_policies.company import organisations

    rows, policy = organisations(case).reset_index(), load_policy("key-account-classes")
    lab = PolicyLab(rows, policy, measure="annual_usage", sales="annual_usage", fairness=["area"])
    assert list(grades(lab.outcome()).values()) == policy.grade(rows, reasons=False)["grade"].tolist()


@pytest.mark.parametrize("to_engine", ["polars lazy", "duckdb"], indirect=True)
def test_the_engine_that_the_customers_come_from_makes_no_difference(lab, policy, to_engine):
    other = PolicyLab(to_engine(ten()), policy, measure="spend", sales="sales", fairness="area")
    assert grades(other.outcome()) == grades(lab.outcome())
    pd.testing.assert_frame_equal(other.outcome().fairness, lab.outcome().fairness)


# ── holes and overlaps ───────────────────────────────────────────────────────────────────────────────
def test_holes_are_named_with_who_stands_in_them(lab):
    holes = lab.outcome().holes
    assert holes["where"].tolist() == ["below 50 yuan", "above 200 to below 300 yuan"]
    assert holes["customers"].tolist() == [1, 2] and holes["sales"].tolist() == [10, 549.99]
    assert holes["share_of_sales"].sum() == pytest.approx(559.99 / 2359.99)


def test_an_overlap_is_named_with_whom_it_concerns(lab):
    overlaps = lab.outcome().overlaps
    assert overlaps[["higher", "lower", "where", "customers", "both"]].values.tolist() == [
        ["silver", "bronze", "exactly 100 yuan", 1, 1]
    ]
    moved = lab.outcome(PolicySettings((50, 60, 150), PRINTED)).overlaps
    assert moved["where"].tolist() == ["from 150 to 200 yuan", "from 60 to 100 yuan"]
    assert moved["customers"].tolist() == [2, 1] and moved["both"].tolist() == [1, 1]  # D has bad credit


def test_holes_and_overlaps_are_those_of_the_audit(crowd):
    for starts in ((20_000, 50_000, 200_000, 500_000), (5_000, 60_000, 90_000, 250_000)):
        outcome = crowd.outcome(PolicySettings(starts, PRINTED))
        audit = outcome.policy.audit(many(3000), sales="annual_usage")
        found = [one for one in audit.of("hole", "axis") if set(one.where) == {"annual_usage"}]
        assert outcome.holes["where"].tolist() == [one.where["annual_usage"] for one in found]
        assert outcome.holes["customers"].tolist() == [one.customers for one in found]
        assert outcome.holes["sales"].tolist() == pytest.approx([one.sales for one in found])
        twice = {(one.grades, one.customers) for kind in ("overlap", "double_hit") for one in audit.of(kind, "axis")}
        mine = outcome.overlaps
        assert {((a, b), n) for a, b, n in zip(mine["higher"], mine["lower"], mine["customers"], strict=True)} == twice


def test_who_stands_in_a_band_and_fails_elsewhere_is_counted_apart(lab):
    outcome = lab.outcome()
    assert outcome.uncovered["customers"] == 1 and outcome.uncovered["sales"] == 1000  # I, of bad credit
    assert outcome.unknown == 1


# ── hours and groups ─────────────────────────────────────────────────────────────────────────────────
def test_hours_are_those_promised_against_those_there_are(lab, policy):
    outcome = lab.outcome()
    assert outcome.by_grade["hours"].tolist() == [10, 12, 0, 2.5] and outcome.hours == 24.5
    assert outcome.hours_over == 4.5
    assert PolicyLab(ten(), policy, measure="spend", sales="sales").outcome().hours_over is None


def test_shares_of_sales_add_up_and_missing_sales_count_as_none(lab):
    by_grade = lab.outcome().by_grade
    assert by_grade["share_of_sales"].sum() == pytest.approx(1) and by_grade["sales"].sum() == pytest.approx(2359.99)
    assert by_grade.loc["none", "sales"] == pytest.approx(1559.99)


def test_rates_are_those_of_grade_rates(crowd):
    rows = many(3000)
    lab = PolicyLab(rows, crowd.lines.policy, measure="annual_usage", sales="annual_usage", fairness=("area",))
    outcome = lab.outcome(replace(lab.usual, top="B1"))
    graded = rows.assign(grade=list(grades(outcome).values()))
    asked = grade_rates(graded, by="area", top=["A1", "A2", "B1"]).set_index("group")
    mine = outcome.fairness.reindex(asked.index)
    for name in ("customers", "in_top", "rate", "low", "high", "small"):
        assert mine[name].tolist() == pytest.approx(asked[name].tolist()), name
    assert outcome.fairness["customers"].is_monotonic_decreasing


def test_who_has_no_group_is_one_and_few_are_marked(lab):
    rates = lab.outcome().fairness
    assert rates.index.tolist() == ["east", "west", "(missing)"] and rates["small"].all()
    assert rates["in_top"].tolist() == [4, 1, 0]
    assert lab.outcome(PolicySettings(PRINTED_LINES, PRINTED, "gold", "area")).fairness["in_top"].tolist() == [0, 1, 0]


def test_without_groups_there_are_no_rates(crowd):
    assert crowd.outcome().fairness.empty and crowd.usual.by == ""


# ── lines ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("name", "measure", "starts", "ends"),
    [
        ("key-account-classes", "annual_usage", (20_000, 50_000, 200_000, 500_000), PRINTED),
        ("purchase-tiers", "purchase_amount", (5_000, 10_000, 100_000, 200_000), PRINTED),
        ("purchase-tiers-repaired", "purchase_amount", (5_000, 10_000, 100_000, 200_000), NEXT),
        ("four-grades-repaired", "yearly_amount", (10_000, 50_000, 200_000), NEXT),
        ("salon-abc-repaired", "share_before", (0.7, 0.9), NEXT),  # the best are those with least before them
    ],
)
def test_lines_of_the_shipped_policies(name, measure, starts, ends):
    lines = Lines.of(load_policy(name), measure)
    assert lines.starts == starts and lines.ends() == ends
    closed = lines.moved(starts, NEXT)
    assert not [gap for gap in lines.gaps(closed) if gap.low is not None] and not lines.overlaps(closed)


def test_grades_that_begin_at_one_figure_share_a_line(tmp_path):
    text = TOML.replace("from = 100, to = 200 }]", 'from = 300, to = 400 }, { measure = "credit", is = "bad" }]')
    lines = Lines.of(three_bands(tmp_path, text), "spend")
    assert lines.begin == (("bronze",), ("gold", "silver")) and lines.printed_end(1) == (400, True)
    moved = lines.bands(lines.moved((60, 350), PRINTED))
    assert moved["gold"].low == moved["silver"].low == 350 and moved["silver"].high == 400


def test_an_end_that_is_left_out_stays_so(tmp_path):
    text = TOML.replace("from = 100, to", "above = 100, to")
    bands = Lines.of(three_bands(tmp_path, text), "spend")
    closed = bands.bands(bands.moved((50, 120, 300), NEXT))
    assert closed["silver"].words() == "above 120 to below 300" and closed["bronze"].words() == "from 50 to 120"


# ── the trainee's own policy ─────────────────────────────────────────────────────────────────────────
def test_the_policy_says_what_was_moved_and_can_be_read_again(lab, tmp_path):
    made = lab.policy(PolicySettings((50, 100, 250), PRINTED))
    assert made.ours == ("gold: spend from 250 yuan (it was from 300 yuan).",)
    assert made.edition == "own" and made.repairs == "three-bands" and made.id == "three-bands-mine"
    again = load_policy(made.save(tmp_path / "three-bands-mine.toml"))
    assert again == made
    assert again.grade(ten(), reasons=False)["grade"].tolist() == list(
        grades(lab.outcome(PolicySettings((50, 100, 250), PRINTED))).values()
    )


def test_where_nothing_was_moved_there_is_no_policy_of_ones_own(lab):
    with pytest.raises(CasekitError, match="No band has been moved"):
        lab.policy(lab.usual)


# ── bad input ────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"customers": ten().iloc[:0]}, "There is no customer in this table"),
        ({"customers": pd.concat([ten(), ten()])}, "10 rows repeat a customer"),
        ({"customers": ten().drop(columns="credit")}, "tests credit, but the customers have no column “credit”"),
        ({"customers": ten().assign(sales="much")}, "“sales”"),
        ({"customers": 5}, "must be a table"),
        ({"measure": "credit"}, "“credit” is no number that “three-bands” tests; it tests: spend."),
        ({"sales": "turnover"}, "turnover"),
        ({"fairness": ("region",)}, "region"),
        ({"hours_by_grade": {"platinum": 3}}, "The grade of some hours is “platinum”; use one of: “gold”"),
        ({"hours_by_grade": {"gold": -1}}, "The hours of gold must be a number from 0 on, but it is -1."),
        ({"capacity": float("nan")}, "The hours there are must be a number from 0 on"),
    ],
)
def test_what_the_lab_cannot_take_is_one_sentence(policy, changed, sentence):
    given = {"customers": ten(), "policy": policy, "measure": "spend", "sales": "sales", **changed}
    with pytest.raises(CasekitError, match=sentence):
        PolicyLab(given.pop("customers"), given.pop("policy"), **given)


@pytest.mark.parametrize(
    ("name", "measure", "sentence"),
    [
        ("telecom-types-repaired", "annual_usage", "gives types, not grades"),
        ("star-rating-repaired", "past_spending", r"replace\(policy, eligibility=None\)"),
        ("key-account-or", "annual_usage", "no line to move"),
    ],
)
def test_policies_without_lines_are_refused(name, measure, sentence):
    with pytest.raises(CasekitError, match=sentence):
        PolicyLab(ten(), load_policy(name), measure=measure, sales="sales")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (lambda: PolicySettings((3, 2, 1)), "rising numbers"),
        (lambda: PolicySettings(()), "rising numbers"),
        (lambda: PolicySettings((1, float("nan"))), "rising numbers"),
        (lambda: PolicySettings("abc"), "rising numbers"),
        (lambda: PolicySettings((1, 2), "anywhere"), "Bands end “anywhere”; use one of: “where printed”"),
        (lambda: PolicySettings((1, 2)), "3 lines on spend, but 2 figures"),
        (lambda: PolicySettings((50, 201, 300)), "no value is left for the grade “silver”"),
        (lambda: PolicySettings(PRINTED_LINES, top="lost"), "The top grade is “lost”"),
        (
            lambda: PolicySettings(PRINTED_LINES, by="industry"),
            "The column of groups is “industry”; use one of: “area”",
        ),
    ],
)
def test_settings_that_mean_nothing_are_refused(lab, settings, sentence):
    with pytest.raises(CasekitError, match=sentence):
        lab.outcome(settings())
