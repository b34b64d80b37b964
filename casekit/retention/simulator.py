"""From retention to profit: what a few points more of customers kept make of the profit of some years.

The sources say that a small growth of repeat business gives a large growth of profit, and both of their figures are
lost. They stay parameters without a default: who uses them says what they took, and the result says that the source
does not.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import is_number
from casekit.text import _


@dataclass(frozen=True)
class Firm:
    """A firm a year at a time. ``customers`` at the start; ``retention``: the share of them still there a year later;
    ``joiners`` a year; money a customer and year: ``margin``, ``keep_cost``; ``win_cost``: money a joiner."""

    customers: float
    retention: float
    margin: float
    joiners: float = 0.0
    keep_cost: float = 0.0
    win_cost: float = 0.0

    def __post_init__(self):
        if not 0 < self.retention <= 1:
            raise CasekitError(
                _("Retention is a share above 0 and at most 1, but it is {share!r}.").format(share=self.retention)
            )
        for name in ("customers", "joiners", "keep_cost", "win_cost"):
            if not getattr(self, name) >= 0:
                raise CasekitError(_("“{name}” must be 0 or more.").format(name=name))
        if not is_number(self.margin):
            raise CasekitError(_("The margin a customer and year must be known."))

    def years(self, years: int, discount_rate: float = 0.0) -> pd.DataFrame:
        """Year by year: year, opening, kept, joined, customers (kept and joined: they pay the year's margin), profit
        (margin and keep_cost of the customers, win_cost of the joined), present_value (paid at the year's end)."""
        rows, opening = [], float(self.customers)
        for year in range(1, years + 1):
            kept = opening * self.retention
            there = kept + self.joiners
            profit = there * (self.margin - self.keep_cost) - self.joiners * self.win_cost
            rows.append((year, opening, kept, self.joiners, there, profit, profit / (1 + discount_rate) ** year))
            opening = there
        names = ["year", "opening", "kept", "joined", "customers", "profit", "present_value"]
        return pd.DataFrame(rows, columns=names)


@dataclass(frozen=True)
class RetentionProfit:
    """``table``: each year before and after. ``before``, ``after``: present value of the profit of all years.
    ``break_even_cost``: what the programme may cost a customer and year. ``assumed``: figures lost in the source."""

    table: pd.DataFrame
    before: float
    after: float
    retention_change: float
    break_even_cost: float
    assumed: pd.DataFrame

    @property
    def gain(self) -> float:
        """Money more over all years."""
        return self.after - self.before

    @property
    def profit_change(self) -> float:
        """Growth of profit as a share of the profit before; not a number when that is not above 0."""
        return self.gain / self.before if self.before > 0 else float("nan")

    @property
    def elasticity(self) -> float:
        """Growth of profit in per cent for each per cent (not point) of growth of retention."""
        return self.profit_change / self.retention_change


def simulate_retention(
    firm: Firm,
    *,
    points: float,
    claimed_profit_growth: float,
    years: int,
    programme_cost: float = 0.0,
    discount_rate: float = 0.0,
) -> RetentionProfit:
    """What keeping ``points`` more a year makes of the profit.

    Parameters
    ----------
    firm : the firm as it is. points : growth of retention as a difference of shares (0.05 is five points); lost in the
        source. claimed_profit_growth : the growth of profit the claim promises, a share; lost in the source too. Both
        are yours, and ``assumed`` in the result says so beside the growth the simulation finds.
    years : how many. programme_cost : money a customer and year for keeping more. discount_rate : a year.

    Raises CasekitError for points that are 0 or take retention beyond 0 to 1, no years, a cost below 0.
    """
    if not points or not 0 < firm.retention + points <= 1:
        raise CasekitError(
            _("{points:+.1%} on a retention of {share:.1%} is no share above 0 and at most 1.").format(
                points=points, share=firm.retention
            )
        )
    if years < 1 or programme_cost < 0 or discount_rate <= -1:
        raise CasekitError(_("Give at least one year, a cost from 0 on and a discount rate above −100 per cent."))
    better = replace(firm, retention=firm.retention + points)
    before = firm.years(years, discount_rate)
    free = better.years(years, discount_rate)
    after = replace(better, keep_cost=firm.keep_cost + programme_cost).years(years, discount_rate)
    table = before.merge(after, on="year", suffixes=("_before", "_after"))
    then, now = float(before["present_value"].sum()), float(after["present_value"].sum())
    paid_years = float((free["customers"] / (1 + discount_rate) ** free["year"]).sum())
    found = (now - then) / then if then > 0 else np.nan
    assumed = pd.DataFrame(
        {
            "figure": [_("growth of retention, points"), _("growth of profit as claimed")],
            "taken": [points, claimed_profit_growth],
            "source": [_("lost in the source; yours")] * 2,
            "simulated": [np.nan, found],
        }
    )
    return RetentionProfit(
        table, then, now, points / firm.retention, (float(free["present_value"].sum()) - then) / paid_years, assumed
    )
