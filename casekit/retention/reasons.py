"""Why customers left, ranked; and what it costs to win one back against finding a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import in_memory, is_number, known_number
from casekit.text import _


@dataclass(frozen=True)
class Reasons:
    """``table``: place, reason, leavers, share, cumulative_share, and value and share_of_value when asked for; the
    most frequent first. Shares are of the leavers whose reason is known; ``unknown`` leavers gave none."""

    table: pd.DataFrame
    known: int
    unknown: int

    @property
    def first(self) -> str:
        """The reason named most; of equals the first by name."""
        return self.table["reason"].iloc[0]

    def top(self, n: int = 3) -> float:
        """The share of the n most frequent reasons together."""
        return float(self.table["leavers"].head(n).sum() / self.known)


def churn_reasons(
    leavers: Any, *, reason: str, not_known: Sequence[str] = ("", "unknown", "not known"), value: str | None = None
) -> Reasons:
    """The reasons of leaving from the most to the least frequent, with their cumulative share (Pareto).

    Parameters
    ----------
    leavers : one row a leaver, on any engine. reason : the column of reasons. not_known : what stands there for no
        answer, whatever its capitals, beside a blank; these are kept apart, since the silent need not have the reasons
        of those who spoke.
    value : a column of money lost with each leaver, to be added up by reason.

    Raises CasekitError for missing columns or money, and when no reason is known at all.
    """
    table = in_memory(leavers, _("The leavers"), [reason, *([value] if value else [])])
    said = table[reason].astype("object")
    silent = {str(word).strip().casefold() for word in not_known}
    known = said.notna() & ~said.astype("str").str.strip().str.casefold().isin(silent)
    if not known.any():
        raise CasekitError(_("No leaver has a known reason, so there is nothing to rank; ask them."))
    found = pd.DataFrame({"reason": said[known], "leavers": 1})
    if value:
        found["value"] = known_number(table, value, _("The leavers"))[known]
    found = found.groupby("reason", as_index=False).sum().sort_values(["leavers", "reason"], ascending=[False, True])
    found = found.reset_index(drop=True)
    found.insert(0, "place", np.arange(1, len(found) + 1))
    found.insert(3, "share", found["leavers"] / known.sum())
    found.insert(4, "cumulative_share", found["leavers"].cumsum() / known.sum())
    if value:
        total = found["value"].sum()
        found["share_of_value"] = found["value"] / total if total else np.nan
    return Reasons(found, int(known.sum()), int((~known).sum()))


@dataclass(frozen=True)
class Way:
    """A way to get a customer, as declared: ``cost_a_try`` money for each who is approached, ``success`` the share of
    them that comes, ``margin`` what one who came leaves over the horizon that all ways share, before this cost."""

    name: str
    cost_a_try: float
    success: float
    margin: float

    def __post_init__(self):
        if not self.cost_a_try >= 0:
            raise CasekitError(_("“{name}”: a try costs 0 or more.").format(name=self.name))
        if not 0 < self.success <= 1:
            raise CasekitError(
                _("“{name}”: the share that comes must be above 0 and at most 1, but it is {share!r}.").format(
                    name=self.name, share=self.success
                )
            )
        if not is_number(self.margin):
            raise CasekitError(_("“{name}”: the margin must be known.").format(name=self.name))

    @property
    def cost_a_customer(self) -> float:
        """Money spent for each customer who comes: those who do not come are paid for too."""
        return self.cost_a_try / self.success

    @property
    def profit_a_customer(self) -> float:
        """What one leaves after the cost of getting one."""
        return self.margin - self.cost_a_customer


def compare_ways(*ways: Way, budget: float | None = None) -> pd.DataFrame:
    """Winning back beside replacing (or any ways), best first by the profit of each unit of money spent.

    Returns: way, cost_a_customer, margin, profit_a_customer, return_rate (profit ÷ cost), break_even (the share that
    must come for the way to pay), and with a ``budget`` the customers and profit it brings, without limit of supply.
    Raises CasekitError for fewer than two ways, two of one name, a budget below 0.
    """
    names = [way.name for way in ways]
    if len(ways) < 2 or len(set(names)) < len(names):
        raise CasekitError(_("Give at least two ways, each with a name of its own."))
    if budget is not None and not budget >= 0:
        raise CasekitError(_("The budget must be 0 or more, but it is {budget!r}.").format(budget=budget))
    table = pd.DataFrame(
        {
            "way": names,
            "cost_a_customer": [way.cost_a_customer for way in ways],
            "margin": [float(way.margin) for way in ways],
            "profit_a_customer": [way.profit_a_customer for way in ways],
        }
    )
    free = table["cost_a_customer"] == 0
    table["return_rate"] = (table["profit_a_customer"] / table["cost_a_customer"]).mask(free, np.inf)
    table["break_even"] = [way.cost_a_try / way.margin if way.margin > 0 else np.nan for way in ways]
    if budget is not None:
        table["customers"] = (budget / table["cost_a_customer"]).mask(free, np.nan)
        table["profit"] = table["customers"] * table["profit_a_customer"]
    return table.sort_values(["return_rate", "way"], ascending=[False, True], ignore_index=True)
