"""The review lab: the grades of casekit.grading.review, and what is told of them against the truth."""

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_toys import TOML, ladder, many, years

import casekit
from casekit.errors import CasekitError
from casekit.grading import ReviewRules, load_policy, review
from casekit.labs import ReviewLab, ReviewSettings, reviewed_years
from casekit.labs.review_outcome import NOBODY

GOLD, SILVER, NONE = 0, 1, 2


@pytest.fixture(scope="module")
def policy(tmp_path_factory):
    return ladder(tmp_path_factory.mktemp("policies"))


@pytest.fixture(scope="module")
def crowd(policy):
    return ReviewLab(many(2000), policy, service_cost={"gold": 30, "silver": 10})


@pytest.fixture(scope="module")
def ironbridge():
    case = casekit.load_case("ironbridge-machinery")
    rows = reviewed_years(case.accounts, case.orders, case.truth["true_rates"], case.truth["true_lives"])
    before = case.grades.loc[case.grades["year"] == 2023, ["customer_id", "grade"]]
    return ReviewLab(rows, load_policy("ironbridge-grades"), before=before), rows, before


def path(policy, *pairs, **levers):
    """The places after each review of one customer with these (spend, truth)."""
    lab = ReviewLab(years(A=pairs), policy)
    return lab.outcome(ReviewSettings(**levers)).path.after[:, 0].tolist()


# ── the rules ────────────────────────────────────────────────────────────────────────────────────────
def test_a_threshold_belongs_to_the_better_grade(policy):
    assert path(policy, (200, 1), (199.99, 1), (100, 1), (99.99, 1)) == [GOLD, SILVER, SILVER, NONE]


def test_a_margin_asks_for_more_on_the_way_up_and_forgives_on_the_way_down(policy):
    assert path(policy, (150, 1), (219, 1), (220, 1), margin=0.1) == [SILVER, SILVER, GOLD]
    assert path(policy, (250, 1), (180, 1), (179, 1), margin=0.1) == [GOLD, GOLD, SILVER]
    assert path(policy, (50, 1), (210, 1), margin=0.1) == [NONE, SILVER]  # the lower rung is passed with the margin
    assert path(policy, (250, 1), (95, 1), margin=0.1) == [GOLD, SILVER]  # and the lower one missed by no more
    assert path(policy, (210, 1), (210, 1), margin=0.1) == [GOLD, GOLD]  # what is had is not asked for again


def test_a_grade_is_kept_for_its_minimum_stay(policy):
    assert path(policy, (250, 1), (50, 1), (50, 1), minimum_stay=2) == [GOLD, GOLD, NONE]
    assert path(policy, (250, 1), (50, 1), (250, 1), (50, 1), minimum_stay=2) == [GOLD, GOLD, GOLD, NONE]
    assert path(policy, (50, 1), (250, 1), minimum_stay=3) == [NONE, GOLD]  # it holds up no upgrade


def test_a_grade_is_lost_after_so_many_reviews_below_it_in_a_row(policy):
    assert path(policy, (250, 1), (50, 1), (50, 1), downgrade_after=2) == [GOLD, GOLD, NONE]
    assert path(policy, (250, 1), (50, 1), (250, 1), (50, 1), downgrade_after=2) == [GOLD, GOLD, GOLD, GOLD]


def test_who_was_away_is_new_again(policy):
    lab = ReviewLab(years(A=((250, 1), None, (50, 1)), B=((1, 1), (1, 1), (1, 1))), policy)
    assert lab.outcome(ReviewSettings(minimum_stay=3)).path.after[:, 0].tolist() == [GOLD, NOBODY, NONE]


