"""Rates of leaving, and the mistakes that are made with them."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casekit
from casekit.errors import CasekitError
from casekit.grading import rfm_summary
from casekit.retention import churn_rate, gone_quiet, quiet_rate, rate_a_period, yearly_rate

CUSTOMERS = pd.DataFrame(
    [
        ("a", "2024-01-05", None),
        ("b", "2024-02-01", "2025-01-01"),  # on the first day
        ("c", "2024-02-01", "2025-03-31"),  # on the last day
        ("d", "2024-02-01", "2024-12-31"),  # the day before
        ("e", "2024-02-01", "2025-04-01"),  # the day after
        ("f", "2025-01-01", None),  # came on the first day: a joiner
        ("g", "2025-02-01", "2025-03-01"),  # came and went
    ],
    columns=["customer_id", "came", "went"],
)
QUARTER = {"entered": "came", "left": "went", "start": "2025-01-01", "end": "2025-03-31"}


def test_leavers_over_those_there_at_the_opening():
    found = churn_rate(CUSTOMERS, **QUARTER)
    assert (found.opening, found.leavers, found.joiners, found.joiners_left, found.days) == (4, 2, 2, 1, 90)
    assert found.rate == 0.5
    assert found.closing == 3  # a, e, f


def test_leavers_over_the_closing_base_is_another_figure():
    """Mistake 20: joiners swell the closing base, and leavers are missing from it."""
    found = churn_rate(CUSTOMERS, **QUARTER)
    assert (found.leavers + found.joiners_left) / found.closing == 1
    assert found.rate == 0.5


def test_two_per_cent_a_month_are_not_twenty_four_a_year():
    """Mistake 19."""
    assert yearly_rate(0.02) == pytest.approx(0.2153, abs=5e-5)
    assert yearly_rate(0.02) < 12 * 0.02
    left = 1.0
    for _month in range(12):
        left -= 0.02 * left
    assert yearly_rate(0.02) == pytest.approx(1 - left)


@given(st.floats(0.001, 0.9), st.integers(1, 52))
@settings(deadline=None)
def test_a_rate_a_period_makes_the_year_again(rate, periods):
    assert yearly_rate(rate_a_period(rate, periods=periods), periods=periods) == pytest.approx(rate)
    assert yearly_rate(rate, periods=periods) <= min(rate * periods, 1) + 1e-12


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200), st.booleans()), min_size=1, max_size=20))
@settings(deadline=None)
def test_customers_are_counted_once_at_either_end(rows):
    start = pd.Timestamp("2024-10-01")
    table = pd.DataFrame(
        {
            "customer_id": range(len(rows)),
            "came": [start + pd.Timedelta(days=came) for came, _stay, _gone in rows],
            "went": [start + pd.Timedelta(days=came + stay) if gone else pd.NaT for came, stay, gone in rows],
        }
    )
    if not ((table["came"] < "2025-01-01") & ~(table["went"] < "2025-01-01")).any():
        with pytest.raises(CasekitError, match="Nobody was there before 2025-01-01"):
            churn_rate(table, **QUARTER)
        return
    found = churn_rate(table, **QUARTER)
    still = (table["came"] <= "2025-03-31") & ~(table["went"] <= "2025-03-31")
    assert found.closing == still.sum()
    assert 0 <= found.rate <= 1


def test_silence_is_judged_by_ones_own_gap():
    summary = pd.DataFrame(
        {"frequency": [4, 4, 0, 4], "recency": [40.0, 40, 0, 400], "T": [69.0, 71, 500, 671]}, index=list("abcd")
    )
    assert gone_quiet(summary).astype("object").where(lambda s: s.notna(), None).tolist() == [False, True, None, False]
    assert gone_quiet(summary, times=2).tolist()[0] is True
    assert gone_quiet(summary, least=60).tolist()[1] is False
    with pytest.raises(CasekitError, match="number of usual gaps must be above 0"):
        gone_quiet(summary, times=0)
    with pytest.raises(CasekitError, match="“frequency” must hold numbers"):
        gone_quiet(summary.assign(frequency="often"))
    with pytest.raises(CasekitError, match="no column “T”"):
        gone_quiet(summary.drop(columns="T"))


def test_the_rate_without_a_contract_leaves_out_of_whom_nobody_can_tell():
    """Three of six whose gaps are known are silent; with the four who bought once it would be three of ten."""
    quiet = pd.Series([True] * 3 + [False] * 3 + [None] * 4, dtype="boolean")
    found = quiet_rate(quiet)
    assert (found.rate, found.known, found.gone, found.unknown) == (0.5, 6, 3, 4)
    assert (found.low, found.high) == (pytest.approx(0.1876, abs=5e-5), pytest.approx(0.8124, abs=5e-5))  # Wilson
    assert quiet_rate(quiet, confidence=0.5).low > found.low
    for given_, sentence in [
        ([None, None], "Of no customer it is known"),
        ([0.4], "yes, no or missing"),
        (["yes"], "yes, no or missing"),
    ]:
        with pytest.raises(CasekitError, match=sentence):
            quiet_rate(given_)
    with pytest.raises(CasekitError, match="The confidence must be between 0 and 1"):
        quiet_rate(quiet, confidence=95)


def test_silence_in_the_salon_against_the_truth():
    """Nobody signs off at a salon: more of those who have gone quiet have truly left, and a longer wait errs less."""
    salon = casekit.load_case("willow-salon")
    visits = rfm_summary(salon.visits, customer_id="client_id", date="date", amount="amount", time_unit="D")
    left = salon.truth["true_lives"].set_index("client_id")["leaves_on"].reindex(visits["customer_id"]) <= "2025-12-31"
    rates, wrong = [], []
    for times in (1, 3, 6):
        quiet = gone_quiet(visits, times=times)
        rates.append(quiet_rate(quiet).rate)
        known = quiet.notna().to_numpy()
        silent, gone = quiet[known].to_numpy(bool), left.to_numpy()[known]
        assert gone[silent].mean() > 2 * gone[~silent].mean()
        wrong.append((~gone[silent]).mean())
    assert rates == sorted(rates, reverse=True)
    assert wrong == sorted(wrong, reverse=True)


def test_what_cannot_be_is_told():
    with pytest.raises(CasekitError, match="ends on 2024-01-01 before it begins"):
        churn_rate(CUSTOMERS, **{**QUARTER, "end": "2024-01-01"})
    with pytest.raises(CasekitError, match="Nobody was there before 2020-01-01"):
        churn_rate(CUSTOMERS, **{**QUARTER, "start": "2020-01-01"})
    with pytest.raises(CasekitError, match="A rate is a share between 0 and 1"):
        yearly_rate(2)
    with pytest.raises(CasekitError, match="at least one period"):
        rate_a_period(0.2, periods=0)
