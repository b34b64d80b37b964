"""The record shop as the models of buying see it: histories at the end of the first period, what came after, the fits."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from casekit.cases import Case, load_case
from casekit.course.by_case import once_a_case
from casekit.grading import rfm_summary
from casekit.value import fit_bg_nbd, fit_gamma_gamma
from casekit.value.bg_nbd import BgNbd
from casekit.value.gamma_gamma import GammaGamma

_SHOPS = 12  # the shop itself, and random halves of its customers
MARGIN = 30  # per cent of a sale, assumed: the file has no costs
DISCOUNT = 15  # per cent a year
UNIT = "W"


def cdnow(seed: int) -> Case:
    """The record shop; every seed but 0 is a random half of its customers, or other customers of one."""
    return _half(seed % _SHOPS)


@lru_cache(maxsize=_SHOPS)
def _half(number: int) -> Case:
    return load_case("cdnow", seed=number or None)


@dataclass(frozen=True)
class Base:
    """The customers on the day ``today``, and what the models say of them.

    ``customers`` is indexed by customer_id: frequency, recency, T and silence (weeks), monetary_value, first, last
    (dates), actual (purchases in the ``ahead`` weeks after today), alive (P(alive)), expected (purchases in those weeks),
    spend (expected spending a purchase, money).
    """

    customers: pd.DataFrame
    model: BgNbd
    spend: GammaGamma
    today: pd.Timestamp
    ahead: float


@once_a_case
def visits(case: Case) -> pd.DataFrame:
    """One row a customer and day with a purchase: customer_id, date."""
    return case.transactions[["customer_id", "date"]].drop_duplicates().sort_values(["customer_id", "date"])


@once_a_case
def base(case: Case) -> Base:
    """The customers at the end of the first period, with the models fitted to them."""
    today, ahead = case.calibration_end, (case.last_day - case.calibration_end).days / 7
    bought = case.transactions[case.transactions["date"] <= today]
    summary = rfm_summary(bought, customer_id="customer_id", date="date", amount="amount", end=today, time_unit=UNIT)
    model, spend = fit_bg_nbd(summary, time_unit=UNIT), fit_gamma_gamma(summary)
    days = visits(case)
    later = days[days["date"] > today].groupby("customer_id").size()
    rows = summary.set_index("customer_id")
    rows["silence"] = rows["T"] - rows["recency"]
    rows["first"] = bought.groupby("customer_id")["date"].min()
    rows["last"] = bought.groupby("customer_id")["date"].max()
    rows["actual"] = later.reindex(rows.index, fill_value=0)
    rows["alive"] = model.probability_alive(summary)["probability_alive"].to_numpy()
    rows["expected"] = model.expected_purchases(ahead, summary)["expected_purchases"].to_numpy()
    rows["spend"] = spend.expected_spend(summary)["expected_spend"].to_numpy()
    return Base(rows, model, spend, today, ahead)


@once_a_case
def purchase_days(case: Case) -> dict[str, list[pd.Timestamp]]:
    """Each customer's days with a purchase up to today, in order."""
    days = visits(case)
    return {
        customer: list(own) for customer, own in days[days["date"] <= base(case).today].groupby("customer_id")["date"]
    }
