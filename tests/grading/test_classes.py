"""Value split, weighted scores, life cycle, habits, types and groups: the declared sides, orders and holes."""

import numpy as np
import pandas as pd
import pytest

import casekit
from casekit.errors import CasekitError
from casekit.grading import (
    BasketRules,
    LifeCycleRules,
    basket_classes,
    customer_types,
    group_totals,
    habit_classes,
    life_cycle_classes,
    value_split,
    weighted_score,
)


def test_two_by_two_by_median():
    table = pd.DataFrame({"customer_id": list("abcd"), "spent": [1, 2, 30, 40], "orders": [9, 1, 2, 8]})
    found = value_split(table, amount="spent", frequency="orders")
    assert found["value_class"].tolist() == ["often but small", "low value", "large but seldom", "high value"]


@pytest.mark.parametrize(("side", "high"), [("low", 1), ("high", 5)])
def test_all_at_the_median_stand_on_the_declared_side(side, high):
    table = pd.DataFrame({"customer_id": range(5), "spent": [2, 2, 2, 2, 3], "orders": [0, 0, 0, 0, 1]})
    found = value_split(table, amount="spent", frequency="orders", at_median=side)
    assert (found["value_class"] == "high value").sum() == high


def test_weights_need_not_add_up_to_one():
    table = pd.DataFrame({"customer_id": ["a", "b"], "spend": [5, 1], "loyalty": [1, 3]})
    found = weighted_score(table, {"spend": 3, "loyalty": 1})
    assert found["weighted_score"].tolist() == pytest.approx([4, 1.5])


def test_a_customer_without_one_of_the_scores_has_no_weighted_score():
    table = pd.DataFrame({"customer_id": ["a", "b"], "spend": [5, 1], "loyalty": [np.nan, 3]})
    assert weighted_score(table, {"spend": 3, "loyalty": 1})["weighted_score"].isna().tolist() == [True, False]


@pytest.mark.parametrize("weights", [{}, {"spend": 0}, {"spend": -1}, {"spend": "much"}, None])
def test_weights_that_mean_nothing(weights):
    with pytest.raises(CasekitError, match="Weights map columns"):
        weighted_score(pd.DataFrame({"customer_id": [1], "spend": [5]}), weights)


def life(*lines, **rules):
    table = pd.DataFrame(lines, columns=["customer_id", "frequency", "recency", "T"])
    found = life_cycle_classes(table, rules=LifeCycleRules(time_unit="D", **rules))
    return dict(zip(found["customer_id"], found["life_cycle"], strict=True)), found["rules_met"].tolist()


def test_life_cycle_classes():
    found, met = life(
        ("nothing bought", np.nan, np.nan, np.nan),
        ("just began", 0, 0, 10),
        ("often", 3, 150, 200),
        ("long and often", 9, 390, 400),
        ("long and often, then gone", 9, 100, 400),
        ("once, a while ago", 0, 0, 120),
    )
    assert list(found.values()) == ["potential", "new", "active", "loyal", "lapsed", "unclassified"]
    assert met == [1, 1, 1, 2, 3, 0]


@pytest.mark.parametrize(
    ("age", "expected"), [(90, "new"), (91, "unclassified"), (180, "unclassified"), (181, "lapsed")]
)
def test_limits_of_the_life_cycle_are_inside(age, expected):
    assert life(("a", 0, 0, age))[0]["a"] == expected


def test_the_order_of_test_is_part_of_the_rules():
    line = ("a", 9, 390, 400)
    assert life(line)[0]["a"] == "loyal"
    assert life(line, order=("potential", "active", "loyal", "lapsed", "new"))[0]["a"] == "active"


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [({"order": ("new",)}, "name each of"), ({"new_days": -1}, "new_days"), ({"time_unit": "Q"}, "use one of")],
)
def test_rules_that_mean_nothing(rules, sentence):
    with pytest.raises(CasekitError, match=sentence):
        LifeCycleRules(**rules)


