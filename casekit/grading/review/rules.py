"""The rules of a review: what an upgrade and a downgrade need beyond the policy's thresholds."""

import math
from dataclasses import dataclass, fields
from typing import Any

from casekit.errors import CasekitError
from casekit.grading.policy.format import Policy
from casekit.grading.review.tables import share_below_one, whole_number
from casekit.text import _

ALL, ANY = "all", "any"


@dataclass(frozen=True)
class ReviewRules:
    """What a review asks beyond the policy (评审规则). By default nothing: the policy's grade is the new grade.

    Parameters
    ----------
    margin : a share (缓冲区). An upgrade needs the threshold × (1 + margin), a downgrade only comes below the
        threshold × (1 − margin). It applies to numbers and counts, not to words and dates; the top of a band that a
        better grade follows never stops an upgrade.
    minimum_stay : for how many reviews a grade is kept at least before a downgrade, the one that gave it included. It
        never holds up an upgrade.
    downgrade_after : after how many reviews below the grade in a row it is lost.
    idle_months : from how many months without an order on a customer falls by a grade at least (None: no such rule).
        Reads the column months_idle.
    satisfaction_below : below which satisfaction a customer falls by a grade at least. Reads the column satisfaction.
    largest_step : by how many grades one review moves a customer at most, up or down. Grades that cannot be tested do
        not count as steps.
    tenure_months : the cooperation time that an upgrade asks for, in months; reads the column tenure_months.
    upgrade : "all": an upgrade needs the thresholds and the cooperation time; "any": one of the two is enough, so who
        has been there long enough rises by a grade at every review. The sources leave open which is meant.
    notice_days : so many days after the review an up or down takes effect; customers are told at once.
    appeal : the way to appeal (申诉): whom to turn to, until when, and what happens then; it follows "If you see it
        otherwise, or if a figure is wrong:" in the letter. Without one the letter names the contact person, the day on
        which the change takes effect, and a second look by somebody who took no part.
    appeal_zh : the same in Chinese.
    """

    margin: float = 0.0
    minimum_stay: int = 0
    downgrade_after: int = 1
    idle_months: int | None = None
    satisfaction_below: float | None = None
    largest_step: int | None = None
    upgrade: str = ALL
    tenure_months: int | None = None
    notice_days: int = 30
    appeal: str = ""
    appeal_zh: str = ""

    def __post_init__(self):
        share_below_one(self.margin, "margin")
        for name, least in (("minimum_stay", 0), ("downgrade_after", 1), ("notice_days", 0)):
            whole_number(getattr(self, name), name, least)
        for name in ("idle_months", "largest_step", "tenure_months"):
            if getattr(self, name) is not None:
                whole_number(getattr(self, name), name, 1)
        limit = self.satisfaction_below
        if limit is not None and (
            isinstance(limit, bool) or not isinstance(limit, (int, float)) or not math.isfinite(limit)
        ):
            raise CasekitError(
                _("“satisfaction_below” must be a number or None, but it is {limit!r}.").format(limit=limit)
            )
        if self.upgrade not in (ALL, ANY):
            raise CasekitError(
                _("“upgrade” is “all” (thresholds and cooperation time) or “any” (one of them), not {found!r}.").format(
                    found=self.upgrade
                )
            )
        if self.upgrade == ANY and self.tenure_months is None:
            raise CasekitError(_("upgrade = “any” needs tenure_months: without it there is only one way up."))

    @classmethod
    def of(cls, policy: Policy, **changes: Any) -> "ReviewRules":
        """The rules in a policy's [review], with ``changes``; what it leaves open has the default.

        Raises CasekitError when a rule means nothing.
        """
        known = {field.name for field in fields(cls)}
        stated = {name: value for name, value in (policy.review or {}).items() if name in known}
        return cls(**{**stated, **changes})
