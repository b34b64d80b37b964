"""Calls somebody makes who has not read the docstring to its end: a sentence each, and no traceback."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import casekit
from casekit import value
from casekit.errors import CasekitError
from casekit.grading import rfm_summary

WORK = pd.DataFrame({"customer_id": ["a", "b"], "activity": ["visit", "visit"], "quantity": [1.0, 2.0]})
SALES = pd.DataFrame({"customer_id": ["a", "b"], "sales": [5.0, 7.0], "cost": [1.0, 2.0]})
AGES = SALES.assign(age=0)
ITEMS = pd.DataFrame({"days_past_due": [0, 40], "open": [5.0, 7.0]})
OWED = pd.DataFrame({"customer_id": ["a", "b"], "open": [5.0, 7.0], "limit": [6.0, 6.0]})
SEGMENTS = pd.DataFrame({"segment": ["a"], "customers": [3], "margin": [5.0], "retention": [0.8]})
NO_INVOICES = pd.DataFrame(columns=["invoice_id", "customer_id", "issued_on", "due_on", "amount"])
NO_PAYMENTS = pd.DataFrame(columns=["invoice_id", "paid_on", "amount"])
PURCHASES = {"customer_id": "customer_id", "date": "date", "amount": "amount"}


@pytest.fixture(scope="module")
def buying():
    """Two fitted models, a summary with a time held back and one without."""
    table = casekit.load_case("cdnow", seed=3).transactions
    held = value.holdout_summary(table, **PURCHASES, calibration_end="1997-09-30", holdout_end="1998-06-30")
    summary = rfm_summary(table, **PURCHASES, end="1997-09-30")
    return value.fit_bg_nbd(summary), value.fit_gamma_gamma(summary), held, summary


def outstanding(groups=None, **more):
    return value.outstanding_by_group(NO_INVOICES, NO_PAYMENTS, groups, as_of="2025-12-31", **more)


CALLS = {
    "rates as a number": (lambda: value.cost_to_serve(WORK, 80.0), "activity → money a unit"),
    "a rate that is true": (lambda: value.cost_to_serve(WORK, {"visit": True}), "must be money a unit"),
    "true as the largest": (lambda: value.concentration(SALES, value="sales", top=True), "number of customers from 1"),
    "no edges": (lambda: value.ageing(ITEMS, edges=None), "must rise from 0"),
    "an open sum in words": (lambda: value.days_sales_outstanding("5", {"2025-12": 5.0}), "open sum cannot be '5'"),
    "sales as a list": (lambda: value.days_sales_outstanding(5.0, [1, 2]), "not as a list"),
    "sales in words": (lambda: value.days_sales_outstanding(5.0, {"2025-12": "5,0"}), "must hold numbers"),
    "groups as a table": (lambda: outstanding(OWED), "customer → group"),
    "groups of several years": (lambda: outstanding(pd.Series(["A", "B"], ["a", "a"])), "Customer a stands in several"),
    "an unknown method": (lambda: outstanding({}, method="best"), "The method is “best”"),
    "no months": (lambda: outstanding({}, months=0), "number of months from 1 on"),
    "credit in words": (lambda: value.exposure(100.0, "thirty"), "must be numbers"),
    "an open sum of words": (
        lambda: value.credit_limit_test(OWED.assign(open="many"), open_sum="open", limit="limit"),
        "“open” must hold numbers",
    ),
    "timings": (lambda: value.present_value([1.0], 0.1, timing=["end"]), "use “start”, “middle” or “end”"),
    "a curve in words": (lambda: value.contract_value(5.0, ["a", "b"], 0.1, periods=1), "must start with 1 at age 0"),
    "cohorts as lists": (lambda: value.fit_sbg([[9, 7], [8, 5]]), "a mapping of cohort to its counts"),
    "counts of a table": (lambda: value.renewal_counts(ITEMS), "result of casekit.value.retention_curves"),
    "customers in words": (
        lambda: value.segment_values(SEGMENTS.assign(customers="few"), 0.1, periods=3),
        "“customers” must hold numbers",
    ),
    "a list of segments": (lambda: value.segment_values([1], 0.1, periods=3), "must be a table"),
    "hours in words": (lambda: value.best_hours(SALES, "10", ceiling="sales", scale="cost"), "“budget” cannot be '10'"),
    "ways without a name": (lambda: value.invest_keep_avoid(SALES, value="sales", tried=["cost"]), "words → column"),
    "rules as a mapping": (lambda: value.invest_keep_avoid(SALES, value="sales", rules={}), "as InvestRules"),
    "a line as the rules": (
        lambda: value.looks_big(SALES, sales="sales", profit="sales", rules=5),
        r"as BigRules\(large_from=…\), not 5",
    ),
    "a month without a year": (lambda: value.days_sales_outstanding(5.0, {"December": 9.0}), "month with its year"),
    "a list as a column": (
        lambda: value.arpu(SALES, period=["a"], revenue="sales"),
        "by its name alone, not as \\['a'",
    ),
    "periods of two kinds": (
        lambda: value.arpu(SALES.assign(p=[2024, "2025"]), period="p", revenue="sales"),
        r"several kinds \(int, str\)",
    ),
    "returns in words": (lambda: value.return_on_investment(["9"], [3.0]), "must be numbers"),
    "nobody before the end of calibration": (
        lambda: value.holdout_summary(
            SALES.assign(date=pd.Timestamp("2024-05-01")),
            customer_id="customer_id",
            date="date",
            amount="sales",
            calibration_end="2024-01-31",
            holdout_end="2024-06-30",
        ),
        "Nobody had bought by 2024-01-31",
    ),
    "numbers and texts": (
        lambda: value.tenure_profit(AGES.assign(customer_id=[1, 2]), AGES.assign(last_age=1), profit="sales"),
        "make both of one kind",
    ),
    "a last age in days of the world": (
        lambda: value.tenure_profit(AGES, AGES.assign(last_age=10**8), profit="sales"),
        "is 100,000,000; it is a number of periods, 10,000 at most",
    ),
    "one of them": (
        lambda: value.whale(SALES.assign(sales=[5.0, None]), profit="sales"),
        "The customers: 1 row has no “sales”; fill it in or take it out",
    ),
    "one who stands twice": (
        lambda: value.whale(SALES.assign(customer_id="a"), profit="sales"),
        "1 customer stands in several rows",
    ),
    "no budget": (lambda: value.cut_at_budget(SALES, None, effect="sales", cost="cost"), "budget cannot be None"),
}


@pytest.mark.parametrize("call, told", CALLS.values(), ids=CALLS)
def test_a_wrong_call_is_a_sentence(call, told):
    with pytest.raises(CasekitError, match=told):
        call()


BUYING_CALLS = {
    "models the wrong way round": (
        lambda m, g, h, s: value.lifetime_value(g, m, s, horizon=5, discount_rate=0.1, time_unit="W"),
        "a model of buying first",
    ),
    "a rate in words": (
        lambda m, g, h, s: value.lifetime_value(m, g, horizon=5, discount_rate="10%", time_unit="W"),
        "'10%' is no number",
    ),
    "a horizon beyond all planning": (
        lambda m, g, h, s: value.lifetime_value(m, g, horizon=20_000, discount_rate=0.1, time_unit="W"),
        r"20,000 weeks; it can be 100 years at most \(5,217 weeks\)",
    ),
    "500 % a year": (
        lambda m, g, h, s: value.lifetime_value(m, g, horizon=5, discount_rate=5, time_unit="W"),
        "from 0 to below 1, such as 0.1 for 10 %, but it is 5",
    ),
    "no margin": (
        lambda m, g, h, s: value.lifetime_value(m, g, horizon=5, discount_rate=0.1, time_unit="W", margin=None),
        "such as 0.4, but it is None",
    ),
    "table and model swapped": (lambda m, g, h, s: value.calibration_by_decile(h, m), "needs a fitted model of buying"),
    "a model of spending": (lambda m, g, h, s: value.compare_forecasts([g], h), "here is a GammaGamma"),
    "one model, no list": (lambda m, g, h, s: value.compare_forecasts(m, h), "as a list, one at least"),
    "AsBefore without brackets": (lambda m, g, h, s: value.compare_forecasts([value.AsBefore], h), "here is a class"),
    "no groups": (lambda m, g, h, s: value.calibration_by_decile(m, h, groups=0), "whole number from 1 on"),
    "a text": (lambda m, g, h, s: value.calibration_by_frequency(m, h, up_to="7"), "whole number from 1 on"),
    "a truth in words": (
        lambda m, g, h, s: value.alive_against_truth(m.probability_alive(), s.assign(alive="yes")),
        "must hold numbers, or true and false",
    ),
}


@pytest.mark.parametrize("call, told", BUYING_CALLS.values(), ids=BUYING_CALLS)
def test_a_wrong_call_on_models_of_buying_is_a_sentence(buying, call, told):
    with pytest.raises(CasekitError, match=told):
        call(*buying)


def test_numbers_from_a_table_are_numbers():
    """A rate or a top that comes out of pandas is a number of numpy's."""
    assert value.cost_to_serve(WORK, {"visit": np.int64(80)})["cost_to_serve"].tolist() == [80.0, 160.0]
    assert value.cost_to_serve(WORK, pd.Series({"visit": 80}))["cost_to_serve"].tolist() == [80.0, 160.0]
    assert len(value.concentration(SALES, value="sales", top=np.int64(1)).largest) == 1
    assert value.return_on_investment([9.0, 3.0], [3.0, 3.0]).tolist() == [2.0, 0.0]
    assert value.exposure([365.0, 730.0], [10, 20]).tolist() == [10.0, 40.0]