@pytest.mark.parametrize(
    "levers", [{}, {"margin": 0.1}, {"margin": 0.35, "minimum_stay": 2}, {"minimum_stay": 3, "downgrade_after": 2}]
)
def test_the_grades_are_those_of_the_reviews(ironbridge, levers):
    """The lab's form and the one that explains each customer give the same grades, review after review."""
    lab, rows, before = ironbridge
    policy, rules = load_policy("ironbridge-grades"), ReviewRules(**levers)
    known = [grade.id for grade in policy.grades]
    had = before.assign(grade=before["grade"].where(before["grade"].isin(known), policy.outside))
    had = had.assign(reviews_in_grade=1, reviews_below=0)
    found = lab.outcome(ReviewSettings(**levers))
    names = np.array([*known, policy.outside], dtype=object)
    for place, year in enumerate(lab.years):
        table = review(
            rows[rows["year"] == year], policy, before=had, rules=rules, as_of=f"{year + 1}-01-01", reasons=False
        ).set_index("customer_id")
        there = found.path.after[place] != NOBODY
        expected = table.loc[lab.customer_ids[there], "after"]
        assert (names[found.path.after[place][there]] == expected.to_numpy()).all()
        assert (table["change"] == "up").sum() == found.by_review.loc[year, "up"]
        had = table.reset_index()[["customer_id", "after", "reviews_in_grade", "reviews_below"]]
        had = had.rename(columns={"after": "grade"})


# ── told against the truth ───────────────────────────────────────────────────────────────────────────
def test_what_goes_wrong_is_told_by_its_name(policy):
    told = ReviewLab(
        years(
            lucky=((150, 150), (250, 150), (150, 150)),  # up by luck, and down again: taken back
            unlucky=((250, 250), (150, 250), (150, 250)),  # down by bad luck, then missed
            fallen=((250, 250), (210, 50), (210, 50)),  # still bought, but truly needs little: two missed downgrades
            new=((250, 50), (50, 50), (50, 50)),  # the first grade by luck
        ),
        policy,
        profit_rate=0.5,
        service_cost={"gold": 30, "silver": 10},
    ).outcome()
    assert (told.up, told.down, told.flip_flops) == (1, 3, 1)
    assert (told.upgrades_by_luck, told.undeserved_downgrades, told.first_grades_by_luck) == (1, 1, 1)
    assert (told.missed_downgrades, told.missed_upgrades) == (2, 1)
    assert told.right == pytest.approx(1 - 6 / 12)
    assert told.demotion_cost == 250 * 0.5 * 0.25
    assert told.service_given_away == (30 - 10) + 2 * 30 + 30
    assert told.wronged().iloc[0].tolist() == ["unlucky", 2022, 150.0, 250.0, "gold", "silver", 31.25]
    assert told.by_review.loc[2022].to_dict() == {
        "graded": 4,
        "new": 0,
        "up": 1,
        "down": 2,
        "taken_back": 0,
        "too_high": 2,
        "too_low": 1,
    }


def test_margin_and_stay_spare_the_lucky_and_the_unlucky_and_miss_the_fallen(crowd):
    plain, patient = crowd.outcome(), crowd.outcome(ReviewSettings(0.2, 2, 1))
    assert patient.flip_flops < 0.5 * plain.flip_flops
    assert patient.undeserved_downgrades < 0.6 * plain.undeserved_downgrades
    assert patient.demotion_cost < plain.demotion_cost
    assert patient.missed_downgrades > plain.missed_downgrades
    assert patient.plain.flip_flops == plain.flip_flops and patient.right > plain.right


def test_on_ironbridge_patience_has_its_price(ironbridge):
    lab = ironbridge[0]
    plain, patient = lab.outcome(), lab.outcome(ReviewSettings(0.1, 2))
    assert plain.by_review["graded"].between(300, 360).all()
    assert patient.flip_flops < 0.4 * plain.flip_flops and patient.missed_downgrades > 1.3 * plain.missed_downgrades


def test_the_curve_passes_the_settings(crowd):
    for levers in (ReviewSettings(), ReviewSettings(0.25, 2, 2)):
        found = crowd.outcome(levers)
        row = found.curve.set_index("margin").loc[levers.margin]
        assert (row["flip_flops"], row["missed_downgrades"]) == (found.flip_flops, found.missed_downgrades)
    assert found.curve["margin"].iloc[-1] == 0.5


