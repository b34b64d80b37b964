"""New customers beside kept ones, a member plan's return, and whether a low price goes with coming back."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import newcombe, normal_quantile
from casekit.retention.experiment import TrialResult
from casekit.retention.rows import check_confidence, in_memory, known_number, ones_and_zeros
from casekit.text import _


def cost_new_and_kept(*, spent_on_new: float, new: int, spent_on_kept: float, kept: int) -> pd.DataFrame:
    """What a new and what a kept customer costs: who (new, kept), spent, customers, cost_each; and cost of one as a
    multiple of a kept one (times_kept). CasekitError for sums below 0 or no customers."""
    if min(spent_on_new, spent_on_kept) < 0 or min(new, kept) < 1:
        raise CasekitError(_("Spending must be 0 or more, and there must be at least one new and one kept customer."))
    table = pd.DataFrame(
        {"who": [_("new"), _("kept")], "spent": [spent_on_new, spent_on_kept], "customers": [new, kept]}
    )
    table["cost_each"] = table["spent"] / table["customers"]
    each = table["cost_each"].iloc[1]
    return table.assign(times_kept=table["cost_each"] / each if each else np.nan)


@dataclass(frozen=True)
class MemberPlan:
    """``table``: who (members, others), customers, churn_rate, repurchase_rate. ``difference``: churn of the others
    less that of the members, with ``low`` and ``high``. It is no effect: members chose to join. ``effect`` is one, from
    a trial: customers ``retained``, ``cost_a_retained`` and the plan's ``roi``; without a trial they are not a number.
    """

    table: pd.DataFrame
    difference: float
    low: float
    high: float
    effect: float
    retained: float
    cost_a_retained: float
    roi: float

    @property
    def causal(self) -> bool:
        """Whether the return rests on a trial."""
        return not math.isnan(self.effect)


def member_plan_return(
    customers: Any,
    *,
    member: str,
    left: str,
    repurchased: str,
    cost: float,
    margin: float,
    trial: TrialResult | None = None,
) -> MemberPlan:
    """Churn and repurchase of members beside others, and the plan's return as far as a trial can tell it.

    Parameters
    ----------
    customers : one row a customer, on any engine; ``member``, ``left``, ``repurchased`` yes/no (1/0).
    cost : of the plan in the period, money. margin : what a customer kept leaves, money. trial : of the plan, by
        :func:`~casekit.retention.read_trial`.

    Retained = the trial's effect × members; return = (retained × margin − cost) ÷ cost. Raises CasekitError for missing
    columns, values that are not yes or no, no members or nobody else, a cost not above 0.
    """
    if not cost > 0:
        raise CasekitError(_("The plan’s cost must be above 0, or it has no return on it."))
    table = in_memory(customers, _("The customers"), [member, left, repurchased])
    table = table.assign(**{name: ones_and_zeros(table, name) for name in (member, left, repurchased)})
    inside = table[member].astype("bool")
    if inside.all() or not inside.any():
        raise CasekitError(_("There are no members, or nobody else, so there is nothing to compare."))
    groups = [table[inside], table[~inside]]
    counts = [(int(rows[left].sum()), len(rows)) for rows in groups]
    found = pd.DataFrame(
        {
            "who": [_("members"), _("others")],
            "customers": [len(rows) for rows in groups],
            "churn_rate": [gone / of for gone, of in counts],
            "repurchase_rate": [float(rows[repurchased].mean()) for rows in groups],
        }
    )
    between = newcombe(*counts[1], *counts[0])
    difference = counts[1][0] / counts[1][1] - counts[0][0] / counts[0][1]
    effect = trial.effect if trial is not None else math.nan
    retained = effect * len(groups[0])
    a_retained = cost / retained if retained > 0 else math.nan
    return MemberPlan(
        found, difference, between.low, between.high, effect, retained, a_retained, (retained * margin - cost) / cost
    )


@dataclass(frozen=True)
class Correlation:
    """Pearson's ``r`` over ``customers`` with its interval by Fisher's z; ``sign``: "rise together", "one falls as the
    other rises", or "cannot be told" where the interval holds 0. It shows what goes together, not what causes what."""

    r: float
    low: float
    high: float
    p: float
    customers: int

    @property
    def sign(self) -> str:
        """What the sign says, as far as chance allows."""
        if self.low <= 0 <= self.high:
            return _("cannot be told")
        return _("rise together") if self.r > 0 else _("one falls as the other rises")


def discount_and_repurchase(customers: Any, *, discount: str, repurchase: str, confidence: float = 0.95) -> Correlation:
    """Whether customers with larger discounts come back more (低价不等于忠诚): correlation, to be read with care, since
    discounts are given to somebody for a reason.

    ``customers``: one row each, on any engine; two columns of numbers or yes/no. Raises CasekitError for missing
    columns or values, fewer than four customers, and a column in which all are alike.
    """
    check_confidence(confidence)
    table = in_memory(customers, _("The customers"), [discount, repurchase])
    x, y = (known_number(table, name, _("The customers")).to_numpy() for name in (discount, repurchase))
    if len(x) < 4:
        raise CasekitError(_("At least four customers are needed for a correlation with an interval."))
    for name, values in ((discount, x), (repurchase, y)):
        if np.ptp(values) == 0:
            raise CasekitError(
                _("“{name}” is the same for all customers, so nothing can go with it.").format(name=name)
            )
    r = float(np.clip(np.corrcoef(x, y)[0, 1], -1, 1))
    if abs(r) > 1 - 1e-12:
        return Correlation(r, r, r, 0.0, len(x))
    z, error = math.atanh(r), 1 / math.sqrt(len(x) - 3)
    reach = normal_quantile(confidence) * error
    p = 2 * NormalDist().cdf(-abs(z) / error)
    return Correlation(r, math.tanh(z - reach), math.tanh(z + reach), p, len(x))
