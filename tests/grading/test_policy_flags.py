"""Types that a customer may have several of, and the special grade where they meet."""

from dataclasses import replace

import pandas as pd
import pytest

from casekit.errors import CasekitError, LeftOut
from casekit.grading import load_policy

PLAIN = {
    "organisation_type": "company",
    "monthly_fee": 100.0,
    "group_member": False,
    "industry_leader": False,
    "contested": False,
    "growth_potential": "low",
}


def one(**changed):
    return pd.DataFrame([{"customer_id": 1, **PLAIN, **changed}])


@pytest.fixture(scope="module")
def types():
    return load_policy("telecom-types")


@pytest.mark.parametrize(("fee", "high"), [(2_999.99, False), (3_000.0, True), (3_000.01, True)])
def test_exactly_three_thousand(types, fee, high):
    assert types.flags(one(monthly_fee=fee))["high_value"].tolist() == [high]


def test_all_types_of_a_customer(types):
    found = types.flags(one(organisation_type="military", monthly_fee=5_000.0, contested=True))
    expected = {"important": True, "high_value": True, "group": False, "strategic": True, "types": 3, "special": True}
    assert found.drop(columns="customer_id").iloc[0].to_dict() == expected


def test_any_two_against_all_four(types):
    customers = one(organisation_type="military", monthly_fee=5_000.0)
    every = replace(types, special=replace(types.special, at_least=4))
    assert types.grade(customers)["grade"].tolist() == ["special"]
    assert every.grade(customers)["grade"].tolist() == ["important"]


def test_the_sentence_names_all_types(types):
    (reason,) = types.grade(one(organisation_type="military", contested=True))["reason"]
    assert reason == (
        "special-grade key account: important customer (organisation type is military); "
        "strategic customer (contested is yes) (2 of 4 types make it)"
    )
    assert types.grade(one())["reason"][0].startswith("none of the types holds (important customer: organisation type")


def test_what_is_missing_is_not_no(types):
    with pytest.warns(LeftOut, match="monthly fee is missing: 1"):
        assert types.grade(one(monthly_fee=None))["grade"].tolist() == ["no key account"]
    (reason,) = types.grade(one(monthly_fee=None, contested=True))["reason"]
    assert reason.endswith(
        "whether special-grade key account fits cannot be told, since something is missing or not stated"
    )


def test_a_type_without_a_figure_is_never_given():
    found = load_policy("county-types").flags(one(monthly_fee=1e6))
    assert "high_value" not in found


def test_a_policy_of_grades_has_no_types():
    with pytest.raises(CasekitError, match="has grades, not types"):
        load_policy("purchase-tiers").flags(one())
