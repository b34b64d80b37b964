"""Composition and product mix: shares that add up, targets that never vanish, goods that reach the cut."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.grading import abc_classes, composition, group_totals, product_mix


def salon():
    return pd.DataFrame(
        {
            "card": ["annual", "annual", "monthly", "walk-in", "walk-in", "walk-in", None],
            "area": ["north", "south", "north", "north", "south", "south", "south"],
            "spent": [30.0, 10.0, 20.0, 5.0, np.nan, 15.0, 20.0],
        }
    )


def test_groups_with_their_shares():
    found = composition(salon(), by="card", value="spent").set_index("group")
    assert found.index.tolist() == ["annual", "(missing)", "monthly", "walk-in"]
    assert found.loc["walk-in"].to_dict() == pytest.approx(
        {
            "customers": 3,
            "without_value": 1,
            "sales": 20,
            "mean": 10,
            "share_of_customers": 3 / 7,
            "share_of_sales": 0.2,
        }
    )


def test_it_is_the_same_grouping_as_group_totals():
    found, totals = composition(salon(), by="card", value="spent"), group_totals(salon(), "card", "spent")
    pd.testing.assert_frame_equal(
        found[["group", "customers", "without_value", "sales", "mean", "share_of_sales"]],
        totals.rename(columns={"share": "share_of_sales"}),
    )


def test_class_within_class_has_a_share_of_its_class_and_of_all():
    found = composition(salon(), by=["card", "area"], value="spent")
    assert found["group"].tolist() == ["annual", "annual", "(missing)", "monthly", "walk-in", "walk-in"]
    south = found[(found["group"] == "walk-in") & (found["subgroup"] == "south")].iloc[0]
    assert (south["group_sales"], south["share_in_group"], south["share_of_sales"]) == (
        20,
        pytest.approx(0.75),
        pytest.approx(0.15),
    )


def test_a_class_that_sold_nothing_has_no_shares_in_it():
    table = pd.DataFrame({"card": ["a", "b"], "area": ["x", "y"], "spent": [10.0, 0.0]})
    found = composition(table, by=["card", "area"], value="spent").set_index("group")
    assert found.loc["a", "share_in_group"] == 1
    assert pd.isna(found.loc["b", "share_in_group"])


def test_targets_and_groups_never_vanish():
    targets = {"annual": 0.4, "monthly": 0.3, "corporate": 0.1}
    found = composition(salon(), by="card", value="spent", targets=targets).set_index("group")
    assert found["verdict"].to_dict() == {
        "annual": "reached",
        "(missing)": "no target",
        "monthly": "below",
        "walk-in": "no target",
        "corporate": "below",
    }
    assert found.loc["monthly", ["target", "gap"]].tolist() == pytest.approx([0.3, -10])
    assert found["gap"].isna().tolist() == [False, True, False, True, False]
    nobody = found.loc["corporate"]
    assert (nobody["customers"], nobody["sales"], nobody["gap"]) == (0, 0, pytest.approx(-10))
    assert pd.isna(nobody["mean"])
    assert found["share_of_sales"].sum() == pytest.approx(1)


@pytest.mark.parametrize(("tolerance", "verdict"), [(0.0, "below"), (0.099, "below"), (0.1, "reached")])
def test_the_tolerance_is_a_share_and_its_end_counts(tolerance, verdict):
    found = composition(salon(), by="card", value="spent", targets={"monthly": 0.3}, tolerance=tolerance)
    assert found.set_index("group").loc["monthly", "verdict"] == verdict


def test_noise_misses_no_target():
    table = pd.DataFrame({"card": ["a", "a", "b"], "spent": [0.1, 0.2, 0.7]})
    found = composition(table, by="card", value="spent", targets={"a": 0.3, "b": 0.7})
    assert set(found["verdict"]) == {"reached"}


def test_targets_as_a_table_of_several_groupings():
    targets = pd.DataFrame(
        {
            "group_by": ["card", "area", "card"],
            "group": ["annual", "north", "monthly"],
            "target_share": [0.5, 0.55, 0.1],
        }
    )
    by_card = composition(salon(), by="card", value="spent", targets=targets).set_index("group")
    assert by_card["target"].dropna().to_dict() == {"annual": 0.5, "monthly": 0.1}
    by_area = composition(salon(), by="area", value="spent", targets=targets).set_index("group")
    assert by_area["verdict"].to_dict() == {"north": "reached", "south": "no target"}
    with pytest.raises(CasekitError, match="no row for “spent”; they have: area, card"):
        composition(salon(), by="spent", value="spent", targets=targets)


def test_targets_of_a_class_within_a_class():
    targets = {("annual", "north"): 0.3, ("annual", "west"): 0.1}
    found = composition(salon(), by=["card", "area"], value="spent", targets=targets)
    held = found.set_index(["group", "subgroup"])
    assert held.loc[("annual", "north"), "verdict"] == "reached"
    assert held.loc[("annual", "west"), ["customers", "group_sales", "share_in_group"]].tolist() == [0, 40, 0]


def test_yes_and_no_are_groups_and_may_have_targets():
    table = pd.DataFrame({"member": [True, False, False], "spent": [1.0, 2.0, 1.0]})
    found = composition(table, by="member", value="spent", targets={True: 0.25, "no": 0.5}).set_index("group")
    assert found["target"].to_dict() == {"no": 0.5, "yes": 0.25}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"targets": {"annual": 40}}, "The target of “annual” is 40"),
        ({"targets": {"annual": -0.1}}, "a share from 0 to 1"),
        ({"targets": {"annual": "much"}}, "a share from 0 to 1"),
        ({"targets": {"annual": np.nan}}, "a share from 0 to 1"),
        ({"targets": {"annual": 0.7, "monthly": 0.4}}, "add up to 1.1"),
        ({"targets": {True: 0.1, "yes": 0.2}}, "“yes” has two targets"),
        ({"targets": {("annual", "north"): 0.7}}, "names 2 groups, but customers are grouped by 1"),
        ({"targets": [0.4, 0.6]}, "The targets must be a table"),
        ({"targets": pd.DataFrame({"group": ["annual"], "share": [0.4]})}, "no column “target_share”"),
        ({"tolerance": 2}, "tolerance is a share"),
        ({"by": ["card", "card"]}, "two different columns"),
        ({"by": []}, "two different columns"),
        ({"by": ["card", "area", "spent"]}, "two different columns"),
        ({"by": "street"}, "no column “street”"),
        ({"value": "card"}, "must hold numbers"),
    ],
)
def test_a_mistake_is_one_sentence(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        composition(salon(), **{"by": "card", "value": "spent", **options})


@pytest.mark.parametrize("values", [[], [0.0], [5.0, -5.0], [np.nan]])
def test_shares_of_nothing_are_refused(values):
    table = pd.DataFrame({"card": ["a"] * len(values), "spent": np.array(values, dtype="float64")})
    with pytest.raises(CasekitError, match="must be above 0"):
        composition(table, by="card", value="spent")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.integers(1, 900)), min_size=1, max_size=25),
    st.randoms(use_true_random=False),
)
def test_laws_of_composition(rows, random):
    table = pd.DataFrame(rows, columns=["card", "area", "spent"])
    shuffled = pd.DataFrame(random.sample(rows, len(rows)), columns=list(table))
    options = {"value": "spent", "targets": {"a": 0.5, "d": 0.2}}
    found = composition(table, by="card", **options)
    assert found[["share_of_customers", "share_of_sales"]].sum().tolist() == pytest.approx([1, 1])
    pd.testing.assert_frame_equal(found, composition(shuffled, by="card", **options))
    scaled = composition(table.assign(spent=table["spent"] * 8), by="card", **options)
    same = ["group", "customers", "share_of_customers", "share_of_sales", "target", "gap", "verdict"]
    pd.testing.assert_frame_equal(found[same], scaled[same])
    within = composition(table, by=["card", "area"], value="spent")
    shares = within.groupby("group")["share_in_group"].sum()
    assert shares.tolist() == pytest.approx([1] * len(shares))
    of_cards = within.groupby("group")["share_of_sales"].sum()
    expected = found[found["customers"] > 0].set_index("group")["share_of_sales"]
    assert of_cards.to_dict() == pytest.approx(expected.to_dict())


# ── goods ────────────────────────────────────────────────────────────────────────────────────────────────
def lines():
    return pd.DataFrame(
        {
            "item": ["serum", "mask", "serum", "cream", "sun", "serum", "tool"],
            "paid": [300.0, 100.0, 300.0, 150.0, 100.0, -50.0, 100.0],
            "pieces": [3, 2, 3, 1, 1, -1, 1],
        }
    )


def test_goods_net_of_returns_with_ties_together():
    found = product_mix(lines(), product="item", amount="paid", quantity="pieces")
    assert list(found) == ["product", "quantity", "sales", "share", "cumulative_share", "in_cut"]
    assert found["product"].tolist() == ["serum", "cream", "mask", "sun", "tool"]
    assert found["quantity"].tolist() == [5, 1, 2, 1, 1]
    assert found["cumulative_share"].tolist() == pytest.approx([0.55, 0.7, 1, 1, 1])
    assert found["in_cut"].tolist() == [True] * 5
    assert product_mix(lines(), product="item", amount="paid", cut=0.7)["in_cut"].tolist() == [True, True] + [False] * 3


def test_goods_with_more_returned_than_sold_stay_in_the_total():
    table = pd.DataFrame({"item": ["a", "b"], "paid": [110.0, -10.0]})
    found = product_mix(table, product="item", amount="paid")
    assert found["in_cut"].tolist() == [True, False]
    assert found["share"].tolist() == pytest.approx([1.1, -0.1])


def test_rows_without_a_product_are_said():
    table = pd.DataFrame({"item": ["a", "", None], "paid": [1.0, 2.0, 3.0], "pieces": [1, 1, 1]})
    with pytest.warns(LeftOut, match="2 rows without a product") as said:
        assert product_mix(table, product="item", amount="paid", quantity="pieces")["product"].tolist() == ["a"]
    assert len(said) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"cut": 80}, "The cut is a share"),
        ({"cut": True}, "The cut is a share"),
        ({"product": "name"}, "The sales’ columns have no column “name”"),
        ({"quantity": "number"}, "The sales’ columns have no column “number”"),
        ({"amount": "item"}, "must hold numbers"),
    ],
)
def test_a_mistake_in_the_goods_is_one_sentence(options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        product_mix(lines(), **{"product": "item", "amount": "paid", **options})


def test_an_amount_or_number_of_pieces_may_not_be_missing():
    for column in ("paid", "pieces"):
        table = lines().astype({"pieces": "float64"})
        table.loc[0, column] = np.nan
        with pytest.raises(CasekitError, match=f"1 rows have no “{column}”"):
            product_mix(table, product="item", amount="paid", quantity="pieces")


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 40)), min_size=1, max_size=30))
def test_the_cut_is_the_one_of_abc_classes(rows):
    table = pd.DataFrame([*rows, ("z", 1)], columns=["item", "paid"])
    found = product_mix(table, product="item", amount="paid")
    classes = abc_classes(table, customer_id="item", value="paid", cuts=(0.8,)).set_index("customer_id")["abc_class"]
    assert set(found.loc[found["in_cut"], "product"]) == set(classes.index[classes == "A"])
    assert found["share"].sum() == pytest.approx(1)
    assert found.loc[found["in_cut"], "share"].sum() >= 0.8 - 1e-9
    assert found["sales"].is_monotonic_decreasing
