"""A review: what is earned, and what each rule makes of it."""

import numpy as np
import pandas as pd
import pytest
from review_tables import customers, grades, ladder

from casekit.errors import CasekitError
from casekit.grading import ReviewRules, load_policy, override_log, review

DAY = "2026-01-01"
PLACES = ("gold", "silver", "bronze", "unclassified")


def reviewed(table, before, policy=None, overrides=None, **rules):
    found = review(table, policy or ladder(), before=before, rules=ReviewRules(**rules), as_of=DAY, overrides=overrides)
    return found.set_index("customer_id")


def after(table, before, **rules):
    found = reviewed(table, before, **rules)
    return [f"{line.after} {line.change} {line.cause}" for line in found.itertuples()]


def test_without_rules_what_is_earned_is_given():
    table = customers(a=350, b=220, c=120, d=10, e=(350, "bad"))
    found = reviewed(table, grades(a="silver", b="silver", c="gold", d="bronze"))
    assert found["after"].tolist() == ["gold", "silver", "bronze", "unclassified", "unclassified"]
    assert found["change"].tolist() == ["up", "same", "down", "down", "new"]
    assert found["reviews_in_grade"].tolist() == [1, 6, 1, 1, 1]
    assert found.loc["e", "before"] is None or pd.isna(found.loc["e", "before"])


def people(seed, n=400):
    """Customers at and around the thresholds, of every credit, from every grade and from none."""
    draw = np.random.default_rng(seed)
    near = draw.choice([0, 100, 200, 250, 300], n) * draw.choice([0.9, 0.95, 1, 1, 1.05, 1.1], n)
    usage = np.where(draw.random(n) < 0.5, near, draw.uniform(0, 450, n)).round(1)
    table = pd.DataFrame({"customer_id": [f"c{number:03}" for number in range(n)], "usage": usage})
    table["credit"] = draw.choice(["bad", "fair", "good"], n)
    before = table[["customer_id"]].assign(grade=draw.choice([*PLACES, ""], n), reviews_in_grade=1, reviews_below=0)
    return table, before


@pytest.mark.parametrize("seed", range(3))
def test_a_review_that_asks_for_nothing_is_the_policys_grade(seed):
    table, before = people(seed)
    found = review(table, ladder(), before=before, rules=ReviewRules(), as_of=DAY, reasons=False)
    earned = ladder().grade(table, reasons=False)["grade"].tolist()
    assert found["after"].tolist() == earned == found["earned"].tolist()


@pytest.mark.parametrize("margin", [0.01, 0.05, 0.1, 0.4])
def test_a_margin_never_moves_further_nor_the_other_way(margin):
    table, before = people(7)
    found = review(table, ladder(), before=before, rules=ReviewRules(margin=margin), as_of=DAY, reasons=False)
    newly = found["change"] == "new"
    assert (found["after"] == found["earned"])[newly].all() and newly.sum() > 40
    places = found[~newly][["before", "earned", "after"]].map(PLACES.index)
    assert (places["after"] >= places[["before", "earned"]].min(axis="columns")).all()
    assert (places["after"] <= places[["before", "earned"]].max(axis="columns")).all()
    held = places["after"] != places["earned"]
    assert held.sum() > 5 and (found["cause"][~newly][held] == "margin").all()


@pytest.mark.parametrize(
    ("usage", "before", "outcome"),
    [
        (209, "bronze", "bronze same margin"),  # silver from 200 is met, but not 210
        (210, "bronze", "silver up earned"),
        (191, "silver", "silver same margin"),  # below 200, but not below 190
        (190, "silver", "silver same margin"),
        (189.9, "silver", "bronze down earned"),
        (301, "bronze", "silver up margin"),  # gold from 315, silver from 210
        (95, "gold", "bronze down margin"),  # far below gold and silver, within the margin of bronze
        (94.9, "gold", "unclassified down earned"),
        (251, "bronze", "silver up earned"),
    ],
)
def test_the_margin(usage, before, outcome):
    assert after(customers(a=usage), grades(a=before), margin=0.05) == [outcome]


def test_the_top_of_a_band_has_its_margin_too():
    table = customers(a=(255, "bad"), b=(263, "bad"))  # too little credit for silver, too much usage for bronze
    assert after(table, grades(a="bronze", b="bronze"), margin=0.05) == [
        "bronze same margin",
        "unclassified down earned",
    ]


def test_words_have_no_margin():
    assert after(customers(a=(400, "fair")), grades(a="gold"), margin=0.3) == ["silver down earned"]


