"""What cannot be fitted or forecast is said in a sentence, and never comes out as a number that means nothing."""

import numpy as np
import pandas as pd
import pytest
from buying_toys import CDNOW, SPLIT, cdnow, drawn, transactions

from casekit.errors import CasekitError
from casekit.grading import rfm_summary
from casekit.value import (
    cumulative_purchases,
    fit_bg_nbd,
    fit_gamma_gamma,
    fit_nbd,
    fit_pareto_nbd,
    holdout_summary,
    lifetime_value,
)

FITS = [fit_bg_nbd, fit_pareto_nbd, fit_nbd]


def with_value(column, value, row=0):
    table = drawn(1, 50).sort_values("frequency", ascending=False, ignore_index=True)
    table[column] = table[column].astype("float64")
    table.loc[row, column] = value
    return table


BAD = [
    (drawn(1, 50).query("frequency == 0"), "No customer came back"),
    (drawn(1, 50).head(0), "no rows"),
    (with_value("frequency", 1.5), "whole number of repeat purchases"),
    (with_value("frequency", -1), "whole number of repeat purchases"),
    (with_value("frequency", np.inf), "whole number of repeat purchases"),
    (with_value("frequency", np.nan), "1 customer of the summary lacks one of frequency"),
    (with_value("T", np.nan), "lacks one of"),
    (with_value("recency", 1000.0), "recency lies below 0 or after the age"),
    (with_value("recency", -1.0), "recency lies below 0 or after the age"),
    (with_value("T", np.inf), "recency lies below 0 or after the age"),
    (with_value("recency", 0.0), "Frequency and recency disagree"),
    (with_value("recency", 0.5, row=49), "Frequency and recency disagree"),
    (drawn(1, 50).drop(columns=["T", "recency"]), "lacks “recency”, “T”"),
    (drawn(1, 50).astype({"T": "str"}), "must hold numbers"),
    ([1, 2, 3], "must be a table"),
]


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(("summary", "sentence"), BAD)
def test_a_summary_that_cannot_be(fit, summary, sentence):
    with pytest.raises(CasekitError, match=sentence):
        fit(summary)


@pytest.mark.parametrize("column", ["frequency", "recency", "T"])
def test_a_missing_whole_number_is_found_too(column):
    table = with_value(column, np.nan).convert_dtypes()
    with pytest.raises(CasekitError, match="lacks one of"):
        fit_bg_nbd(table)


@pytest.mark.parametrize(("summary", "sentence"), BAD[2:])
def test_a_fitted_model_does_not_forecast_it_either(summary, sentence):
    model = fit_bg_nbd(drawn(2))
    for ask in (model.probability_alive, lambda table: model.expected_purchases(10, table)):
        with pytest.raises(CasekitError, match=sentence):
            ask(summary)


@pytest.mark.parametrize("fit", FITS)
def test_one_customer_or_all_alike_have_no_best_fit(fit):
    one = pd.DataFrame({"frequency": [3], "recency": [9.0], "T": [12.0]})
    for table in (one, pd.concat([one] * 40)):
        with pytest.raises(CasekitError, match="without end|did not come to an end"):
            fit(table)


def test_customers_who_never_leave_are_no_case_for_leaving():
    draw = np.random.default_rng(0)
    steady = pd.DataFrame({"frequency": draw.negative_binomial(3, 0.2, 300) + 1, "recency": 50.0, "T": 50.1})
    with pytest.raises(CasekitError, match="BG/NBD has no best fit on these customers: .*a"):
        fit_bg_nbd(steady)


SPENDING = [
    (drawn(1, 50).query("frequency == 0"), "No customer came back"),
    (with_value("monetary_value", 0.0), "1 customer who came back has a mean spending of 0 or less"),
    (with_value("monetary_value", -3.0), "1 customer who came back has a mean spending of 0 or less"),
    (with_value("monetary_value", np.inf), "or without end"),
    (with_value("monetary_value", np.nan), "lacks one of frequency, monetary_value"),
    (with_value("frequency", 0.5), "whole number"),
    (drawn(1, 50).query("frequency > 0").head(1), "One customer came back"),
    (drawn(1, 50).assign(monetary_value=20.0), "spend the same"),
    (drawn(1, 50).drop(columns="monetary_value"), "lacks “monetary_value”"),
]


@pytest.mark.parametrize(("summary", "sentence"), SPENDING)
def test_spending_that_cannot_be_learned_from(summary, sentence):
    with pytest.raises(CasekitError, match=sentence):
        fit_gamma_gamma(summary)


def test_spending_that_is_nearly_equal_runs_off_and_is_said():
    draw = np.random.default_rng(0)
    table = drawn(1, 200)
    near = table.assign(monetary_value=20 + draw.normal(0, 1e-4, 200))
    with pytest.raises(CasekitError, match="Gamma-Gamma has no best fit.*(grows or shrinks without end)"):
        fit_gamma_gamma(near)


def test_spending_without_a_mean_is_said():
    draw = np.random.default_rng(0)
    wild = drawn(1, 400).assign(monetary_value=np.exp(draw.normal(0, 2.5, 400)))
    with pytest.raises(CasekitError, match="Spending has no mean under this fit"):
        _mean = fit_gamma_gamma(wild).population_mean


