"""The doors before the last one: what an account would leave with usual terms, and with less or no service."""

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.customer_profitability.company import HOUR, statements

USUAL_DISCOUNT = 0.15  # a little above the mean of the accounts with a manager
HALF = 0.5


def doors(case: Case, *, discount: float = USUAL_DISCOUNT, kept: float = HALF) -> pd.DataFrame:
    """One row an account with a manager: contribution as it is, on terms, served, hotline (yuan), freed (hours).

    terms: no more than ``discount`` of the fee is given away. served: the same, and the share ``kept`` of the hours.
    hotline: the same, and neither hours nor gifts. Nobody is assumed to leave over it.
    """
    rows = _managed(case)
    margin = rows["gross_margin"] + (rows["discount"] - discount * rows["fee"]).clip(lower=0)
    spared = (1 - kept) * rows["hours"]
    return pd.DataFrame(
        {
            "contribution": rows["contribution"],
            "terms": margin - rows["service_cost"],
            "served": margin - rows["service_cost"] + HOUR * spared,
            "hotline": margin,
            "hours": rows["hours"],
            "freed": spared,
            "profit": rows["profit"],
        }
    )


@once_a_case
def _managed(case: Case) -> pd.DataFrame:
    rows = statements(case)
    return rows[rows["manager_id"].notna()]
