"""What the seven calls tell about the next one: who leaves when left alone, when, and what would pay a call back."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.did_it_work.company import CALLS, tallies
from casekit.retention import power

QUARTER_WEEKS = 13  # each campaign was read once, at the end of its quarter
_YEARS = 2  # a saved customer may take so long to bring the money of a call back


def _ours(case: Case) -> list[dict]:
    return [tallies(case)[campaign] for campaign in CALLS]


def base_rate(case: Case) -> float:
    """The share of all controls of the calls that left within their quarter."""
    return sum(one["control_left"] for one in _ours(case)) / sum(one["control"] for one in _ours(case))


def cost_of_a_call(case: Case) -> int:
    """Yuan, the gift included."""
    return _ours(case)[0]["cost"]


def each_saved(case: Case) -> float:
    """Yuan paid so far for each customer saved, all calls together."""
    left = sum(one["called_left"] for one in _ours(case)) / sum(one["called"] for one in _ours(case))
    return cost_of_a_call(case) / (base_rate(case) - left)


@once_a_case
def mean_margin(case: Case) -> float:
    """Yuan of the last year, before service, a customer billed in it."""
    bills = case.bills[case.bills["month"].dt.year == case.last_day.year]
    return (bills["fee"] - bills["discount"] - bills["network_cost"]).sum() / bills["customer_id"].nunique()


def pays_back(case: Case) -> float:
    """Points that a call has to take off to bring its money back within two years of a mean margin."""
    return round(100 * cost_of_a_call(case) / (_YEARS * mean_margin(case)), 1)


def usual_list(case: Case) -> int:
    """Customers on the list of a campaign, in the mean of the calls, to the hundred."""
    return 100 * round(sum(one["called"] + one["control"] for one in _ours(case)) / len(CALLS) / 100)


def usual_share_alone(case: Case) -> int:
    """Per cent of the lists that were left alone."""
    control, called = (sum(one[name] for one in _ours(case)) for name in ("control", "called"))
    return round(100 * control / (control + called))


@once_a_case
def _days_until_left(case: Case) -> pd.Series:
    """For each of those left alone who left in the quarter: days from the campaign's first."""
    rows = case.campaign_members.merge(case.campaigns, on="campaign_id")
    rows = rows[rows["campaign_id"].isin(CALLS) & (rows["group"] == "control")]
    rows = rows.merge(case.customers[["customer_id", "left_on"]], on="customer_id")
    gone = rows[rows["left_on"].between(rows["starts_on"], rows["ends_on"])]
    return (gone["left_on"] - gone["starts_on"]).dt.days


def gone_by(case: Case, weeks: float) -> float:
    """The share of a quarter's leavers among those left alone who had left after so many weeks."""
    return float((_days_until_left(case) < 7 * weeks).mean()) if weeks < QUARTER_WEEKS else 1.0


def chance(case: Case, answers) -> float | None:
    """The chance that the trial of these answers finds its effect; None for an effect that cannot be."""
    effect, base = answers["effect"] / 100, base_rate(case)
    if not 0 < effect <= base:
        return None
    return power(base, effect, int(answers["customers"]), called=1 - answers["control"] / 100)
