"""What the policy lab shows for one position of its levers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from casekit.grading.policy import Interval, Policy
from casekit.grading.policy.intervals import limits_text
from casekit.grading.review.intervals import wilson
from casekit.labs.policy_lines import Lines, inside
from casekit.labs.policy_settings import PolicySettings

FEW = 30  # customers of a group below which its rate says little


@dataclass(frozen=True)
class Graded:
    """The customers of the lab, and what no lever changes.

    ``values`` of the measure and ``sales``, one a customer; ``fits``: grade → who meets everything else that it asks
    for; ``barred``: whom a filter leaves out; ``groups``: column → its names, rising, and each customer's number among
    them; ``hours`` that each customer of a grade is promised a year, ``capacity`` the hours there are (None: unknown);
    ``given`` each customer's grade by the policy as it came, by its place in ``names``.
    """

    lines: Lines
    ids: pd.Index
    values: np.ndarray
    sales: np.ndarray
    fits: Mapping[str, np.ndarray]
    barred: np.ndarray
    groups: Mapping[str, tuple[pd.Index, np.ndarray]]
    hours: np.ndarray
    capacity: float | None
    given: np.ndarray

    @property
    def names(self) -> list[str]:
        """The grades that can be given, best first, and what who gets none is called."""
        policy = self.lines.policy
        return [*(grade.id for grade in policy.grades if grade.testable), policy.outside]


@dataclass(frozen=True)
class PolicyOutcome:
    """Who gets which grade when the lines are moved, what that costs in hours, and whom no grade takes.

    ``policy`` is the moved policy, ``codes`` each customer's grade by its place in ``customers.names``. Money is in the
    money of the customers' table, hours are hours a year.
    """

    settings: PolicySettings
    policy: Policy
    customers: Graded = field(repr=False, compare=False)
    codes: np.ndarray = field(repr=False, compare=False)

    @cached_property
    def by_grade(self) -> pd.DataFrame:
        """One row a grade, also an empty one, best first, and last those without a grade; indexed by grade.

        Columns: customers, share_of_customers, sales, share_of_sales (nan where the total is 0), hours, before (the
        customers by the policy as it came).
        """
        data, n = self.customers, len(self.customers.names)
        counts = np.bincount(self.codes, minlength=n)
        sales = np.bincount(self.codes, data.sales, minlength=n)
        with np.errstate(invalid="ignore", divide="ignore"):
            return pd.DataFrame(
                {
                    "customers": counts,
                    "share_of_customers": counts / len(data.ids),
                    "sales": sales,
                    "share_of_sales": sales / data.sales.sum(),
                    "hours": counts * data.hours,
                    "before": np.bincount(data.given, minlength=n),
                },
                index=pd.Index(data.names, name="grade"),
            )

    @cached_property
    def moved(self) -> dict[str, int]:
        """How many customers get a better (up) or worse (down) grade than by the policy as it came."""
        given = self.customers.given
        return {"up": int((self.codes < given).sum()), "down": int((self.codes > given).sum())}

    # ── holes and overlaps ───────────────────────────────────────────────────────────────────────────
    @cached_property
    def holes(self) -> pd.DataFrame:
        """The stretches of the measure that no band covers, from the lowest up.

        Columns: where (in words), interval, customers, sales, share_of_sales. The customers are all who stand there,
        also those whom a grade without a band takes.
        """
        return self._places(
            [(gap, inside(gap, self.customers.values)) for gap in self.customers.lines.gaps(self.policy)]
        )

    @cached_property
    def overlaps(self) -> pd.DataFrame:
        """The stretches of the measure that two bands cover, pair by pair.

        Columns: higher and lower (grades), where, interval, customers (who stand there), sales, share_of_sales, both
        (who meet everything else that the two grades ask for, so that the order of test decides).
        """
        pairs = self.customers.lines.overlaps(self.policy)
        there = [inside(band, self.customers.values) for _one, _other, band in pairs]
        table = self._places([(band, held) for (_one, _other, band), held in zip(pairs, there, strict=True)])
        fits = self.customers.fits
        both = [
            int((held & fits[one] & fits[other]).sum()) for (one, other, _band), held in zip(pairs, there, strict=True)
        ]
        return table.assign(
            higher=[one for one, _other, _band in pairs], lower=[other for _one, other, _band in pairs], both=both
        )

    @cached_property
    def uncovered(self) -> pd.Series:
        """Those who stand in a band and still get no grade, for another condition fails: customers, share_of_sales."""
        data = self.customers
        outside = self.codes == len(data.names) - 1
        bands = data.lines.bands(self.policy).values()
        somewhere = np.logical_or.reduce([inside(band, data.values) for band in bands])
        return self._sums(outside & somewhere)

    @cached_property
    def unknown(self) -> int:
        """How many customers have no value of the measure."""
        return int(np.isnan(self.customers.values).sum())

    def _places(self, found: list[tuple[Interval, np.ndarray]]) -> pd.DataFrame:
        measure = self.policy.measures[self.customers.lines.measure]
        rows = [(limits_text(interval, measure), interval, *self._sums(held)) for interval, held in found]
        return pd.DataFrame(rows, columns=["where", "interval", "customers", "sales", "share_of_sales"])

    def _sums(self, held: np.ndarray) -> pd.Series:
        sales, total = float(self.customers.sales[held].sum()), self.customers.sales.sum()
        share = sales / total if total else float("nan")
        return pd.Series({"customers": int(held.sum()), "sales": sales, "share_of_sales": share}, dtype=object)

    # ── hours ────────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def hours(self) -> float:
        """The hours a year that the grades promise in all."""
        return float(self.by_grade["hours"].sum())

    @property
    def hours_over(self) -> float | None:
        """How many more hours are promised than there are; negative where some are left, None where it is unknown."""
        return None if self.customers.capacity is None else self.hours - self.customers.capacity

    # ── fairness ─────────────────────────────────────────────────────────────────────────────────────
    @cached_property
    def fairness(self) -> pd.DataFrame:
        """How often each group reaches the top grades, the largest group first; indexed by group, empty without groups.

        Columns: customers, in_top, rate (a share of one), low and high (its Wilson interval, 95 %), small (fewer than
        ``FEW`` customers: the rate says little). Groups may differ in what the policy tests, so a difference is a
        question, not a proof.
        """
        columns = ["customers", "in_top", "rate", "low", "high", "small"]
        if not self.settings.by:
            return pd.DataFrame(columns=columns)
        names, group = self.customers.groups[self.settings.by]
        last = self.customers.names.index(self.settings.top)
        everybody = np.bincount(group, minlength=len(names))
        top = np.bincount(group[self.codes <= last], minlength=len(names))
        rows = [
            (n, hits, hits / n, *wilson(int(hits), int(n)), n < FEW) for n, hits in zip(everybody, top, strict=True)
        ]
        table = pd.DataFrame(rows, columns=columns, index=names)
        return table.sort_values("customers", ascending=False, kind="stable")
