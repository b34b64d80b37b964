"""The versions of a policy: which one holds on a day, and who would be graded otherwise by another."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.policy.format import Policy
from casekit.grading.review.migration import Migration, migration_matrix
from casekit.grading.review.tables import as_date
from casekit.text import _


class PolicyVersions:
    """The versions of one policy (版本), each in force from its ``effective_from`` until the day before the next.

    Raises CasekitError when there is none, when a version does not say from which day it holds, and when two hold from
    one day.
    """

    def __init__(self, policies: Iterable[Policy]):
        found = list(policies)
        if not found:
            raise CasekitError(_("Give at least one version of the policy, such as PolicyVersions([policy])."))
        for policy in found:
            if policy.effective_from is None:
                raise CasekitError(
                    _(
                        "The version “{policy}” does not say from which day it holds; "
                        "add effective_from = 2025-01-01 to its file."
                    ).format(policy=policy.id)
                )
        self.versions = tuple(sorted(found, key=lambda policy: policy.effective_from))
        for one, other in pairwise(self.versions):
            if one.effective_from == other.effective_from:
                raise CasekitError(
                    _("Two versions hold from {day}: “{one}” and “{other}”; give one of them another day.").format(
                        day=one.effective_from, one=one.id, other=other.id
                    )
                )

    def on(self, date: Any) -> Policy:
        """The version in force on that day. Raises CasekitError for a day before the first version, and for no date."""
        day = as_date(date, "date")
        held = [policy for policy in self.versions if policy.effective_from <= day]
        if not held:
            raise CasekitError(
                _("On {day} no version was in force; the first, “{policy}”, holds from {first}.").format(
                    day=day, policy=self.versions[0].id, first=self.versions[0].effective_from
                )
            )
        return held[-1]

    def table(self) -> pd.DataFrame:
        """One row a version, the oldest first: policy, title, in_force_from, in_force_to (missing: still in force)."""
        ends = [policy.effective_from - timedelta(days=1) for policy in self.versions[1:]]
        return pd.DataFrame(
            {
                "policy": [policy.id for policy in self.versions],
                "title": [policy.title for policy in self.versions],
                "in_force_from": pd.to_datetime([policy.effective_from for policy in self.versions]),
                "in_force_to": pd.to_datetime([*ends, None]),
            }
        )

    def changes(self, customers: Any, *, first: Any, last: Any, customer_id: str = "customer_id") -> Migration:
        """The same customers by the versions of two days: from which grade to which for no other reason.

        Nobody moved; only the rule did. Always counted on the same figures, so nobody joins and nobody leaves.
        """
        versions = [self.on(first), self.on(last)]
        graded = [
            nw.from_native(policy.grade(customers, customer_id=customer_id, reasons=False))
            .lazy()
            .select("customer_id", "grade", period=nw.lit(place))
            for place, policy in enumerate(versions)
        ]
        order = list(dict.fromkeys(name for policy in versions for name in grade_names(policy)))
        found = migration_matrix(nw.concat(graded).to_native(), order=order)
        counts = found.counts.rename_axis(index=versions[0].id, columns=versions[1].id)
        return Migration(counts, (versions[0].id, versions[1].id))


def grade_names(policy: Policy) -> list[str]:
    """What a customer can be called by a policy, best first: its grades, "unclassified", and "not eligible"."""
    names = [grade.id for grade in policy.grades] + [policy.outside]
    if policy.eligibility:
        names.append(policy.eligibility.called)
    return list(dict.fromkeys(names))
