"""What can be turned in the whale-curve lab."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

LOADED, CONTRIBUTION = "fully loaded profit", "net contribution"
HOURS, SALES = "hours", "sales"
MOST_LEAVING = 0.30


@dataclass(frozen=True)
class WhaleSettings:
    """One position of the lab's levers. The default changes nothing.

    Parameters
    ----------
    judged_by : "fully loaded profit" (overhead shared out) or "net contribution" (overhead apart): what ranks the
        customers, and below what 0 they are the tail.
    shared_by : "hours" or "sales": what overhead is shared out by. Sales are last year's: a new price moves no work.
    dropped : how many of the worst are let go, from 0 on.
    discount_cut : the share of their discounts that is taken away from the rest of the tail, 0 to 1.
    hours_kept : the share of its hours of service that the rest of the tail keeps, 0 to 1.
    leaving : the share of those who lose discount that leaves over it, 0 to 0.3. It is assumed, not measured.

    Raises CasekitError for anything else.
    """

    judged_by: str = LOADED
    shared_by: str = HOURS
    dropped: int = 0
    discount_cut: float = 0.0
    hours_kept: float = 1.0
    leaving: float = 0.10

    def __post_init__(self):
        _one_of(_("What customers are judged by"), self.judged_by, (LOADED, CONTRIBUTION))
        _one_of(_("What overhead is shared by"), self.shared_by, (HOURS, SALES))
        if isinstance(self.dropped, bool) or not isinstance(self.dropped, int) or self.dropped < 0:
            raise CasekitError(
                _("Customers are dropped in whole numbers from 0 on, but it is {n!r}.").format(n=self.dropped)
            )
        _share(_("The discount taken away"), self.discount_cut, 1)
        _share(_("The hours kept"), self.hours_kept, 1)
        _share(_("The share that leaves"), self.leaving, MOST_LEAVING)


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise CasekitError(
            _("{what} is “{value}”; use one of: {known}.").format(what=what, value=value, known=", ".join(known))
        )


def _share(what: str, value: float, high: float) -> None:
    number = not isinstance(value, (bool, str)) and isinstance(value, (int, float)) and math.isfinite(value)
    if not number or not 0 <= value <= high:
        raise CasekitError(
            _("{what} is a share from 0 to {high:g}, but it is {value!r}.").format(what=what, high=high, value=value)
        )
