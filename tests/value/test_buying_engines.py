"""The models of buying on every engine: the same parameters, the same forecasts, the same kind of table back."""

import warnings

import pandas as pd
import pytest
from buying_toys import CDNOW, SPLIT, transactions

from casekit.tables import collect
from casekit.value import (
    alive_against_truth,
    calibration_by_decile,
    cumulative_purchases,
    fit_bg_nbd,
    fit_gamma_gamma,
    holdout_summary,
    lifetime_value,
)

pytestmark = pytest.mark.filterwarnings("ignore")
MONEY = {"horizon": 20, "discount_rate": 0.1, "time_unit": "W"}


@pytest.fixture(scope="module")
def few():
    """300 customers of CDNOW with rows that do not count: a day twice, a return, no date, no customer."""
    table = transactions()
    kept = table[table["customer_id"].isin(table["customer_id"].unique()[:300])][["customer_id", "date", "amount"]]
    odd = kept.head(4).assign(
        date=[kept["date"].iloc[0], pd.NaT, *kept["date"].iloc[2:4]],
        amount=[3.0, 5.0, -2.0, 7.0],
        customer_id=[*kept["customer_id"].iloc[:3], None],
    )
    return pd.concat([kept, odd], ignore_index=True).assign(date=lambda rows: rows["date"].astype("datetime64[us]"))


def test_from_transactions_to_value_on_every_engine(to_engine, few):
    given = to_engine(few)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected, found = (holdout_summary(table, **CDNOW, **SPLIT) for table in (few, given))
    assert type(found) is type(given)
    pd.testing.assert_frame_equal(in_order(found), in_order(expected), check_dtype=False)
    found = to_engine(in_order(found))  # a lazy table would add it all up again at each step

    models = [fit_bg_nbd(summary, time_unit="W") for summary in (expected, found)]
    spends = [fit_gamma_gamma(summary) for summary in (expected, found)]
    for pair in (models, spends):
        assert dict(pair[1].params) == pytest.approx(dict(pair[0].params), rel=1e-5)
    (model, other), (spend, _spend) = models, spends
    there = lifetime_value(model, spend, found, **MONEY)
    assert type(there) is type(given)
    pd.testing.assert_frame_equal(
        in_order(there), in_order(lifetime_value(model, spend, **MONEY)), check_dtype=False, rtol=1e-9
    )
    alive = other.probability_alive()
    assert type(alive) is type(given)
    truth = expected.assign(alive=expected["holdout_purchases"] > 0)
    assert alive_against_truth(alive, truth).auc == pytest.approx(
        alive_against_truth(model.probability_alive(), truth).auc
    )
    pd.testing.assert_frame_equal(calibration_by_decile(model, found), calibration_by_decile(model, expected))


def test_purchases_by_week_on_every_engine(to_engine, few):
    model = fit_bg_nbd(holdout_summary(few, **CDNOW, **SPLIT))
    expected, found = (cumulative_purchases(model, table, **CDNOW, **SPLIT) for table in (few, to_engine(few)))
    pd.testing.assert_frame_equal(found, expected)


def in_order(table):
    return collect(table, "the test", 10_000).sort_values("customer_id", ignore_index=True)