def test_a_measure_of_which_less_is_better():
    policy = ladder(
        measures={"days": {"kind": "number", "unit": "days", "chinese": "回款天数"}},
        grades=[
            {"id": "quick", "when": [{"measure": "days", "to": 30}]},
            {"id": "slow", "when": [{"measure": "days", "above": 30}]},
        ],
    )
    table = pd.DataFrame({"customer_id": list("abcd"), "days": [29.0, 27, 32, 34]})
    before = grades(a="slow", b="slow", c="quick", d="quick")
    found = reviewed(table, before, policy=policy, margin=0.1)
    assert found["after"].tolist() == ["slow", "quick", "quick", "slow"]


def test_minimum_stay_puts_downgrades_off_and_no_upgrades():
    table, before = customers(a=120, b=350), grades(in_grade=1, a="gold", b="bronze")
    assert after(table, before, minimum_stay=2) == ["gold same minimum_stay", "gold up earned"]
    assert after(table, before.assign(reviews_in_grade=2), minimum_stay=2)[0] == "bronze down earned"


def test_a_downgrade_after_two_reviews_below():
    table, before = customers(a=120, b=350), grades(a="gold", b="gold")
    first = reviewed(table, before, downgrade_after=2)
    assert first["cause"].tolist() == ["downgrade_after", "earned"]
    assert first["reviews_below"].tolist() == [1, 0]
    again = first.reset_index().drop(columns=["before"]).rename(columns={"after": "grade"})
    second = reviewed(table, again, downgrade_after=2)
    assert second["after"].tolist() == ["bronze", "gold"]
    assert second["reviews_below"].tolist() == [0, 0]
    assert second["reviews_in_grade"].tolist() == [1, 7]


def test_within_the_margin_is_not_below():
    found = reviewed(customers(a=195), grades(below=1, a="silver"), margin=0.05, downgrade_after=2)
    assert found["reviews_below"].tolist() == [0]


def test_idle_and_dissatisfied():
    table = customers(a=350, b=350, c=350, d=120, e=10).assign(
        months_idle=[7, 5, 0, 9, 9], satisfaction=[8, 8, 3, None, 2]
    )
    before = grades(a="gold", b="gold", c="silver", d="gold", e="unclassified")
    assert after(table, before, idle_months=6, satisfaction_below=4) == [
        "silver down idle",
        "gold same earned",
        "bronze down satisfaction",
        "bronze down earned",  # what is earned is lower still
        "unclassified same earned",
    ]
    assert after(table, before.assign(reviews_in_grade=1), idle_months=6, minimum_stay=2)[0] == "gold same minimum_stay"


def test_cooperation_time_all_and_any():
    table = customers(a=350, b=350, c=220, d=220, e=120).assign(tenure_months=[24, 23, 24, None, 30])
    before = grades(a="silver", b="silver", c="silver", d="silver", e="silver")
    assert after(table, before, tenure_months=24) == [
        "gold up earned",
        "silver same tenure",
        "silver same earned",
        "silver same earned",
        "bronze down earned",
    ]
    either = after(table, before, tenure_months=24, upgrade="any")
    assert either == ["gold up earned", "gold up earned", "gold up tenure", "silver same earned", "bronze down earned"]


def test_cooperation_time_from_the_month_of_entry():
    table = customers(a=350, b=350).assign(entry_month=pd.to_datetime(["2025-02-01", "2025-01-31"]))
    # January 2025 is month 1, January 2026 month 13
    assert after(table, grades(a="silver", b="silver"), tenure_months=13) == ["silver same tenure", "gold up earned"]


def test_one_step_at_a_time():
    table, before = customers(a=350, b=10, c=350), grades(a="unclassified", b="gold", c="silver")
    assert after(table, before, largest_step=1) == [
        "bronze up largest_step",
        "silver down largest_step",
        "gold up earned",
    ]
    assert after(table, before, largest_step=2) == [
        "silver up largest_step",
        "bronze down largest_step",
        "gold up earned",
    ]


def test_grades_that_cannot_be_tested_are_no_steps():
    table = pd.DataFrame(
        {
            "customer_id": ["a"],
            "annual_usage": [100.0],
            "payment_credit": ["good"],
            "growth_potential": ["low"],
            "profit_contribution": ["low"],
        }
    )
    found = reviewed(table, grades(a="B2"), policy=load_policy("key-account-classes"), largest_step=1)
    assert found["after"].tolist() == ["unclassified"], (
        "neither C, whose usage is not stated, nor D, which is only named"
    )


@pytest.mark.filterwarnings("ignore")
def test_nobody_falls_because_a_figure_is_missing():
    table = customers(a=(350, ""), b=(None, "good"), c=(250, ""), d=(None, "bad"))
    before = grades(a="gold", b="silver", c="gold", d="gold")
    assert after(table, before) == [
        "gold same missing",
        "silver same missing",
        "bronze down earned",  # with any credit it would be below gold
        "unclassified down earned",  # with any usage too
    ]