def test_small_tables_may_come_from_another_engine():
    assert value.ageing(pl.from_pandas(ITEMS))["31–60"].tolist() == [7.0]
    tested = value.credit_limit_test(pl.from_pandas(OWED), open_sum="open", limit="limit")
    assert tested["verdict"].tolist() == ["within", "over"]
    assert len(value.segment_values(pl.from_pandas(SEGMENTS), 0.1, periods=3)) == 1


def test_days_with_a_time_zone_are_the_days_told_there():
    invoice = pd.DataFrame({"invoice_id": [1], "customer_id": ["a"], "amount": [5.0]})
    dates = pd.to_datetime(["2025-12-01 23:30"]).tz_localize("Asia/Shanghai")
    invoice = invoice.assign(issued_on=dates, due_on=dates)
    assert value.open_items(invoice, NO_PAYMENTS, as_of="2025-12-31")["days_past_due"].tolist() == [30]


def test_columns_named_like_the_kits_own_are_read_as_they_are():
    """The kit adds entry_month and left_day for itself; a user's columns of these names keep their dates."""
    days = pd.to_datetime(["2024-01-01", "2024-02-01", "2024-03-01"])
    table = pd.DataFrame({"customer_id": ["a", "b", "c"], "entry_month": days, "left_on": pd.NaT})
    other = table.rename(columns={"entry_month": "left_day", "left_on": "entry_day"})
    curves = value.retention_curves(table, entry="entry_month", left="left_on", as_of="2024-06-30")
    same = value.retention_curves(other, entry="left_day", left="entry_day", as_of="2024-06-30")
    pd.testing.assert_frame_equal(curves.table, same.table)
    with pytest.raises(CasekitError, match="left before they came"):
        swapped = table.assign(left_on=table["entry_month"] + pd.DateOffset(days=40))
        value.retention_curves(swapped, entry="left_on", left="entry_month", as_of="2024-06-30")