def test_the_truth_of_those_who_left_in_silence_is_nothing():
    accounts = pd.DataFrame(
        {
            "customer_id": ["A", "B", "C"],
            "entry_month": pd.to_datetime(["2020-01-01", "2022-03-01", "2020-01-01"]),
            "left_on": pd.to_datetime([None, None, "2022-12-31"]),
        }
    )
    orders = pd.DataFrame(
        {
            "customer_id": ["A", "A", "B"],
            "date": pd.to_datetime(["2021-05-01", "2021-06-01", "2022-07-01"]),
            "amount": [100.0, 50.0, 70.0],
            "discount": [0.0, 10.0, 0.0],
        }
    )
    rates = pd.DataFrame(
        [(c, y, 120.0) for c in "ABC" for y in (2021, 2022, 2023)], columns=["customer_id", "year", "yearly_rate"]
    )
    lives = pd.DataFrame({"customer_id": ["A", "B", "C"], "leaves_on": pd.to_datetime(["2022-02-01", None, None])})
    rows = reviewed_years(accounts, orders, rates, lives).sort_values(["customer_id", "year"])
    assert rows.to_numpy().tolist() == [
        ["A", 2021, 140.0, 120.0],
        ["A", 2022, 0.0, 0.0],
        ["B", 2022, 70.0, 120.0],
        ["C", 2021, 0.0, 120.0],
    ]


# ── what goes in ─────────────────────────────────────────────────────────────────────────────────────
def test_the_grades_before_count_as_given_by_one_review(policy):
    rows = years(A=((150, 250), (150, 250)), B=((150, 150), (150, 150)))
    before = pd.DataFrame({"customer_id": ["A", "Z"], "grade": ["gold", "gold"]})
    found = ReviewLab(rows, policy, before=before).outcome(ReviewSettings(minimum_stay=2))
    assert found.path.before[0].tolist() == [GOLD, NOBODY]
    assert found.path.after[:, 0].tolist() == [GOLD, SILVER]
    strange = ReviewLab(rows, policy, before=before.assign(grade="tin")).outcome()
    assert strange.path.before[0].tolist() == [NONE, NOBODY]


def test_the_order_of_the_rows_decides_nothing_and_any_engine_will_do(policy):
    import polars as pl

    rows = many(300)
    levers = ReviewSettings(0.1, 2, 2)
    expected = ReviewLab(rows, policy).outcome(levers).by_review
    for other in (rows.sample(frac=1, random_state=3), pl.from_pandas(rows).lazy()):
        pd.testing.assert_frame_equal(ReviewLab(other, policy).outcome(levers).by_review, expected)