def levels(*rows):
    table = pd.DataFrame(rows, columns=["customer_id", "grade", "by", "why", "from_date", "expires_on"])
    return table.astype(dict.fromkeys(("customer_id", "grade", "by", "why"), "str")).assign(
        from_date=pd.to_datetime(table["from_date"]), expires_on=pd.to_datetime(table["expires_on"])
    )


def test_a_manual_level_holds_until_it_expires():
    table, before = customers(a=350, b=350, c=10, d=350), grades(a="silver", b="silver", c="gold", d="gold")
    by_hand = levels(
        ("a", "bronze", "M01", "a trial", "2025-07-01", "2026-01-01"),
        ("b", "bronze", "M01", "a trial", "2025-07-01", "2025-12-31"),
        ("c", "gold", "M01", None, "2025-07-01", None),
        ("d", "bronze", "M01", "later", "2026-01-02", None),
        ("gone", "gold", "M01", "left", "2025-01-01", None),
    )
    assert after(table, before, overrides=by_hand) == [
        "bronze down manual",
        "gold up earned",
        "gold same manual",
        "gold same earned",
    ]


def test_of_two_manual_levels_the_one_that_began_last_holds():
    by_hand = levels(
        ("a", "bronze", "M01", "x", "2025-01-01", None), ("a", "silver", "M02", "y", "2025-06-01", "2026-06-01")
    )
    assert after(customers(a=10), grades(a="gold"), overrides=by_hand) == ["silver down manual"]
    assert override_log(by_hand, DAY)["at_once"].tolist() == [2, 2]
    with pytest.raises(CasekitError, match="two manual levels that begin on one day"):
        reviewed(customers(a=10), grades(a="gold"), overrides=by_hand.assign(from_date=pd.Timestamp("2025-01-01")))


def test_who_is_not_eligible_is_not_graded():
    policy = ladder(eligibility={"excluded": [[{"measure": "credit", "is": "bad"}]]})
    table = customers(a=(350, "bad"), b=(350, "good"), c=(350, "bad"))
    before = grades(a="gold", b="not eligible", c="not eligible")
    found = reviewed(table, before, policy=policy, minimum_stay=9)
    assert found["after"].tolist() == ["not eligible", "gold", "not eligible"]
    assert found["change"].tolist() == ["down", "new", "same"]
    assert found["cause"].tolist() == ["not_eligible", "earned", "not_eligible"]


def test_rules_of_a_policy():
    policy = ladder(review={"margin": 0.1, "minimum_stay": 2, "period": "year", "notice_days": 14, "appeal": "Write."})
    rules = ReviewRules.of(policy)
    assert (rules.margin, rules.minimum_stay, rules.notice_days, rules.appeal) == (0.1, 2, 14, "Write.")
    assert ReviewRules.of(policy, margin=0.2).margin == 0.2
    assert ReviewRules.of(ladder()) == ReviewRules()
    table = customers(a=215)
    assert review(table, policy, before=grades(a="bronze"), as_of=DAY)["cause"].tolist() == ["margin"]


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"margin": 1}, "“margin” is a share"),
        ({"margin": "5 %"}, "“margin” is a share"),
        ({"minimum_stay": -1}, "“minimum_stay” must be a whole number from 0"),
        ({"downgrade_after": 0}, "“downgrade_after” must be a whole number from 1"),
        ({"largest_step": 0.5}, "“largest_step” must be a whole number"),
        ({"satisfaction_below": "bad"}, "“satisfaction_below” must be a number"),
        ({"upgrade": "some"}, "“upgrade” is “all”"),
        ({"upgrade": "any"}, "needs tenure_months"),
    ],
)
def test_rules_that_mean_nothing(rules, words):
    with pytest.raises(CasekitError, match=words):
        ReviewRules(**rules)


def test_reviews_that_cannot_be_held():
    table, before = customers(a=350), grades(a="silver")
    with pytest.raises(CasekitError, match="have the grade “platinum”, which “four-steps” does not have"):
        reviewed(table, grades(a="platinum"))
    with pytest.raises(CasekitError, match="Customer a stands in two rows"):
        reviewed(pd.concat([table, table]), before)
    with pytest.raises(CasekitError, match="Customer a has two grades before"):
        reviewed(table, pd.concat([before, before]))
    with pytest.raises(CasekitError, match="reads the column “months_idle”"):
        reviewed(table, before, idle_months=6)
    with pytest.raises(CasekitError, match="add “reviews_in_grade” to the grades before"):
        reviewed(table, before[["customer_id", "grade"]], minimum_stay=2)
    with pytest.raises(CasekitError, match="“as_of” is 'soon', which is no date"):
        review(table, ladder(), before=before, as_of="soon")
    with pytest.raises(CasekitError, match="no column “usage”"):
        reviewed(table.drop(columns="usage"), before)
    pl = pytest.importorskip("polars")
    with pytest.raises(CasekitError, match="The grades before are a table of polars"):
        reviewed(table, pl.from_pandas(before))
