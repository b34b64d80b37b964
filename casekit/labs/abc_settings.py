"""What can be turned in the ABC lab."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

SALES, PROFIT = "sales", "profit"
ALONE, GROUPS = "each customer alone", "whole groups"
CLASSES = ("A", "B", "C")


@dataclass(frozen=True)
class AbcSettings:
    """One position of the lab's levers. The default is ABC as it is usually done.

    Parameters
    ----------
    measure : "sales" or "profit": what is added up and shared out.
    unit : "each customer alone", or "whole groups": a group's customers are one unit, in one class.
    cuts : where A and B end, as shares of the total: two rising numbers above 0 and below 1.
    hours : hours of service a year for each unit of A, of B and of C; from 0 on.

    Raises CasekitError for anything else.
    """

    measure: str = SALES
    unit: str = ALONE
    cuts: tuple[float, float] = (0.80, 0.95)
    hours: tuple[float, float, float] = (24.0, 6.0, 1.0)

    def __post_init__(self):
        _one_of(_("Measure"), self.measure, (SALES, PROFIT))
        _one_of(_("Unit"), self.unit, (ALONE, GROUPS))
        object.__setattr__(self, "cuts", _cuts(self.cuts))
        object.__setattr__(self, "hours", _hours(self.hours))


def _one_of(what: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise CasekitError(
            _("{what} is “{value}”; use one of: {known}.").format(what=what, value=value, known=", ".join(known))
        )


def _cuts(cuts) -> tuple[float, float]:
    values = _numbers(cuts)
    if len(values) != 2 or not 0 < values[0] < values[1] < 1:
        raise CasekitError(
            _("The cuts are two rising shares above 0 and below 1, such as (0.8, 0.95), but they are {cuts!r}.").format(
                cuts=cuts
            )
        )
    return values


def _hours(hours) -> tuple[float, float, float]:
    values = _numbers(hours)
    if len(values) != 3 or not all(math.isfinite(value) and value >= 0 for value in values):
        raise CasekitError(
            _("Hours are three numbers from 0 on, for A, B and C, but they are {hours!r}.").format(hours=hours)
        )
    return values


def _numbers(given) -> tuple[float, ...]:
    try:
        return tuple(float(value) for value in given)
    except (TypeError, ValueError):
        return ()
