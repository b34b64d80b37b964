"""The counts that a model of contracts is fitted to, out of retention by cohort."""

from numbers import Integral

from casekit.errors import CasekitError
from casekit.text import _
from casekit.value.cohorts import RetentionCurves


def renewal_counts(curves: RetentionCurves, *, renewals: int | None = None) -> dict[str, list[int]] | list[int]:
    """Customers at the start and after each renewal, for :func:`casekit.value.fit_sbg`.

    A renewal is one period of the curves: take period "Y" for yearly contracts. Without ``renewals`` a mapping of
    cohort to its counts, as far as each is seen. With it one list, added up over the cohorts seen for so many
    renewals; younger ones are not in it. Raises CasekitError when no cohort is old enough.
    """
    if not isinstance(curves, RetentionCurves):
        raise CasekitError(_("The counts are taken from the result of casekit.value.retention_curves; give it whole."))
    counts = {
        str(cohort): rows.sort_values("age")["still_there"].astype("int64").tolist()
        for cohort, rows in curves.table.groupby("cohort", sort=True)
    }
    needed = 1 if renewals is None else renewals
    if not isinstance(needed, Integral) or needed < 1:
        raise CasekitError(_("Ask for one renewal or more, but not for {n!r}.").format(n=needed))
    old_enough = {cohort: there for cohort, there in counts.items() if len(there) > needed}
    if not old_enough:
        raise CasekitError(
            _("No cohort has been seen for {n} renewals; the oldest has {most}.").format(
                n=needed, most=max(map(len, counts.values())) - 1
            )
        )
    if renewals is None:
        return old_enough
    return [sum(there[age] for there in old_enough.values()) for age in range(renewals + 1)]
