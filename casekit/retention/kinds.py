"""The four kinds of response to a call, and the value at risk.

A persuadable stays because of the call, a sure thing stays anyway, a lost cause leaves anyway, and a sleeping dog
leaves because of it. Nobody can be seen both called and left alone: only a simulation's truth knows a customer's kind.
Foretold figures sort customers by chances, and by thresholds that somebody has declared.
"""

from typing import Any

import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.retention.rows import one_number_each
from casekit.text import _

KINDS = ("persuadable", "sure thing", "sleeping dog", "lost cause")
_NET_OF_LEAVING = ("lifetime", "clv", "ltv", "customer_value", "contract_value", "residual_value", "终身价值")


def response_kinds(leaves_if_called: Any, leaves_if_left_alone: Any) -> pd.Series:
    """Each customer's kind from the truth: yes/no (1/0) whether they leave when called and when left alone.

    CasekitError for values that are not yes or no and columns of different length.
    """
    called, alone = (_yes_no(one) for one in (leaves_if_called, leaves_if_left_alone))
    if len(called) != len(alone):
        raise CasekitError(_("Give both answers for each customer."))
    kind = np.select([~called & alone, ~called & ~alone, called & ~alone], KINDS[:3], default=KINDS[3])
    return pd.Series(kind, index=_index(leaves_if_called), name="response")


def foretold_kinds(risk: Any, uplift: Any, *, at_risk: float, moved: float) -> pd.Series:
    """Each customer's likely kind from foretold figures.

    Parameters
    ----------
    risk : chance of leaving when left alone, 0 to 1. uplift : by how much a call lowers it.
    at_risk : from this risk on somebody is likely to leave. moved : from this uplift on a call changes something.

    Persuadable with an uplift of ``moved`` or more, sleeping dog with −moved or less, whatever the risk; of the others
    lost cause from ``at_risk`` on, sure thing below. Raises CasekitError for missing values, risks beyond 0 to 1,
    columns of different length, a risk mark beyond 0 to 1, and ``moved`` not above 0.
    """
    if not 0 < at_risk < 1 or not moved > 0:
        raise CasekitError(_("The mark of risk must lie between 0 and 1, and that of uplift above 0."))
    chance, lift = one_number_each(risk, _("Chances")), one_number_each(uplift, _("Uplifts"))
    if len(chance) != len(lift):
        raise CasekitError(_("Give one risk and one uplift for each customer."))
    _check_chances(chance)
    kind = np.select(
        [lift >= moved, lift <= -moved, chance >= at_risk], [KINDS[0], KINDS[2], KINDS[3]], default=KINDS[1]
    )
    return pd.Series(kind, index=_index(risk), name="response")


def value_at_risk(probability: Any, *, margin: Any) -> pd.Series:
    """Money that may be lost with each customer: chance of leaving × the margin lost if they leave.

    ``margin`` is what a customer leaves over the horizon IF THEY STAY. A lifetime value will not do: it has the chance
    of leaving in it already, and would be lowered by it twice, most of all for those who are most at risk. A column
    that is called a lifetime (LTV, CLV), customer, contract or residual value is refused for that reason; other names
    for one are not known here.

    Raises CasekitError for such a column, missing values, chances beyond 0 to 1, and columns of different length.
    """
    name = str(getattr(margin, "name", "") or "")
    if any(word in name.lower() for word in _NET_OF_LEAVING):
        raise CasekitError(
            _(
                "“{name}” is already net of leaving: times the chance of leaving it would count that twice. Give the "
                "margin of a customer who stays."
            ).format(name=name)
        )
    chance, worth = one_number_each(probability, _("Chances")), one_number_each(margin, _("Margins"))
    if worth.ndim and len(chance) != len(worth):
        raise CasekitError(_("Give one chance and one margin for each customer."))
    _check_chances(chance)
    return pd.Series(chance * worth, index=_index(probability), name="value_at_risk")


def _yes_no(given: Any) -> np.ndarray:
    values = pd.Series(np.asarray(given))
    if values.isna().any() or not values.isin([0, 1]).all():
        raise CasekitError(_("Whether a customer leaves must be 1 or 0 (True or False) in every row."))
    return values.astype("bool").to_numpy()


def _check_chances(chance: np.ndarray) -> None:
    if ((chance < 0) | (chance > 1)).any():
        raise CasekitError(_("A chance of leaving is a share between 0 and 1."))


def _index(given: Any) -> pd.Index | None:
    return given.index if isinstance(given, pd.Series) else None
