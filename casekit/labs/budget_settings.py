"""What can be chosen in the retention-budget game: a rule, and money for one quarter."""

import math
from dataclasses import dataclass

from casekit.errors import CasekitError
from casekit.text import _

RISK, MARGIN, AT_RISK = "risk", "margin", "risk x margin"
UPLIFT, MOVED, BEST = "uplift", "uplift x margin", "best plan"
RULES = (RISK, MARGIN, AT_RISK, UPLIFT, MOVED, BEST)


@dataclass(frozen=True)
class Move:
    """One quarter's decision.

    Parameters
    ----------
    rule : what the list is sorted by, highest first; "best plan" chooses by the expected gain of each call after its
        cost, and leaves money over where no call gains anything.
    money : the most that may be spent in the quarter, 0 or more.

    Raises CasekitError for anything else.
    """

    rule: str = RISK
    money: float = 0.0

    def __post_init__(self):
        if self.rule not in RULES:
            raise CasekitError(
                _("The rule is “{rule}”; use one of: {known}.").format(rule=self.rule, known=", ".join(RULES))
            )
        number = not isinstance(self.money, (bool, str)) and isinstance(self.money, (int, float))
        if not number or not math.isfinite(self.money) or self.money < 0:
            raise CasekitError(
                _("The money of a quarter must be a sum from 0 on, but it is {sum!r}.").format(sum=self.money)
            )