@pytest.mark.parametrize("ahead", [0, -1, np.nan, np.inf, "39", True])
def test_a_time_ahead_that_is_none(ahead):
    with pytest.raises(CasekitError, match="time ahead must be a number above 0"):
        fit_bg_nbd(drawn(2)).expected_purchases(ahead)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"time_unit": "D"}, "fitted in “W” and the value is asked for in “D”|counts time in weeks and not in days"),
        ({"time_unit": "weeks"}, "must be one of D, W, M, Y"),
        ({"horizon": 0}, "horizon must be a number above 0"),
        ({"discount_rate": -0.1}, "a share a year"),
        ({"discount_rate": 15}, "a share a year"),
        ({"discount_rate": np.nan}, "a share a year"),
        ({"margin": 0}, "margin is a share"),
        ({"margin": 40}, "margin is a share"),
    ],
)
def test_a_value_that_cannot_be_asked_for(asked, sentence):
    model, spend = fit_bg_nbd(cdnow()), fit_gamma_gamma(cdnow())
    with pytest.raises(CasekitError, match=sentence):
        lifetime_value(model, spend, **{"horizon": 52, "discount_rate": 0.1, "time_unit": "W", **asked})


def test_days_taken_for_weeks_are_refused_and_would_have_cost_a_factor():
    bare = pd.DataFrame(cdnow())
    bare.attrs.clear()
    model, spend = fit_bg_nbd(bare, time_unit="W"), fit_gamma_gamma(bare)
    year = {"discount_rate": 0.01, "horizon": 52.0}
    with pytest.raises(CasekitError, match="give both in one unit"):
        lifetime_value(model, spend, **{**year, "horizon": 360}, time_unit="D")
    with pytest.raises(CasekitError, match="does not say in which unit"):
        lifetime_value(fit_bg_nbd(bare), spend, **year, time_unit="W")
    # what the mix would give: 360 steps of the weeks' model, called days
    called_days = fit_bg_nbd(bare, time_unit="D")
    wrong = lifetime_value(called_days, spend, **{**year, "horizon": 360}, time_unit="D")["lifetime_value"]
    right = lifetime_value(model, spend, **year, time_unit="W")["lifetime_value"]
    assert wrong.iloc[0] / right.iloc[0] == pytest.approx(3.9, abs=0.3)


def test_a_summary_on_pandas_carries_its_unit():
    weeks = rfm_summary(transactions(), **CDNOW, end="1997-09-30")
    assert fit_bg_nbd(weeks).time_unit == "W"
    with pytest.raises(CasekitError, match="counts time in weeks and not in days"):
        fit_bg_nbd(weeks, time_unit="D")
    days = rfm_summary(transactions(), **CDNOW, end="1997-09-30", time_unit="D")
    with pytest.raises(CasekitError, match="counts time in days and not in weeks"):
        fit_bg_nbd(weeks).expected_purchases(39, days)
    with pytest.raises(CasekitError, match="must be one of"):
        fit_bg_nbd(drawn(1), time_unit="week")


def test_two_currencies_are_not_added_up():
    table = transactions().assign(currency="USD")
    table.loc[table.index[:3], "currency"] = "CNY"
    for call, extra in ((rfm_summary, {"end": "1997-09-30"}), (holdout_summary, SPLIT)):
        with pytest.raises(CasekitError, match=r"more than one currency, USD \(6,916 rows\), CNY \(3 rows\)"):
            call(table, **CDNOW, **extra, currency="currency")
        one = call(table.assign(currency="USD"), **CDNOW, **extra, currency="currency")
        pd.testing.assert_frame_equal(one, call(table, **CDNOW, **extra))


def test_dates_after_the_end_are_counted_and_an_end_before_all_is_said():
    summary = rfm_summary(transactions(), **CDNOW, end="1997-09-30")
    assert summary.attrs["left_out"] == {"date after the end": 1959}
    nobody = rfm_summary(transactions(), **CDNOW, end="1996-01-01")
    with pytest.raises(CasekitError, match="no rows; look at the last day"):
        fit_bg_nbd(nobody)


def test_a_time_held_back_must_come_after():
    model = fit_bg_nbd(cdnow())
    turned = {"calibration_end": "1998-06-30", "holdout_end": "1997-09-30"}
    with pytest.raises(CasekitError, match="which is not after the end of calibration, 1998-06-30"):
        holdout_summary(transactions(), **CDNOW, **turned)
    with pytest.raises(CasekitError, match="which is not after the end of calibration, 1998-06-30"):
        cumulative_purchases(model, transactions(), **CDNOW, **turned)
    early = {"calibration_end": "1990-01-01", "holdout_end": "1991-01-01"}
    with pytest.raises(CasekitError, match="Nobody bought up to 1990-01-01"):
        cumulative_purchases(model, transactions(), **CDNOW, **early)
    with pytest.raises(CasekitError, match="does not say in which unit"):
        cumulative_purchases(fit_bg_nbd(drawn(1)), transactions(), **CDNOW, **SPLIT)
