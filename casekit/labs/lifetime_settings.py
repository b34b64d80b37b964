"""What can be turned in the lifetime lab."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

OWN = "own"
EXAMPLES = ("often_1", "often_2", "seldom_1", "seldom_2", "once_1", "once_2")
PARAMETERS = ("r", "alpha", "a", "b")
FARTHEST = 4.0  # a parameter is turned from a quarter to four times its fitted value


@dataclass(frozen=True)
class LifetimeSettings:
    """One position of the lab's levers. The default is the fitted model.

    Parameters
    ----------
    r, alpha, a, b : the parameters, as multiples of their fitted values, from a quarter to four.
    history : "own" for the history of the next three, or one of ``EXAMPLES``, real customers with theirs.
    frequency : repeat purchases, a whole number from 0 on.
    span : time from the first purchase to the last, above 0; without a repeat purchase it counts for nothing.
    silence : time since the last purchase, from 0 on.
    horizon : how far ahead purchases are forecast and valued, above 0. All times are in the unit of the model.
    discount_rate : a share a year, 0 to 1.
    margin : the share of spending that is left after costs, above 0, at most 1. It is assumed.

    Raises CasekitError for anything else.
    """

    r: float = 1.0
    alpha: float = 1.0
    a: float = 1.0
    b: float = 1.0
    history: str = OWN
    frequency: int = 4
    span: float = 20.0
    silence: float = 10.0
    horizon: float = 52.0
    discount_rate: float = 0.15
    margin: float = 0.30

    def __post_init__(self):
        for name in PARAMETERS:
            _between(_("The multiple of {name}").format(name=name), getattr(self, name), 1 / FARTHEST, FARTHEST)
        if self.history not in (OWN, *EXAMPLES):
            raise CasekitError(
                _("The history is “{value}”; use one of: {known}.").format(
                    value=self.history, known=", ".join((OWN, *EXAMPLES))
                )
            )
        if isinstance(self.frequency, bool) or not isinstance(self.frequency, int) or self.frequency < 0:
            raise CasekitError(
                _("Repeat purchases are a whole number from 0 on, but they are {n!r}.").format(n=self.frequency)
            )
        _between(_("The time from the first purchase to the last"), self.span, 1e-9, 1e6)
        _between(_("The silence"), self.silence, 0, 1e6)
        _between(_("The horizon"), self.horizon, 1e-9, 1e4)
        _between(_("The discount rate"), self.discount_rate, 0, 1)
        _between(_("The margin"), self.margin, 1e-9, 1)


def _between(what: str, value: float, low: float, high: float) -> None:
    number = not isinstance(value, (bool, str)) and isinstance(value, (int, float)) and math.isfinite(value)
    if not number or not low <= value <= high:
        raise CasekitError(
            _("{what} must lie between {low:g} and {high:g}, but it is {value!r}.").format(
                what=what, low=low, high=high, value=value
            )
        )