def visits(*days):
    return pd.DataFrame({"customer_id": "a", "date": pd.Timestamp("2020-01-01") + pd.to_timedelta(days, unit="D")})


def test_customers_from_habit():
    columns = {"customer_id": "customer_id", "date": "date"}
    table = visits(0, 9, 9, 10, 99)
    found = habit_classes(table, **columns, days=90, visits=2)  # the window is day 10 to day 99
    assert found.iloc[0].tolist() == ["a", 2, True]
    assert habit_classes(table, **columns, days=91, visits=4).iloc[0].tolist() == ["a", 3, False]
    assert habit_classes(table, **columns, end="2020-01-10", visits=1).iloc[0].tolist() == ["a", 2, True]


def test_habit_counts_on_cdnow_by_a_second_way():
    case = casekit.load_case("cdnow")
    table = case.transactions
    found = habit_classes(table, customer_id="customer_id", date="date", end=case.calibration_end, visits=3)
    recent = table[(table["date"] > "1997-07-02") & (table["date"] <= "1997-09-30")]
    regulars = recent.groupby("customer_id")["date"].nunique().ge(3)
    assert set(found.loc[found["from_habit"], "customer_id"]) == set(regulars.index[regulars])
    assert len(found) == 2357


def lines():
    return pd.DataFrame(
        {
            "who": ["thrifty", "usual", "usual too", "quality", "gift"],
            "paid": [4.0, 10.0, 20.0, 30.0, -5.0],
            "items": [1, 1, 2, 2, 1],
            "new": [0, 0, 2, 0, 0],
        }
    )


def test_baskets_by_price_per_item():
    found = basket_classes(lines(), customer_id="who", amount="paid", quantity="items").set_index("customer_id")
    assert found["basket"].to_dict() == {
        "quality": "quality-minded",
        "thrifty": "thrifty",
        "usual": "mixed",
        "usual too": "mixed",
    }
    assert set(found["fashion_seeking"]) == {"cannot be told"}


def test_fashion_is_told_by_new_releases_only():
    found = basket_classes(lines(), customer_id="who", amount="paid", quantity="items", new_releases="new")
    assert found.set_index("customer_id")["basket"]["usual too"] == "fashion-seeking"
    assert found.set_index("customer_id")["fashion_seeking"].to_dict()["quality"] == "no"


def test_basket_rules_must_leave_a_middle():
    with pytest.raises(CasekitError, match="thrifty_at_most"):
        BasketRules(thrifty_at_most=2)


def test_customer_types():
    table = pd.DataFrame({"customer_id": range(5), "role": ["Dealer", " consumer ", "合作伙伴", "cousin", None]})
    found = customer_types(table, role="role")["customer_type"].tolist()
    assert found == ["distributor", "end customer", "partner", "unclassified", "unclassified"]
    mine = customer_types(table, role="role", rules={"cousin": "partner"})["customer_type"].tolist()
    assert mine == ["unclassified"] * 3 + ["partner", "unclassified"]
    with pytest.raises(CasekitError, match="the types are"):
        customer_types(table, role="role", rules={"cousin": "family"})


def test_groups_show_whom_they_miss():
    table = pd.DataFrame({"industry": ["bank", "bank", None, ""], "sales": [10.0, np.nan, 20.0, 30.0]})
    found = group_totals(table, "industry", "sales").set_index("group")
    assert found.index.tolist() == ["(missing)", "bank"]
    assert found.loc["(missing)"].tolist() == pytest.approx([2, 0, 50, 25, 50 / 60])
    assert found.loc["bank"].tolist() == pytest.approx([2, 1, 10, 10, 10 / 60])


def test_a_date_groups_by_its_month():
    table = pd.DataFrame({"joined": pd.to_datetime(["1997-01-05", "1997-01-30", "1997-02-01"]), "sales": [1.0, 2, 4]})
    found = group_totals(table, "joined", "sales")
    assert found["group"].tolist() == ["1997-02", "1997-01"]
