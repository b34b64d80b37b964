"""Did it work: how large a trial must be, and what one says, with its interval.

Source of the interval: Newcombe, "Interval Estimation for the Difference between Independent Proportions", Statistics
in Medicine 17 (1998), method 10. Size and power: the usual normal approximation for two shares (Fleiss).
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.review.intervals import newcombe
from casekit.retention.rows import check_confidence, in_memory, is_number, ones_and_zeros
from casekit.text import _, ngettext

_FEWEST = 10


def trial_size(
    base_rate: float, effect: float, *, power: float = 0.8, confidence: float = 0.95, called: float = 0.5
) -> int:
    """How many customers a trial needs in all, so that a true ``effect`` is found with the given power.

    ``base_rate``: the share that leaves when left alone. ``effect``: how much lower it is among the called, as a
    difference of shares (0.01 is one point). ``called``: the share the lot calls. Raises CasekitError for shares
    beyond 0 to 1, an effect of 0 or larger than the base rate.
    """
    _check_shares(base_rate, called, power, confidence)
    if not 0 < effect <= base_rate:
        raise CasekitError(
            _("The effect must be above 0 and at most the base rate {base:.1%}, but it is {effect:.1%}.").format(
                base=base_rate, effect=effect
            )
        )
    from scipy.stats import norm

    z_alpha, z_beta = norm.ppf((1 + confidence) / 2), norm.ppf(power)
    with_call = base_rate - effect
    pooled = called * with_call + (1 - called) * base_rate
    alike = z_alpha * math.sqrt(pooled * (1 - pooled) / (called * (1 - called)))
    apart = z_beta * math.sqrt(with_call * (1 - with_call) / called + base_rate * (1 - base_rate) / (1 - called))
    return math.ceil(((alike + apart) / effect) ** 2)


def power(base_rate: float, effect: float, customers: int, *, confidence: float = 0.95, called: float = 0.5) -> float:
    """The chance that a trial of this many customers finds a true effect; the arguments of :func:`trial_size`."""
    _check_shares(base_rate, called, 0.5, confidence)
    if not 0 < effect <= base_rate or customers < 2:
        raise CasekitError(_("Give an effect above 0 and at most the base rate, and two customers at least."))
    from scipy.stats import norm

    with_call = base_rate - effect
    pooled = called * with_call + (1 - called) * base_rate
    alike = norm.ppf((1 + confidence) / 2) * math.sqrt(pooled * (1 - pooled) / (called * (1 - called)))
    apart = math.sqrt(with_call * (1 - with_call) / called + base_rate * (1 - base_rate) / (1 - called))
    return float(norm.cdf((effect * math.sqrt(customers) - alike) / apart)) if apart else 1.0


@dataclass(frozen=True)
class TrialResult:
    """Leavers among the called and among the control group; ``effect`` is the difference of the two shares."""

    called: int
    called_left: int
    control: int
    control_left: int
    low: float
    high: float
    confidence: float

    def __repr__(self) -> str:
        ends = _("{effect:+.2f} points fewer left, from {low:+.2f} to {high:+.2f}").format(
            effect=100 * self.effect, low=100 * self.low, high=100 * self.high
        )
        shown = _("shown") if self.proven else _("not shown")
        return f"{ends}: {shown}"

    @property
    def effect(self) -> float:
        """How much smaller the share of leavers is among the called, a difference of shares; below 0 the call harms."""
        return self.control_left / self.control - self.called_left / self.called

    @property
    def saved(self) -> float:
        """Customers kept by the call, of those called: not all who stayed, for most would have stayed anyway."""
        return self.effect * self.called

    @property
    def proven(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low > 0 or self.high < 0


def read_trial(
    customers: Any, *, called: str, left: str, fewest: int = _FEWEST, confidence: float = 0.95
) -> TrialResult:
    """The effect of a call from a trial drawn by lot, with its interval.

    ``customers``: one row a customer, on any engine, ``called`` and ``left`` yes/no (1/0). Raises CasekitError when
    there is no control group, nobody was called, or either has fewer than ``fewest`` customers (a control of three
    says nothing), and for a confidence beyond 0 to 1.

    A holdout from a benefit is read the same way: ``called`` is who got it.
    """
    check_confidence(confidence)
    table = check_trial(customers, called=called, left=left, fewest=fewest)
    of, gone = table.groupby("called")["left"].size(), table.groupby("called")["left"].sum()
    between = newcombe(int(gone[0]), int(of[0]), int(gone[1]), int(of[1]), confidence)
    return TrialResult(
        int(of[1]), int(gone[1]), int(of[0]), int(gone[0]), float(between.low), float(between.high), confidence
    )


def check_trial(customers: Any, *, called: str, left: str, fewest: int = _FEWEST) -> pd.DataFrame:
    """The columns ``called`` and ``left`` as 0 and 1; CasekitError for what makes a comparison void."""
    if called == left:
        raise CasekitError(_("“{name}” cannot be both the lot and the outcome.").format(name=called))
    customers = in_memory(customers, _("The trial’s customers"), [called, left])
    columns = {"called": ones_and_zeros(customers, called), "left": ones_and_zeros(customers, left)}
    table = pd.DataFrame(columns, index=customers.index)
    n_called, n_control = int(table["called"].sum()), int((1 - table["called"]).sum())
    if not n_control:
        raise CasekitError(_("There is no control group: everybody was called, so nothing says what the call changed."))
    if not n_called:
        raise CasekitError(_("Nobody was called, so there is nothing to compare with the control group."))
    if min(n_called, n_control) < fewest:
        raise CasekitError(
            _(
                "{called} were called and {control} left alone; with fewer than {fewest} in a group chance decides."
            ).format(called=n_called, control=n_control, fewest=fewest)
        )
    return table


def draw_lot(customer_ids: Any, *, called: float = 0.5, seed: int) -> pd.Series:
    """Whom to call by lot: True for a share ``called`` of the customers, the same for the same seed; by customer.

    Raises CasekitError for a customer twice or without a number, a share beyond 0 to 1, and when one of the two groups
    would be empty.
    """
    ids = pd.Index(customer_ids)
    if missing := int(ids.isna().sum()):
        raise CasekitError(
            ngettext("{n} customer has no number.", "{n} customers have no number.", missing).format(n=missing)
        )
    if ids.has_duplicates:
        raise CasekitError(_("Customer {id} stands twice; each takes part once.").format(id=ids[ids.duplicated()][0]))
    if not 0 < called < 1:
        raise CasekitError(_("The share called must lie between 0 and 1, so that a control group is left."))
    drawn = round(called * len(ids))
    if not 0 < drawn < len(ids):
        raise CasekitError(
            _("Of {n} customers a share of {share:.0%} leaves one group empty; take more customers.").format(
                n=len(ids), share=called
            )
        )
    order = np.random.default_rng(seed).permutation(len(ids))
    return pd.Series(order < drawn, index=ids, name="called")


def _check_shares(base_rate: float, called: float, power_: float, confidence: float) -> None:
    if not all(is_number(share) and 0 < share < 1 for share in (base_rate, called, power_, confidence)):
        raise CasekitError(_("Rates, the share called, power and confidence are shares between 0 and 1."))
