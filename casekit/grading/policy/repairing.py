"""A repair of a policy proposed (分级标准修订): what is changed, in sentences, and the customers counted again."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.policy.auditing import OPEN_ENDED
from casekit.grading.policy.auditing_open_ended import to_next_band
from casekit.grading.policy.format import Policy
from casekit.grading.policy.repairing_holes import extend_bands, new_grades, say_holes_left
from casekit.grading.policy.repairing_overlaps import separate
from casekit.grading.policy.repairing_recount import recount
from casekit.grading.policy.repairing_steps import Steps
from casekit.grading.policy.repairing_undefined import drop_undefined, give_the_rest
from casekit.text import _

HOLES = ("extend_lower", "extend_upper", "new_grade")
OVERLAPS = ("higher", "lower")
UNDEFINED = ("drop", "rest")
EDITION = "proposed"


@dataclass(frozen=True)
class Repair:
    """A proposal: the ``policy``, the ``changes`` and what was ``left`` as it is, each a sentence, and the ``recount``.

    ``recount`` is a pandas table: grade, customers_before, customers_after (int64), sales_before, sales_after (of the
    unit of the sales; only with ``sales``); None without customers.
    """

    policy: Policy
    changes: tuple[str, ...]
    left: tuple[str, ...]
    recount: pd.DataFrame | None

    def save(self, path: Path | str) -> Path:
        """Write the proposed policy as a file; see :func:`casekit.grading.policy.writing.save`."""
        return self.policy.save(path)

    def __repr__(self) -> str:
        lines = [_("Proposed repair of “{title}”").format(title=self.policy.title)]
        lines += ["", _("Changed"), *([f"  {one}" for one in self.changes] or [_("  nothing")])]
        if self.left:
            lines += ["", _("Left as it is"), *(f"  {one}" for one in self.left)]
        if self.recount is not None:
            lines += ["", self.recount.to_string(index=False)]
        return "\n".join(lines)


def repair(
    policy: Policy,
    customers: Any = None,
    *,
    holes: str | None = None,
    overlaps: str | None = None,
    undefined: str | None = None,
    open_ended: str = "as_printed",
    sales: str | None = None,
    customer_id: str = "customer_id",
    as_of: Any = None,
) -> Repair:
    """A repaired policy proposed, with every change in a sentence; the policy itself stays as it is.

    Parameters
    ----------
    policy : a policy of grades.
    customers : a table with one row a customer, on any engine; with it the grades are counted before and after.
    holes : "extend_lower" (the band below a hole between two bands reaches up through it), "extend_upper" (the band
        above reaches down), "new_grade" (a grade of its own for each hole on one measure, and one for the combinations
        that no grade fits). None: holes stay. A hole below the lowest or above the highest band is no gap between two:
        only "new_grade" fills it.
    overlaps : "higher" or "lower": which of two grades keeps what both take; the other one's band stops there. Where
        moving a band would take customers from a grade that the other grade does not take, the order of test (best
        first) is written into the policy instead ("higher"), or nothing is changed ("lower"). None: overlaps stay.
    undefined : what becomes of grades that are only named: "drop" takes them out, "rest" gives the last of them
        everybody whom no other grade fits. None: they stay.
    open_ended : "to_next_band" first lets every band without upper end stop where the next better band begins.
    sales : the column with the customers' sales, added up in the recount; missing sales count as 0.
    customer_id : the column that names the customer.
    as_of : the month of rating, for a policy that counts months since entry.

    Overlaps are mended first, then holes, then undefined grades. The proposal has the edition "proposed" and the id of
    the policy with "-proposed"; its file names the policy it repairs and lists the changes as ours.

    Returns a :class:`Repair`. Raises CasekitError for an unknown choice, a policy of flags (its types overlap by
    design), ``sales`` without customers and a table that lacks a column.
    """
    _check(policy, customers, sales, {"holes": holes, "overlaps": overlaps, "undefined": undefined}, open_ended)
    steps = Steps(policy)
    if open_ended == "to_next_band":
        steps.bands_closed(to_next_band(policy))
    if overlaps:
        separate(steps, higher=overlaps == "higher")
    if holes in ("extend_lower", "extend_upper"):
        extend_bands(steps, lower=holes == "extend_lower")
    elif holes == "new_grade":
        new_grades(steps, ends_too=undefined != "rest")
    if undefined == "drop":
        drop_undefined(steps)
    elif undefined == "rest":
        give_the_rest(steps)
    say_holes_left(steps)
    proposed = _proposed(policy, steps)
    counts = None if customers is None else recount(policy, proposed, customers, customer_id, sales, as_of)
    return Repair(proposed, tuple(steps.changes), tuple(steps.left), counts)


def _proposed(policy: Policy, steps: Steps) -> Policy:
    if not steps.changes:
        return policy
    return replace(
        steps.policy,
        id=f"{policy.id}-{EDITION}",
        edition=EDITION,
        repairs=policy.id,
        ours=(*policy.ours, *steps.changes),
    )


def _check(policy: Policy, customers: Any, sales: str | None, choices: dict, open_ended: str) -> None:
    known = {"holes": HOLES, "overlaps": OVERLAPS, "undefined": UNDEFINED, "open_ended": OPEN_ENDED}
    for name, choice in {**choices, "open_ended": open_ended}.items():
        if choice not in known[name] and not (choice is None and name != "open_ended"):
            raise CasekitError(
                _("The choice for {name} is “{choice}”; use one of: {known}.").format(
                    name=name, choice=choice, known=", ".join(known[name])
                )
            )
    if policy.types:
        raise CasekitError(
            _("“{policy}” is a policy of types, which overlap by design; there are no bands to repair.").format(
                policy=policy.id
            )
        )
    if sales is not None and customers is None:
        raise CasekitError(_("Sales are to be added up, but there are no customers; give their table first."))
