"""What can be turned in the cut-off lab."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

CHANCE, MARGIN, PRODUCT = "chance", "margin", "chance x margin"
RANKINGS = (CHANCE, MARGIN, PRODUCT)


@dataclass(frozen=True)
class CutOffSettings:
    """One position of the lab's levers.

    Parameters
    ----------
    rank_by : "chance" (of leaving), "margin" or "chance x margin": what the list is sorted by, highest first.
    at_least : from which chance on a customer is called, 0 to 1. It counts where the list is ranked by "chance".
    calls : how many can be called at most, a whole number from 0 on. It counts where the list is ranked otherwise.
        Equals stand together: who ties with the last is called only if all of them can be.
    contact_cost : what a contact costs, money from 0 on.
    saved_share : of the leavers who are contacted, the share that stays because of it, 0 to 1. It is declared: no list
        of chances holds it, only a trial with a control group can measure it.

    Raises CasekitError for anything else.
    """

    rank_by: str = CHANCE
    at_least: float = 0.05
    calls: int = 2080
    contact_cost: float = 78.0
    saved_share: float = 0.30

    def __post_init__(self):
        if self.rank_by not in RANKINGS:
            raise CasekitError(
                _("The list is ranked by “{value}”; use one of: {known}.").format(
                    value=self.rank_by, known=", ".join(RANKINGS)
                )
            )
        if isinstance(self.calls, bool) or not isinstance(self.calls, int) or self.calls < 0:
            raise CasekitError(_("Calls are a whole number from 0 on, but they are {n!r}.").format(n=self.calls))
        _share(_("The chance from which on a call is made"), self.at_least)
        _share(_("The share of the called leavers who stay"), self.saved_share)
        if not _is_number(self.contact_cost) or self.contact_cost < 0:
            raise CasekitError(
                _("The cost of a contact must be a sum of money, 0 or more, but it is {sum!r}.").format(
                    sum=self.contact_cost
                )
            )


def _share(what: str, value: float) -> None:
    if not _is_number(value) or not 0 <= value <= 1:
        raise CasekitError(_("{what} lies between 0 and 1, but it is {value!r}.").format(what=what, value=value))


def _is_number(value: object) -> bool:
    return not isinstance(value, bool) and isinstance(value, (int, float)) and math.isfinite(value)
