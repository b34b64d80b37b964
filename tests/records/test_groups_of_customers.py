"""Accounts rolled up to groups on every engine, and branches whose name tells their group."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.records import roll_up, suggest_groups
from casekit.tables import collect


@pytest.fixture
def accounts():
    return pd.DataFrame(
        {
            "customer_id": ["H1", "H2", "H3", "H4", "H5", "H6"],
            "group_id": ["G1", "G1", None, "", "G2", "G2"],
            "name": [
                "Silver Crane Bank, head office",
                "SILVER CRANE BANK - ISLANDS",
                "Silver Crane Bank (Hillside)",
                "Silver Crane Hotel",
                "Jade Heron Stores, Islands branch",
                "Jade Heron Stores",
            ],
            "sales": [60.0, 40.0, 20.0, 5.0, 7.0, np.nan],
        }
    )


@pytest.fixture
def groups():
    return pd.DataFrame({"group_id": ["G1", "G2"], "name": ["Silver Crane Bank", "Jade Heron Stores"]})


def test_a_group_is_one_unit_with_its_largest_child(accounts):
    units = roll_up(accounts, value="sales", limit=100).set_index("unit_id")
    assert units.index.tolist() == ["G1", "H3", "G2", "H4"]
    assert units.loc["G1"].to_dict() == {
        "is_group": 1,
        "customers": 2,
        "without_value": 0,
        "value": 100.0,
        "largest_child": "H1",
        "largest_child_value": 60.0,
        "only_as_group": 1,
    }
    assert units["only_as_group"].sum() == 1
    assert units.loc["G2", ["customers", "without_value", "largest_child"]].tolist() == [2, 1, "H5"]


@pytest.mark.parametrize(("limit", "passes"), [(60, 0), (60.01, 1), (100, 1), (100.01, 0)])
def test_only_as_group_means_that_no_child_reaches_the_limit_alone(accounts, limit, passes):
    units = roll_up(accounts, value="sales", limit=limit).set_index("unit_id")
    assert units.loc["G1", "only_as_group"] == passes


def test_suggested_parents_join_and_given_ones_stay(accounts, groups):
    parents = pd.concat(
        [suggest_groups(accounts, groups), pd.DataFrame({"customer_id": ["H1"], "group_id": ["G2"]})], ignore_index=True
    )
    units = roll_up(accounts, value="sales", parents=parents).set_index("unit_id")
    assert units.loc["G1", ["customers", "value"]].tolist() == [3, 120.0]
    assert "H3" not in units.index


def test_a_child_without_a_value_is_the_largest_only_of_such():
    table = pd.DataFrame({"customer_id": ["a", "b", "c"], "group_id": "g", "v": [np.nan, -3.0, np.nan]})
    assert roll_up(table, value="v")["largest_child"].tolist() == ["b"]
    assert roll_up(table[table["customer_id"] != "b"], value="v")[["largest_child", "value"]].values.tolist() == [
        ["a", 0.0]
    ]


def test_an_id_that_is_both_a_group_and_a_customer_stays_two_units():
    table = pd.DataFrame({"customer_id": ["7", "8"], "group_id": [None, "7"], "v": [1.0, 2.0]})
    units = roll_up(table, value="v")
    assert units[["unit_id", "is_group", "value"]].values.tolist() == [["7", 1, 2.0], ["7", 0, 1.0]]


@pytest.mark.filterwarnings("ignore")
def test_every_engine_rolls_up_alike(to_engine, accounts, groups):
    columns = ["customer_id", "group_id", "sales"]
    parents = suggest_groups(accounts, groups)[["customer_id", "group_id"]]
    for more, other in (({}, {}), ({"parents": parents}, {"parents": to_engine(parents)})):
        expected = roll_up(accounts[columns], value="sales", limit=100, **more)
        given = to_engine(accounts[columns])
        native = roll_up(given, value="sales", limit=100, **other)
        assert type(native) is type(given)
        found = collect(native, "the comparison", 100).sort_values(["unit_id"], ignore_index=True)
        expected = expected.sort_values("unit_id", ignore_index=True)
        pd.testing.assert_frame_equal(expected, found, check_dtype=False)


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.sampled_from([None, "G1", "G2"]), st.floats(-1e6, 1e6)), min_size=1
    )
)
def test_nothing_is_lost_in_rolling_up(rows):
    table = pd.DataFrame(rows, columns=["customer_id", "group_id", "v"]).drop_duplicates("customer_id")
    table["group_id"] = table["group_id"].astype("str").where(table["group_id"].notna(), None)
    units = roll_up(table, value="v")
    assert units["customers"].sum() == len(table)
    assert units["value"].sum() == pytest.approx(table["v"].sum(), abs=1e-6)
    assert (units["largest_child_value"] <= table["v"].max() + 1e-6).all()


def test_a_name_that_holds_the_groups_name_tells_it(accounts, groups):
    found = suggest_groups(accounts, groups)
    assert found[["customer_id", "group_id"]].values.tolist() == [["H3", "G1"]]
    assert found["reason"].item() == "the name holds “Silver Crane Bank” and besides “hillside”"


def test_the_longest_name_wins_and_a_tie_is_left_out():
    customers = pd.DataFrame(
        {"customer_id": ["1", "2"], "name": ["Red Gate Tea House Pier", "Red Gate"], "group_id": None}
    )
    groups = pd.DataFrame({"group_id": ["A", "B", "C"], "name": ["Red Gate", "Red Gate Tea House", "RED-GATE"]})
    with pytest.warns(LeftOut, match="1 customer whose name fits several groups alike"):
        found = suggest_groups(customers, groups)
    assert found[["customer_id", "group_id"]].values.tolist() == [["1", "B"]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"value": "paid"}, "no column “paid”"),
        ({"value": "name"}, "must hold numbers"),
        ({"limit": "much"}, "The limit must be a number"),
        ({"customer_id": "sales"}, "must be of one type"),
        (
            {"parents": pd.DataFrame({"customer_id": ["H3", "H3"], "group_id": ["G1", "G2"]})},
            "a customer more than once",
        ),
        ({"parents": pd.DataFrame({"customer_id": ["H3"]})}, "The parents have no column “group_id”"),
    ],
)
def test_what_cannot_be_rolled_up_is_a_sentence(accounts, change, sentence):
    with pytest.raises(CasekitError, match=sentence):
        roll_up(accounts, **{"value": "sales", **change})


def test_a_customer_without_an_id_is_a_sentence(accounts):
    accounts.loc[0, "customer_id"] = None
    with pytest.raises(CasekitError, match="1 rows have no “customer_id”"):
        roll_up(accounts, value="sales")


def test_groups_that_cannot_be_suggested_are_a_sentence(accounts, groups):
    with pytest.raises(CasekitError, match="Group G1 stands twice"):
        suggest_groups(accounts, pd.concat([groups, groups]))
    with pytest.raises(CasekitError, match="None of the groups has a name"):
        suggest_groups(accounts, groups.assign(name="-"))
