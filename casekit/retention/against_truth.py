"""A budget's choice beside rules of thumb and beside the best possible, where a simulation knows the truth."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.budget import Allocation, allocate_budget, allocate_by_rule
from casekit.retention.rows import in_memory, known_number
from casekit.text import _


def choices_against_truth(
    offers: Any, *, budget: float, true_gain: str, rules: Sequence[str] = (), customer_id: str = "customer_id"
) -> pd.DataFrame:
    """What each way of choosing truly gains with the same money.

    Parameters
    ----------
    offers : one row a customer and offer, on any engine, as :func:`~casekit.retention.allocate_budget` takes them, and
        ``true_gain``: the money an offer truly gains (its cost taken off), known from a simulation alone.
    budget : money. rules : columns; down each of them a rule of thumb goes.

    Returns choice ("integer programming" on the foretold gains, each rule, "best possible" on the true ones), offers,
    cost, expected (sum of the foretold gains), gain (of the true ones) and of_best (gain as a share of the best
    possible; missing where that is not above 0). Raises CasekitError as allocate_budget does, and for a true gain that
    is missing or no number.
    """
    table = in_memory(offers, _("The offers")).reset_index(drop=True)
    if true_gain not in table:
        raise CasekitError(_("The offers have no column “{name}”.").format(name=true_gain))
    table["_true"] = known_number(table, true_gain, _("The offers"))
    table["_expected"] = table.get("gain", pd.NA)  # a missing gain is told by the choice itself
    money = {"budget": budget, "customer_id": customer_id}
    chosen = {_("integer programming"): allocate_budget(table, **money)}
    chosen |= {rule: allocate_by_rule(table, by=rule, **money) for rule in rules}
    best = allocate_budget(table.assign(gain=table["_true"]), **money)
    rows = [_told(name, one) for name, one in {**chosen, _("best possible"): best}.items()]
    found = pd.DataFrame(rows)
    return found.assign(of_best=found["gain"] / best.gain if best.gain > 0 else float("nan"))


def _told(name: str, one: Allocation) -> dict[str, Any]:
    return {
        "choice": name,
        "offers": len(one.chosen),
        "cost": one.cost,
        "expected": float(one.chosen["_expected"].sum()),
        "gain": float(one.chosen["_true"].sum()),
    }
