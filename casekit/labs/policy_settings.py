"""What can be turned in the policy lab."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

PRINTED, NEXT = "where printed", "where the next begins"


@dataclass(frozen=True)
class PolicySettings:
    """One position of the lab's levers.

    Parameters
    ----------
    starts : where the bands of the measure begin, in its own unit: rising numbers, one for each line of the lab.
    ends : where they end: "where printed" (as the policy has it, with its holes and overlaps), or "where the next
        begins" (each band reaches up to the next line).
    top : the grade down to which a customer counts as one of the top, where grades are compared between groups.
    by : the column of the groups that are compared; "" where there is none.

    Raises CasekitError for starts that do not rise, and another word for the ends.
    """

    starts: tuple[float, ...]
    ends: str = PRINTED
    top: str = ""
    by: str = ""

    def __post_init__(self):
        object.__setattr__(self, "starts", _rising(self.starts))
        if self.ends not in (PRINTED, NEXT):
            raise CasekitError(
                _("Bands end “{ends}”; use one of: {known}.").format(
                    ends=self.ends, known=", ".join(f"“{one}”" for one in (PRINTED, NEXT))
                )
            )


def _rising(starts) -> tuple[float, ...]:
    try:
        values = tuple(float(value) for value in starts)
    except (TypeError, ValueError):
        values = ()
    if (
        not values
        or not all(map(math.isfinite, values))
        or any(a >= b for a, b in zip(values, values[1:], strict=False))
    ):
        raise CasekitError(
            _("The lines are rising numbers, such as (20000, 50000, 200000), but they are {starts!r}.").format(
                starts=starts
            )
        )
    return values
