"""Retention by cohort: of those who came in one month, quarter or year, how many are still there at each age.

Only customers who came since the file watches belong to a cohort (:mod:`casekit.value.entries`); those who came before
can still tell how many stay from one age to the next (:func:`casekit.value.retention_rates`).
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from casekit.text import _
from casekit.value.entries import PERIODS, THERE, entries, label


@dataclass(frozen=True)
class RetentionCurves:
    """Retention by cohort and age, and who is not in it."""

    table: pd.DataFrame
    """cohort ("2023-05", "2023Q2", "2023"), age (whole periods since each customer's own entry), customers (of the
    cohort), still_there, retention (share of the cohort still there); only ages all of the cohort have reached"""
    left_out: pd.DataFrame = field(repr=False)
    """reason (a sentence), customers"""
    period: str
    """"M", "Q" or "Y": of the cohorts and of the ages"""

    def __repr__(self) -> str:
        starts = self.table[self.table["age"] == 0]
        return _("Retention of {customers} customers in {cohorts} cohorts ({period}); {out} left out.").format(
            customers=f"{int(starts['customers'].sum()):,}",
            cohorts=f"{len(starts):,}",
            period=self.period,
            out=f"{int(self.left_out['customers'].sum()):,}",
        )

    def wide(self) -> pd.DataFrame:
        """Retention with one row a cohort and one column an age; blank where it is not seen yet."""
        return self.table.pivot(index="cohort", columns="age", values="retention")

    def pooled(self) -> pd.DataFrame:
        """One curve of all cohorts: age, customers (there an age before, of cohorts that have reached this age),
        still_there (of them), rate (still there ÷ customers), retention (the product of the rates).

        Each rate compares the same cohorts with themselves, so that an old cohort that goes out of sight moves
        nothing; a plain mean of the shares would jump there.
        """
        table = self.table.sort_values(["cohort", "age"])
        before = table.groupby("cohort")["still_there"].shift(1)
        steps = table.assign(customers=before.fillna(table["customers"]).astype("int64"))
        pooled = steps.groupby("age")[["customers", "still_there"]].sum().reset_index()
        pooled["rate"] = pooled["still_there"] / pooled["customers"]
        return pooled.assign(retention=pooled["rate"].fillna(0.0).cumprod())


def retention_curves(
    customers: Any,
    *,
    entry: str,
    left: str,
    as_of: Any,
    period: str = "M",
    first_day: Any = None,
    heap: str = "leave out",
    customer_id: str = "customer_id",
) -> RetentionCurves:
    """Count who is still there, by cohort and age.

    Parameters
    ----------
    customers : one row a customer (or a contract, with its number as ``customer_id``), on any engine.
    entry, left : columns with the day each came and left; left is missing for who is there.
    as_of : the last day the file knows. Who left after it counts as still there.
    period : "M", "Q" or "Y", of cohorts and ages.
    first_day : the day from which the file lists every customer; who came before is left out and counted, because of
        those only the ones who stayed are known. Without it a warning tells when nobody left in the first years of the
        entries, though five or more would have at the later rate: then it is needed.
    heap : when the first month holds 10 entries or more and more than 3 times the median of the next 12 months, they
        are mostly the first sight of old customers; that month is left out, unless ``heap="keep"`` (a company opened).

    Somebody is still there at an age of k periods when they left after the day k periods after their own entry. An age
    is in the table when every customer of the cohort has reached that day by ``as_of``. Where a month lacks the day,
    its end stands for it. Everybody is there at age 0.

    Returns :class:`RetentionCurves`. Raises CasekitError for missing columns or columns without dates, a customer in
    two rows, somebody who left before coming, and when nobody remains.
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
        with_early=False,
    )
    return RetentionCurves(_curves(found.groups, PERIODS[period]), found.left_out, period)


def _curves(kept: pd.DataFrame, width: int) -> pd.DataFrame:
    kept = kept.assign(cohort=kept["month"] // width, age=kept["stayed"] // width)
    parts = []
    for cohort, rows in kept.groupby("cohort"):
        ages = np.arange(int(rows["seen"].clip(lower=0).min()) // width + 1)
        leavers = rows[rows["stayed"] != THERE]
        lost = np.bincount(leavers["age"].astype("int64"), leavers["customers"], len(ages))
        customers = int(rows["customers"].sum())
        there = customers - np.concatenate(([0], np.cumsum(lost)))[: len(ages)].round().astype("int64")
        name = label(int(cohort) * width, width)
        parts.append(pd.DataFrame({"cohort": name, "age": ages, "customers": customers, "still_there": there}))
    table = pd.concat(parts, ignore_index=True)
    return table.assign(retention=table["still_there"] / table["customers"])
