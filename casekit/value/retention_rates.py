"""How many stay from one age to the next, also learned from customers who came before the file begins.

Who came before is in the file only because of having stayed until then; counted from the start they would make the
curve too good. They are counted from the age they had when the file began, and not before (delayed entry).

Source: the product of rates is the estimate of Kaplan & Meier, Journal of the American Statistical Association 53
(1958); with those at risk counted from their delayed entry: Klein & Moeschberger, "Survival Analysis", section 4.6.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.text import _, ngettext
from casekit.value.entries import PERIODS, THERE, entries


@dataclass(frozen=True)
class RetentionRates:
    """Retention by age, of all who could be watched at it."""

    table: pd.DataFrame
    """age (whole periods since entry), customers (watched from the age before to this one), still_there (of them), rate
    (still there ÷ customers; missing where nobody is watched), retention (the product of the rates up to this age)"""
    left_out: pd.DataFrame = field(repr=False)
    """reason (a sentence), customers"""
    period: str
    """"M", "Q" or "Y": what one age is"""

    def __repr__(self) -> str:
        out = int(self.left_out["customers"].sum())
        return ngettext(
            "Retention at ages 1 to {last} ({period}); {out} customer left out.",
            "Retention at ages 1 to {last} ({period}); {out} customers left out.",
            out,
        ).format(last=self.table["age"].max(), period=self.period, out=f"{out:,}")


def retention_rates(
    customers: Any,
    *,
    entry: str,
    left: str,
    as_of: Any,
    first_day: Any,
    period: str = "Y",
    heap: str = "leave out",
    customer_id: str = "customer_id",
) -> RetentionRates:
    """Count, age by age, who was watched from the age before and who of them is still there.

    Parameters as :func:`casekit.value.retention_curves`; but ``first_day``, from which the file lists everybody who
    leaves, is needed, and who came before it is counted from the first whole age after it. Entry must be the true day
    of coming, not the first one in the file. The rates of old ages come from customers who came long ago: they tell of
    today's new ones only as far as these are alike.

    Returns :class:`RetentionRates`, with the customers at the start as age 0. ``fit_sbg(rates.table)`` fits a model.
    Raises CasekitError as :func:`casekit.value.retention_curves`, and when nobody was watched for a whole period.
    """
    found = entries(
        customers,
        customer_id,
        entry,
        left,
        as_of=as_of,
        period=period,
        first_day=first_day,
        heap=heap,
        with_early=True,
    )
    width, groups = PERIODS[period], found.groups
    seen = (groups["seen"] // width).to_numpy("int64")
    watched = -(-groups["unseen"] // width).to_numpy("int64")  # whole ages, rounded up
    stayed = (groups["stayed"] // width).where(groups["stayed"] != THERE, np.inf).to_numpy()
    number = groups["customers"].to_numpy("int64")
    came = int(number[watched == 0].sum())
    rows = [(0, came, came)]
    for age in range(1, int(seen.max()) + 1):
        at_risk = (watched < age) & (seen >= age) & (stayed >= age - 1)
        rows.append((age, int(number[at_risk].sum()), int(number[at_risk & (stayed >= age)].sum())))
    if not any(customers for age, customers, there in rows[1:]):
        raise CasekitError(_("Nobody was watched for a whole period; take a shorter one, such as “M”."))
    table = pd.DataFrame(rows, columns=["age", "customers", "still_there"])
    table["rate"] = table["still_there"] / table["customers"].where(table["customers"] > 0)
    # Where an age was watched by nobody, all later shares are unknown.
    table["retention"] = table["rate"].where(table["age"] > 0, 1.0).cumprod(skipna=False)
    return RetentionRates(table, found.left_out, period)
