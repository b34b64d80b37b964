"""Derived fields: each rule at its limits."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casekit.errors import CasekitError, LeftOut
from casekit.records import DerivedRules, derived_fields

TODAY = "2025-12-31"


def bills(fees, days=10, last="2025-12-01"):
    """One bill a month, the last of them in ``last``; ``days`` to pay, one for all or one each, None for unpaid."""
    months = pd.date_range(end=last, periods=len(fees), freq="MS")
    days = days if isinstance(days, list) else [days] * len(fees)
    table = {"customer_id": "a", "month": months, "fee": np.array(fees, dtype=float), "days_to_pay": days}
    return pd.DataFrame(table).assign(discount=1.0, days_to_pay=pd.array(days, dtype="Int64"))


def derived(table, as_of=TODAY, **rules):
    return derived_fields(table, as_of=as_of, rules=DerivedRules(**rules)).iloc[0].to_dict()


def test_the_fields_by_hand():
    found = derived(bills([100.0] * 12 + [110.0] * 12, [10] * 20 + [31, 30, 10, 10]))
    assert found["months_billed"] == 24
    assert found["mean_fee_12"] == 110
    assert found["discount_share"] == pytest.approx(12 / 1320)
    assert found["late_share"] == pytest.approx(1 / 12)
    assert found["purchase_mode"] == "steady"
    assert found["credit_rating"] == "B"


@pytest.mark.parametrize(
    ("now", "mode"), [(120, "steady"), (120.01, "rising"), (80, "steady"), (79.99, "falling"), (0, "falling")]
)
def test_a_trend_begins_above_its_limit(now, mode):
    assert derived(bills([100] * 12 + [now] * 12))["purchase_mode"] == mode


YEAR = [100, 100, 100, 100, 100, 160, 160, 100, 100, 100, 100, 100]


def mode(first, second, **rules):
    return derived(bills([*first, *second]), **rules)["purchase_mode"]


def test_a_season_comes_back():
    assert mode(YEAR, YEAR) == "seasonal"
    assert mode(YEAR, YEAR[6:] + YEAR[:6]) == "steady"  # as high, in other months
    assert mode(YEAR, [100] * 12) == mode([100] * 12, YEAR) == "steady"


def test_a_season_is_of_some_size():
    spread = np.std(YEAR) / np.mean(YEAR)
    assert mode(YEAR, YEAR, season_spread=spread - 1e-9) == "seasonal"
    assert mode(YEAR, YEAR, season_spread=spread + 1e-9) == "steady"


def test_what_never_varies_has_no_season():
    flat = [100] * 12
    assert mode(flat, flat, season_spread=0, season_likeness=0) == "steady"
    assert mode(YEAR, flat, season_spread=0, season_likeness=0) == "steady"


def test_a_season_is_the_same_in_both_years():
    other = [100, 100, 100, 100, 160, 160, 100, 100, 100, 100, 100, 100]
    likeness = np.corrcoef(YEAR, other)[0, 1]
    assert mode(YEAR, other, season_likeness=likeness - 1e-9) == "seasonal"
    assert mode(YEAR, other, season_likeness=likeness + 1e-9) == "steady"


def test_a_season_needs_every_month():
    table = bills([*YEAR, *YEAR])
    assert derived(table.drop(index=3))["purchase_mode"] == "steady"


def test_two_years_are_needed_for_a_mode():
    assert derived(bills([100] * 23))["purchase_mode"] == "too few months"
    assert derived(bills([100] * 24))["purchase_mode"] == "steady"


@pytest.mark.parametrize(
    ("days", "rating"),
    [
        ([30] * 6, "A"),
        ([30] * 5 + [31], "B"),
        ([60] * 6, "B"),
        ([61] + [5] * 5, "C"),
        ([None] + [5] * 5, "C"),
        ([5] * 4 + [None, 5], "B"),  # November, unpaid: 60 days at the end of the year
        ([5] * 5 + [None], "A"),  # December, unpaid: 30 days
        ([61, 30, 30, 30, 30, 30, 30], "A"),  # the seventh month back is not looked at
    ],
)
def test_credit_rating(days, rating):
    assert derived(bills([100] * len(days), days))["credit_rating"] == rating


def test_an_unpaid_bill_is_late_when_it_is_old():
    found = derived(bills([100] * 3, [10, None, None]))  # October paid, November 60 days old, December 30 days
    assert found["late_share"] == pytest.approx(1 / 2)


def test_nothing_to_rate():
    found = derived(bills([100.0], None))
    assert pd.isna(found["credit_rating"]) and pd.isna(found["late_share"])
    assert derived(bills([100.0], None, last="2025-10-01"))["credit_rating"] == "C"
    old = derived(bills([100.0], 5, last="2024-06-01"))
    assert pd.isna(old["mean_fee_12"]) and pd.isna(old["credit_rating"])


def test_later_bills_are_not_seen():
    table = bills([100.0] * 24)
    assert derived(table, as_of="2025-03-01")["months_billed"] == 15


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 90)), min_size=1, max_size=30))
def test_the_rating_said_in_plain_python(days):
    ages = (pd.Timestamp(TODAY) - bills([50.0] * len(days))["month"]).dt.days
    recent = list(zip(days, ages, strict=True))[-6:]
    waited = [age if day is None else day for day, age in recent if day is not None or age > 30]
    found = derived(bills([50.0] * len(days), days))["credit_rating"]
    if not waited:
        assert pd.isna(found)
    else:
        assert found == ("A" if max(waited) <= 30 else "B" if max(waited) <= 60 else "C")


def test_bills_that_are_left_out_are_said():
    table = bills([100.0] * 4)
    table.loc[0, "fee"], table.loc[1, "month"] = np.nan, pd.NaT
    table.loc[2, "customer_id"] = None
    with pytest.warns(LeftOut, match="3 bills without"):
        assert derived(table)["months_billed"] == 1


def test_every_field_has_its_rule_in_words():
    table = DerivedRules(late_days=45, trend=0.1).table()
    given = list(derived_fields(bills([1.0]), as_of=TODAY))[1:]
    assert table["field"].tolist() == given
    said = table.set_index("field")["rule"]
    assert "45 days" in said["late_share"] and "10%" in said["purchase_mode"]
    assert not said.str.contains("{", regex=False).any()


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"late_days": -1}, "“late_days”"),
        ({"trend": float("nan")}, "“trend”"),
        ({"a_days": 61}, "a_days up to b_days"),
        ({"rating_months": 0}, "at least one month"),
    ],
)
def test_rules_without_sense(rules, sentence):
    with pytest.raises(CasekitError, match=sentence):
        DerivedRules(**rules)


@pytest.mark.parametrize(
    ("change", "options", "sentence"),
    [
        ({}, {"as_of": "yesterday"}, "“as_of” is 'yesterday', which is no date"),
        ({}, {"as_of": TODAY, "fee": "price"}, "no column “price”"),
        ({"fee": "much"}, {"as_of": TODAY}, "“fee” must hold numbers"),
        ({"month": "May"}, {"as_of": TODAY}, "“month” must hold dates"),
    ],
)
def test_bills_that_cannot_be_read(change, options, sentence):
    with pytest.raises(CasekitError, match=sentence):
        derived_fields(bills([1.0]).assign(**change), **options)
