"""The audit of a policy (分级标准审查): its holes, overlaps and gaps, and how many customers fall into them."""

import textwrap
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.policy.auditing_axis import axis_findings
from casekit.grading.policy.auditing_findings import AXIS, JOINT, KINDS, Finding
from casekit.grading.policy.auditing_grid import counted, grid_of
from casekit.grading.policy.auditing_joint import joint_findings
from casekit.grading.policy.auditing_open_ended import to_next_band
from casekit.grading.policy.auditing_paper import paper_findings
from casekit.grading.policy.format import Policy
from casekit.text import _

OPEN_ENDED = ("as_printed", "to_next_band")
_PAPER = ("undefined", "missing")
_WIDTH = 100
_FEW = 2


@dataclass(frozen=True)
class Audit:
    """What an audit found: ``findings`` as a list, :meth:`table` as a table, printed as a summary."""

    policy: Policy
    open_ended: str
    findings: list[Finding]

    def of(self, kind: str | None = None, view: str | None = None) -> list[Finding]:
        """The findings of one kind, or of one view, or both."""
        return [one for one in self.findings if kind in (None, one.kind) and view in (None, one.view)]

    def table(self) -> pd.DataFrame:
        """The findings as a pandas table: view, kind, where, grades, customers, sales, sentence, mend.

        ``where`` and ``grades`` are texts; customers (Int64) and sales are missing where nobody was counted.
        """
        rows = [
            (
                one.view,
                one.kind,
                "; ".join(f"{name}: {text}" for name, text in one.where.items()),
                ", ".join(one.grades),
                one.customers,
                one.sales,
                one.sentence,
                one.mend,
            )
            for one in self.findings
        ]
        columns = ["view", "kind", "where", "grades", "customers", "sales", "sentence", "mend"]
        return pd.DataFrame(rows, columns=columns).astype({"customers": "Int64", "sales": "float64"})

    def __repr__(self) -> str:
        reading = {
            "as_printed": _("bands as they stand"),
            "to_next_band": _("bands without an upper end stop at the next better band"),
        }[self.open_ended]
        lines = [_("Audit of “{title}” ({reading})").format(title=self.policy.title, reading=reading)]
        paper = [one for one in self.findings if one.kind in _PAPER]
        figures = [one for one in self.findings if one.kind not in _PAPER]
        chapters = (
            (_("Each measure by itself"), [one for one in figures if one.view == AXIS]),
            (_("All conditions together"), [one for one in figures if one.view == JOINT]),
            (_("What is not said, or not known"), paper),
        )
        apart = self._apart()
        for title, found in chapters:
            lines += ["", title]
            lines += [_bullet(one) for one in found if one not in apart]
            if apart and title == chapters[0][0]:
                lines.append(_of_no_consequence(len(apart)))
            elif not found:
                lines.append(_("  nothing found"))
        return "\n".join(lines)

    def _apart(self) -> list[Finding]:
        """Overlaps on one measure of grades that no customer meets together; few of them are not worth summing up."""
        together = {one.grades for kind in ("overlap", "double_hit") for one in self.of(kind, JOINT)}
        apart = [one for one in self.of("overlap", AXIS) if one.grades not in together]
        return apart if len(apart) > _FEW else []


def audit(
    policy: Policy,
    customers: Any = None,
    *,
    open_ended: str = "as_printed",
    sales: str | None = None,
    customer_id: str = "customer_id",
) -> Audit:
    """A policy's holes, overlaps and gaps.

    Parameters
    ----------
    policy : the policy; eligibility and filters are set aside, the grades' own conditions are looked at.
    customers : a table with one row a customer and a column for each measure that the grades test, on any engine; with
        it each finding tells how many customers it concerns. One pass over the table.
    open_ended : how a band without upper end is read: "as_printed" (it has none), or "to_next_band" (it stops where the
        next better band begins).
    sales : the column with the customers' sales (money), to be added up beside the number of customers; missing sales
        count as 0.
    customer_id : the column that names the customer.

    Two views. On the **axis** of each measure by itself (numbers, counts, dates, months) all other conditions are set
    aside: a figure is in a hole when no grade that tests the measure takes it. **Joint**: all conditions together, so
    a figure in which two grades meet is no double hit when the two ask for opposite growth. Joint holes share no
    customer and together are everybody whom the grades leave outside; overlaps are told pair by pair.

    Returns an :class:`Audit`. Raises CasekitError for an unknown reading, ``sales`` without customers, a table that
    lacks a column, and a policy with too many combinations to look through.
    """
    if open_ended not in OPEN_ENDED:
        raise CasekitError(
            _("The reading of open bands is “{reading}”; use one of: {readings}.").format(
                reading=open_ended, readings=", ".join(OPEN_ENDED)
            )
        )
    if sales is not None and customers is None:
        raise CasekitError(_("Sales are to be added up, but there are no customers; give their table first."))
    grid = grid_of(to_next_band(policy) if open_ended == "to_next_band" else policy)
    counts = None if customers is None else counted(grid, customers, customer_id, sales)
    by_design = bool(policy.types)
    joint = list(joint_findings(grid, counts, by_design))
    overlapping = any(one.kind in ("overlap", "double_hit") for one in joint)
    found = [*axis_findings(grid, counts, by_design), *joint, *paper_findings(grid, overlapping)]
    return Audit(policy, open_ended, sorted(found, key=_place))


def _of_no_consequence(count: int) -> str:
    sentence = _(
        "{n} overlaps on one measure of grades that no customer meets together, because other conditions keep them "
        "apart; they are listed in .findings."
    )
    return _wrapped("overlap", sentence.format(n=count))


def _place(finding: Finding) -> tuple[bool, bool, int]:
    return finding.kind in _PAPER, finding.view == JOINT, KINDS.index(finding.kind)


def _bullet(finding: Finding) -> str:
    return _wrapped(finding.kind.replace("_", " "), finding.sentence)


def _wrapped(kind: str, sentence: str) -> str:
    return textwrap.fill(f"{kind:<12} {sentence}", _WIDTH, initial_indent="  ", subsequent_indent=" " * 15)
