"""The lab of lesson 09: the record shop, where what came is known, and the Willow Salon, where the truth is."""

import pandas as pd

from casekit.course.buying_till_they_leave.shop import UNIT, cdnow
from casekit.course.companies import salon
from casekit.labs import LifetimeLab, true_leaving
from casekit.text import _
from casekit.value import holdout_summary


def shop_model() -> LifetimeLab:
    """CDNOW, fitted to its first period, with the second held back."""
    case = cdnow(0)
    return LifetimeLab(_held_back(case.transactions, case.calibration_end, case.last_day))


def salon_model() -> LifetimeLab:
    """The salon's people half a year before the end of its records; two cards of one person are one history."""
    case = salon(0)
    persons = case.truth["true_clients"].set_index("client_id")["person_id"]
    visits = case.visits.assign(customer_id=case.visits["client_id"].map(persons))
    lives = case.truth["true_lives"].assign(customer_id=case.truth["true_lives"]["client_id"].map(persons))
    lives = lives.groupby("customer_id", as_index=False)["leaves_on"].min()
    summary = _held_back(visits, case.last_day - pd.DateOffset(months=6), case.last_day)
    return LifetimeLab(summary, left=true_leaving(visits, lives, time_unit=UNIT))


def _held_back(bought: pd.DataFrame, today: pd.Timestamp, end: pd.Timestamp) -> pd.DataFrame:
    columns = {"customer_id": "customer_id", "date": "date", "amount": "amount", "time_unit": UNIT}
    return holdout_summary(bought, **columns, calibration_end=today, holdout_end=end)


def _lifetime_lab():
    from casekit.widgets.lifetime_lab import Company, lifetime_lab

    return lifetime_lab(
        Company(_("CDNOW (real)"), shop_model(), "$"),
        Company(_("Willow Salon (truth known)"), salon_model(), "yuan"),
    )


LABS = {"lifetime": _lifetime_lab}
