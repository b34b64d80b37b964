"""Watching where the funds go (盯紧资金流向): whose balance fell by more than a mark, and which flows explain it.

The source leaves open how far such a watch may go. Look at accounts that are with you, for the purpose they are there
for, and only of those you serve.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import in_memory, is_number, known_number
from casekit.retention.watching import falls
from casekit.text import _


@dataclass(frozen=True)
class Outflow:
    """``table``: the customers to be asked, the largest loss first: customer_id, period, before, balance, lost (money),
    fall (share lost), in_a_row (periods it has been falling), and with flows inflow, outflow and unexplained (balance −
    before − inflow + outflow; not 0 where the flows and the balances disagree).
    ``watched``: customers whose balances could be compared. ``left_out``: reason, customers."""

    table: pd.DataFrame
    watched: int
    left_out: pd.DataFrame


def outflow(
    balances: Any,
    *,
    period: str,
    balance: str,
    more_than: float,
    at: Any = None,
    inflow: str | None = None,
    out: str | None = None,
    only: Collection | None = None,
    customer_id: str = "customer_id",
) -> Outflow:
    """Whose balance fell by more than a share of it, from the period before to the one looked at.

    Parameters
    ----------
    balances : a row a customer and period, on any engine: ``balance`` money at the period's end. period : months, dates
        or numbers that sort. more_than : the share, above 0 and below 1; a fall of exactly that much is none.
    at : the period looked at, the last one without it; later ones are not seen.
    inflow, out : columns of money that came and went in the period, both or none. only : the customers watched, such as
        those of a grade; all without it.

    Who has no balance in the period, none in the one before, or nothing to lose in it (0 or less) cannot be compared
    and is counted in ``left_out``. Raises CasekitError for missing columns or figures, a customer twice in a period, a
    share beyond 0 to 1, an unknown period, one flow without the other, and when nobody is watched.
    """
    if not is_number(more_than) or not 0 < more_than < 1:
        raise CasekitError(
            _("The share must lie between 0 and 1, such as 0.3, but it is {share!r}.").format(share=more_than)
        )
    if (inflow is None) != (out is None):
        raise CasekitError(_("Give both flows, what came and what went, or none."))
    flows = [name for name in (inflow, out) if name is not None]
    table = in_memory(balances, _("The balances"), [customer_id, period, balance, *flows])
    periods = set(table[period].dropna())
    at = max(periods, default=None) if at is None else at
    if at not in periods:
        raise CasekitError(_("No balance is of the period “{at}”.").format(at=at))
    kept = table[period] <= at
    if only is not None:
        kept &= table[customer_id].isin(list(only))
    if not kept.any():
        raise CasekitError(_("None of the customers to be watched has a balance."))
    table = table[kept]
    now = falls(
        table, period=period, value=balance, customer_id=customer_id, periods=sorted(p for p in periods if p <= at)
    )
    absent, alone = now["last_period"] != at, now["before"].isna()
    nothing = now["before"] <= 0
    known = now[~absent & ~alone & ~nothing]
    found = known[known["fall"] > more_than].rename(columns={"last_period": "period", "last": "balance"})
    found["lost"] = found["before"] - found["balance"]
    names = ["customer_id", "period", "before", "balance", "lost", "fall", "in_a_row"]
    if flows:
        found = _explained(found, table[table[period] == at], customer_id, *flows)
        names += ["inflow", "outflow", "unexplained"]
    found = found.sort_values(["lost", "customer_id"], ascending=[False, True], ignore_index=True)[names]
    reasons = {
        _("no balance in the period"): absent,
        _("no balance in the period before"): ~absent & alone,
        _("nothing there to lose"): ~absent & nothing,
    }
    told = pd.DataFrame({"reason": list(reasons), "customers": [int(who.sum()) for who in reasons.values()]})
    return Outflow(found, len(known), told[told["customers"] > 0].reset_index(drop=True))


def _explained(found: pd.DataFrame, rows: pd.DataFrame, customer_id: str, inflow: str, out: str) -> pd.DataFrame:
    flows = pd.DataFrame(
        {
            "customer_id": rows[customer_id],
            "inflow": known_number(rows, inflow, _("The balances")),
            "outflow": known_number(rows, out, _("The balances")),
        }
    )
    found = found.merge(flows, on="customer_id", how="left")
    return found.assign(unexplained=found["balance"] - found["before"] - found["inflow"] + found["outflow"])