def test_columns_may_have_other_names(policy):
    rows = many(50).rename(columns={"customer_id": "client", "year": "season", "yearly_rate": "need"})
    found = ReviewLab(rows, policy, customer_id="client", year="season", truth="need").outcome()
    pd.testing.assert_frame_equal(found.by_review, ReviewLab(many(50), policy).outcome().by_review)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda t: t.drop(columns="yearly_rate"), "no column “yearly_rate”"),
        (lambda t: t.assign(spend=t["spend"].where(t["spend"] > t["spend"].min())), "1 rows have no “spend”"),
        (lambda t: t.assign(spend=-1.0), "or one below 0"),
        (lambda t: t.assign(spend="much"), "must hold numbers"),
        (lambda t: pd.concat([t, t.head(2)]), "2 rows repeat a customer and year"),
        (lambda t: t[t["year"] == 2021], "at least two years"),
        (lambda t: t.head(0), "at least two years"),
    ],
)
def test_years_that_cannot_be_reviewed_are_one_sentence(policy, spoil, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ReviewLab(spoil(many(50)), policy)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"profit_rate": 20}, "share from 0 to 1"),
        ({"profit_rate": "20 %"}, "share from 0 to 1"),
        ({"service_cost": {"bronze": 5}}, "“bronze” has a cost of service, but is no grade"),
        ({"before": pd.DataFrame({"customer_id": [1]})}, "no column “grade”"),
        ({"before": pd.DataFrame({"customer_id": [1, 1], "grade": ["gold", "gold"]})}, "1 customers have two grades"),
    ],
)
def test_more_that_cannot_be(policy, more, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ReviewLab(many(50), policy, **more)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("below = 200", "below = 180", "there is a hole above “silver”"),
        ("from = 100, ", "", "“silver” does not begin from a figure above 0"),
        ("from = 100, below = 200", "from = 300", "“silver” does not begin below the grade above it"),
        ("from = 200 }", "from = 200, to = 900 }", "there is a hole above “gold”"),
        (
            "from = 200 }]",
            'from = 200 }, { measure = "spend", to = 900 }]',
            "“gold” is not given by one band alone",
        ),
    ],
)
def test_a_policy_that_is_no_ladder_is_told_why(tmp_path, old, new, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ReviewLab(many(50), ladder(tmp_path, TOML.replace(old, new)))


def test_a_policy_with_several_measures_is_no_ladder():
    with pytest.raises(CasekitError, match="is not given by one band alone"):
        ReviewLab(many(50), load_policy("key-account-classes"))


@pytest.mark.parametrize(
    ("levers", "sentence"),
    [
        ({"margin": 10}, "share from 0 to 0.99"),
        ({"margin": "a tenth"}, "share from 0 to 0.99"),
        ({"margin": float("nan")}, "share from 0 to 0.99"),
        ({"minimum_stay": -1}, "whole number of reviews from 0 on"),
        ({"minimum_stay": 1.5}, "whole number of reviews from 0 on"),
        ({"downgrade_after": 0}, "whole number of reviews from 1 on"),
        ({"demotion_cost": 1.2}, "share from 0 to 1"),
    ],
)
def test_levers_that_mean_nothing(levers, sentence):
    with pytest.raises(CasekitError, match=sentence):
        ReviewSettings(**levers)


def test_settings_travel():
    levers = ReviewSettings(0.1, 2, 2, 0.3)
    assert pickle.loads(pickle.dumps(levers)) == levers
    assert levers.plain == ReviewSettings(demotion_cost=0.3)


LEVERS = st.builds(
    ReviewSettings,
    margin=st.integers(0, 60).map(lambda per_cent: per_cent / 100),
    minimum_stay=st.integers(0, 4),
    downgrade_after=st.integers(1, 4),
)


@settings(max_examples=50, deadline=None)
@given(levers=LEVERS)
def test_laws_of_any_outcome(crowd, levers):
    found, plain = crowd.outcome(levers), crowd.outcome()
    table = found.by_review
    assert (table["graded"] == plain.by_review["graded"]).all() and (table["new"] == plain.by_review["new"]).all()
    assert table["taken_back"].sum() == found.flip_flops and len(found.wronged()) == found.undeserved_downgrades
    assert found.first_grades_by_luck == plain.first_grades_by_luck
    high = found.missed_downgrades + found.upgrades_by_luck
    low = found.missed_upgrades + found.undeserved_downgrades
    assert high + low + found.first_grades_by_luck == table["too_high"].sum() + table["too_low"].sum()
    given_ = found.path.after != NOBODY
    assert found.right == pytest.approx(1 - (table["too_high"].sum() + table["too_low"].sum()) / given_.sum())
    hasty = crowd.outcome(ReviewSettings(levers.margin))
    assert (found.path.after <= hasty.path.after).all()  # patience puts nobody into a worse grade


@settings(max_examples=30, deadline=None)
@given(levers=LEVERS)
def test_without_luck_nothing_goes_wrong_at_a_steady_need(policy, levers):
    steady = many(200).assign(spend=lambda table: table["yearly_rate"])
    found = ReviewLab(steady, policy).outcome(levers)
    assert (found.up, found.down, found.flip_flops, found.right) == (0, 0, 0, 1.0)
