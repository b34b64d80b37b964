"""What a user may get wrong about profits is told in one sentence."""

import numpy as np
import pandas as pd
import pytest

from casekit import value
from casekit.errors import CasekitError

GOOD = pd.DataFrame(
    {
        "customer_id": list("abcd"),
        "paid": [100.0, 50, 20, 0],
        "goods": [60.0, 20, 10, 0],
        "service": [5.0, 5, 20, 1],
        "desk": [1.0, 1, 1, 1],
        "wallet": [200.0, None, 20, 0],
        "month": ["2025-01", "2025-01", "2025-02", "2025-02"],
        "currency": ["yuan", "yuan", "euro", "yuan"],
        "what": ["visit"] * 4,
    }
)
STATEMENT = {"revenue": "paid", "direct_cost": "goods", "avoidable_cost": "service", "allocated_cost": "desk"}
CALLS = {
    "profitability": lambda table: value.profitability(table, **STATEMENT),
    "whale_curve": lambda table: value.whale_curve(table, profit="paid"),
    "whale": lambda table: value.whale(table, profit="paid"),
    "concentration": lambda table: value.concentration(table, value="paid"),
    "share_of_wallet": lambda table: value.share_of_wallet(table, own="paid", wallet="wallet"),
    "arpu": lambda table: value.arpu(table, period="month", revenue="paid", cost="goods"),
    "cost_to_serve": lambda table: value.cost_to_serve(table, {"visit": 5}, activity="what", quantity="paid"),
    "looks_big": lambda table: value.looks_big(table, sales="paid", profit="paid", rules=value.BigRules(50)),
}
ONE_ROW_A_CUSTOMER = ["profitability", "whale_curve", "whale", "share_of_wallet", "looks_big"]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"paid": [1, 2, np.nan, np.nan]}, "2 rows have no “paid”.*Nothing was taken for 0"),
        ({"paid": [1, 2, 3, np.inf]}, "1 row has no “paid”"),
        ({"customer_id": ["a", None, "", "d"]}, "2 rows have no “customer_id”"),
        ({"paid": list("abcd")}, "“paid” must hold numbers"),
    ],
)
@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_what_is_missing_is_told(call, change, sentence, engine):
    table = GOOD.assign(**change)
    if engine == "polars":
        import polars as pl

        table = pl.from_pandas(table)
    with pytest.raises(CasekitError, match=sentence):
        CALLS[call](table)


@pytest.mark.parametrize("call", CALLS)
def test_no_rows_and_no_column_are_told(call):
    with pytest.raises(CasekitError, match="have no rows"):
        CALLS[call](GOOD.iloc[:0])
    with pytest.raises(CasekitError, match="no column “paid”"):
        CALLS[call](GOOD.drop(columns="paid"))
    with pytest.raises(CasekitError, match="must be a table"):
        CALLS[call]([1, 2, 3])


@pytest.mark.parametrize("call", ONE_ROW_A_CUSTOMER)
@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_a_customer_in_several_rows_is_told(call, engine):
    table = GOOD.assign(customer_id=list("abca"))
    if engine == "polars":
        import polars as pl

        table = pl.from_pandas(table)
    with pytest.raises(CasekitError, match="1 customer stands in several rows"):
        CALLS[call](table)


@pytest.mark.parametrize("column", ["goods", "service", "desk"])
def test_a_cost_below_0_is_told(column):
    with pytest.raises(CasekitError, match=f"4 rows have a “{column}” below 0; .* turn their sign"):
        CALLS["profitability"](GOOD.assign(**{column: -GOOD[column] - 1}))


def test_a_missing_cost_is_told():
    with pytest.raises(CasekitError, match="1 row has no “service”"):
        CALLS["profitability"](GOOD.assign(service=[1, 2, None, 4]))


def test_sums_below_0_that_mean_nothing_are_told():
    below = GOOD.assign(paid=[5.0, 5, 5, -1])
    with pytest.raises(CasekitError, match="1 customer has a “paid” below 0.*give profit as “contribution”"):
        CALLS["concentration"](below)
    with pytest.raises(CasekitError, match="1 row has a “paid” below 0"):
        CALLS["share_of_wallet"](below)
    with pytest.raises(CasekitError, match="“visit” has a quantity of -1"):
        CALLS["cost_to_serve"](below)
    with pytest.raises(CasekitError, match="“wallet” is -3.00 for a customer"):
        CALLS["share_of_wallet"](GOOD.assign(wallet=[1, None, -3.0, 0]))
    assert CALLS["profitability"](below)["gross_margin_rate"].isna().sum() == 1  # more returned than bought can be


def test_a_total_of_nothing_is_told():
    with pytest.raises(CasekitError, match="total of “paid” is 0"):
        CALLS["concentration"](GOOD.assign(paid=0))


@pytest.mark.parametrize("top", [0, -1, 2.5, "ten"])
def test_a_top_of_none_is_told(top):
    with pytest.raises(CasekitError, match="from 1 on"):
        value.concentration(GOOD, value="paid", top=top)


@pytest.mark.parametrize(
    ("rates", "sentence"),
    [
        ({}, "There are no rates"),
        ({"order": 3}, "4 rows are of an activity without a rate: “visit”"),
        ({"visit": -1}, "rate of “visit” must be money a unit"),
        ({"visit": value.Activity("five")}, "but it is 'five'"),
        ({"visit": float("nan")}, "but it is nan"),
    ],
)
def test_rates_that_are_none_are_told(rates, sentence):
    with pytest.raises(CasekitError, match=sentence):
        value.cost_to_serve(GOOD, rates, activity="what", quantity="paid")


def test_bills_without_a_period_are_told():
    with pytest.raises(CasekitError, match="1 customer has bills without a “month”"):
        CALLS["arpu"](GOOD.assign(month=["2025-01", None, "2025-02", "2025-02"]))


def test_two_currencies_are_not_added_up():
    calls = (
        lambda table: value.profitability(table, currency="currency", **STATEMENT),
        lambda table: value.arpu(table, period="month", revenue="paid", currency="currency"),
        lambda table: value.cost_to_serve(table, {"visit": 5}, activity="what", quantity="paid", currency="currency"),
        lambda table: value.one_currency(table, currency="currency"),
    )
    for call in calls:
        with pytest.raises(CasekitError, match=r"more than one currency, yuan \(3 rows\), euro \(1 rows\); convert"):
            call(GOOD)
        with pytest.raises(CasekitError, match="2 rows have no “currency”"):
            call(GOOD.assign(currency=["yuan", None, "", "yuan"]))
        call(GOOD.assign(currency="yuan"))


def test_the_currency_of_a_table():
    assert value.one_currency(GOOD.iloc[:2], currency="currency") == "yuan"
    with pytest.raises(CasekitError, match="no rows"):
        value.one_currency(GOOD.iloc[:0], currency="currency")
    with pytest.raises(CasekitError, match="no column “money”"):
        value.one_currency(GOOD, currency="money")


def test_equal_values_give_an_even_picture():
    table = GOOD.assign(paid=25.0)
    assert CALLS["whale_curve"](table)["cumulative_share"].tolist() == [0.25, 0.5, 0.75, 1]
    assert CALLS["concentration"](table).equal_customers == 4
