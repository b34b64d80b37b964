"""What can be turned in the review lab."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _


@dataclass(frozen=True)
class ReviewSettings:
    """One position of the lab's levers. The default is a review that asks for nothing beyond the policy.

    Parameters
    ----------
    margin : a share from 0 to below 1: up only from the threshold × (1 + margin), down only below it × (1 − margin).
    minimum_stay : for how many reviews a grade is kept at least before a downgrade, the one that gave it included.
    downgrade_after : after how many reviews below the grade in a row it is lost; from 1 on.
    demotion_cost : what an undeserved downgrade loses in the year after it, as a share of a year's profit, 0 to 1.

    Raises CasekitError for anything else.
    """

    margin: float = 0.0
    minimum_stay: int = 0
    downgrade_after: int = 1
    demotion_cost: float = 0.25

    def __post_init__(self):
        _between(_("The margin"), self.margin, 0, 0.99)
        _between(_("What a downgrade costs"), self.demotion_cost, 0, 1)
        _reviews(_("The minimum stay"), self.minimum_stay, 0)
        _reviews(_("The number of reviews below the grade"), self.downgrade_after, 1)

    @property
    def plain(self) -> "ReviewSettings":
        """The same without margin and patience: the policy's grade is given at once."""
        return ReviewSettings(demotion_cost=self.demotion_cost)


def _between(what: str, value: float, low: float, high: float) -> None:
    number = not isinstance(value, (bool, str)) and isinstance(value, (int, float)) and math.isfinite(value)
    if not number or not low <= value <= high:
        raise CasekitError(
            _("{what} is a share from {low} to {high}, but it is {value!r}.").format(
                what=what, low=low, high=high, value=value
            )
        )


def _reviews(what: str, value: int, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise CasekitError(
            _("{what} is a whole number of reviews from {least} on, but it is {value!r}.").format(
                what=what, least=least, value=value
            )
        )
