"""Grading customers by a policy: the grade of each, and the reason in a sentence."""

from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw

from casekit.errors import CasekitError, warn_left_out
from casekit.grading.policy.conditions import Tests, first_that_holds
from casekit.grading.policy.eligible import Eligible
from casekit.grading.policy.flag_outcomes import FlagOutcomes, count
from casekit.grading.policy.format import Policy
from casekit.grading.policy.grade_outcomes import GradeOutcomes
from casekit.grading.policy.measured import CUSTOMER, Measured, in_steps, measured
from casekit.grading.policy.outcomes import Outcome
from casekit.grading.policy.partitions import by_partition, is_dask
from casekit.grading.policy.reasons import STATE, lookup, sentence_steps, slot_steps, slots_of, state
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _


def grade(
    policy: Policy, customers: Any, *, customer_id: str = "customer_id", as_of: Any = None, reasons: bool = True
) -> Any:
    """The grade of each customer by a policy (GR1), with the reason.

    Parameters
    ----------
    policy : the policy.
    customers : one row a customer, on any engine, with a column for each measure that the policy tests.
    customer_id : the column with the customer's id.
    as_of : the month of rating ("2025-12", or a date in it), for a policy that counts months since entry (GR4).
    reasons : when false, the sentences are left away, which is quicker on many millions of customers.

    Returns
    -------
    A table of the same kind, one row a customer: customer_id, grade and reason, a sentence with the customer's own
    figures. The grade is the grade's id; ``policy.outside`` for those whom no grade fits, and what
    ``policy.eligibility.called`` says for those who are not graded. By a policy of flags it is the special grade's id,
    else the id of the first type that holds; :func:`flags` gives all of them.

    A missing value is no failed comparison. Who has certainly earned a grade gets it, whatever else is missing; where a
    missing value decides, the grade is ``policy.outside`` and the reason names what is missing. :func:`left_out` counts
    these; on pandas and eager Polars a warning does too, and on pandas ``.attrs["left_out"]`` has the counts.

    Raises CasekitError for a table that lacks a measure's column or holds another kind in it, and for a month of rating
    that is not given or is none.
    """
    if is_dask(customers):
        return by_partition(customers, _plain_grade, policy, customer_id, as_of, reasons)
    run = _Run(policy, customers, customer_id, as_of, staged=reasons)
    if not reasons:
        return run.leave(_without_reasons(run))
    result = _with_reasons(run)
    if not run.eager:
        return result.select(CUSTOMER, "grade", "reason").to_native()
    return _with_report(result.collect(backend=run.table.frame.implementation), run.outcomes)


def left_out(policy: Policy, customers: Any, *, customer_id: str = "customer_id", as_of: Any = None) -> Any:
    """The customers whom :func:`grade` cannot grade for sure, because a value is missing or cannot be right.

    Returns a table of the same kind: rule (text: "annual usage is missing") and customers (int64), no row when there
    are none. Raises CasekitError as :func:`grade` does.
    """
    if is_dask(customers):
        counts = enter(by_partition(customers, left_out, policy, customer_id, as_of), _("The customers"))
        sums = counts.group_by("rule").agg(nw.col("customers").sum())
        return sums.select("rule", nw.col("customers").cast(nw.Int64)).sort("rule").to_native()
    run = _Run(policy, customers, customer_id, as_of)
    counts = run.marked().group_by(STATE).agg(customers=nw.len())
    rules = [outcome.report for outcome in run.outcomes]
    named = counts.with_columns(rule=lookup(rules)).filter(nw.col("rule") != "")
    sums = named.group_by("rule").agg(nw.col("customers").sum())
    return run.leave(sums.select("rule", nw.col("customers").cast(nw.Int64)).sort("rule"))


def flags(policy: Policy, customers: Any, *, customer_id: str = "customer_id") -> Any:
    """Every type of each customer by a policy of flags (GR3).

    Returns a table of the same kind: customer_id, one yes/no column a type (its id; false also where a missing value
    leaves it open), types (int64, how many hold) and, where the policy has a special grade, special (yes/no).

    Raises CasekitError for a policy of grades, and as :func:`grade` does.
    """
    if not policy.types:
        raise CasekitError(_("The policy “{policy}” has grades, not types; use grade().").format(policy=policy.id))
    table = measured(policy, customers, customer_id, used_measures(policy))
    tests = Tests(policy)
    held = {
        kind.id: nw.when(tests.grade_holds(kind)).then(nw.lit(True)).otherwise(nw.lit(False))
        for kind in policy.types
        if kind.testable
    }
    extra = {"special": count(policy, tests) >= policy.special.at_least} if policy.special else {}
    return table.frame.select(CUSTOMER, **held, types=count(policy, tests).cast(nw.Int64), **extra).to_native()


def used_measures(policy: Policy) -> list[str]:
    """The measures that some condition tests, in the policy's order."""
    groups = [grade.conditions for grade in (*policy.grades, *policy.types)]
    groups += [group for one in policy.filters for group in one.any]
    used = {condition.measure for group in groups for condition in group if not condition.unstated}
    if policy.eligibility:
        rules = policy.eligibility
        used |= {condition.measure for group in (rules.needs, *rules.excluded) for condition in group} | {rules.entry}
    return [name for name in policy.measures if name in used]


@dataclass
class _Run:
    """One table of customers under one policy: what its grading can end in, and where it stands."""

    policy: Policy
    customers: Any
    customer_id: str
    as_of: Any
    staged: bool = True

    def __post_init__(self):
        self.eligible = list(Eligible(self.policy, self.as_of, self.staged).outcomes())
        ends = FlagOutcomes if self.policy.types else GradeOutcomes
        self.ends = ends(self.policy, self.staged)
        self.table: Measured = measured(self.policy, self.customers, self.customer_id, used_measures(self.policy))
        self.frame = self.table.frame.lazy()
        self.eager = isinstance(self.table.frame, nw.DataFrame)

    def marked(self) -> nw.LazyFrame:
        """The customers, each with the number of the outcome."""
        self.outcomes: list[Outcome] = [*self.eligible, *self.ends.graded(), *self.ends.outside()]
        return in_steps(self.frame, [*self.ends.staged_columns(), {STATE: state(self.outcomes)}])

    def leave(self, result: nw.LazyFrame) -> Any:
        """The result as the kind of table that came."""
        return result.collect(backend=self.table.frame.implementation).to_native() if self.eager else result.to_native()


def _plain_grade(policy: Policy, customers: Any, *, customer_id: str, as_of: Any, reasons: bool) -> Any:
    """The grades of a part of the customers, without a report of its own."""
    run = _Run(policy, customers, customer_id, as_of, staged=reasons)
    return run.leave(_with_reasons(run).select(CUSTOMER, "grade", "reason") if reasons else _without_reasons(run))


def _with_reasons(run: "_Run") -> nw.LazyFrame:
    result = run.marked()
    slots = slots_of(run.outcomes, run.policy)
    pieces, sentence = sentence_steps(run.outcomes, slots)
    result = in_steps(result, [*slot_steps(slots, run.policy, run.table), pieces])
    grade = lookup([outcome.grade for outcome in run.outcomes])
    return result.select(CUSTOMER, STATE, grade=grade, reason=sentence)


def _without_reasons(run: "_Run") -> nw.LazyFrame:
    cases = [(outcome.holds, outcome.grade) for outcome in (*run.eligible, *run.ends.graded())]
    return run.frame.select(CUSTOMER, grade=first_that_holds(cases, run.policy.outside))


def _with_report(result: nw.DataFrame, outcomes: list[Outcome]) -> Any:
    """The table without the outcome's number, with a warning that counts those who could not be graded for sure."""
    counts = {}
    numbers = collect(result.group_by(STATE).agg(customers=nw.len()), _("the count of outcomes"), len(outcomes))
    for number, customers in sorted(zip(numbers[STATE], numbers["customers"], strict=True)):
        if rule := outcomes[number].report:
            counts[rule] = counts.get(rule, 0) + int(customers)
    native = result.select(CUSTOMER, "grade", "reason").to_native()
    if counts:
        listed = "; ".join(f"{rule}: {customers:,}" for rule, customers in counts.items())
        warn_left_out(
            _("{n} customers cannot be graded for sure ({listed}).").format(
                n=f"{sum(counts.values()):,}", listed=listed
            )
        )
        if result.implementation.is_pandas():
            native.attrs["left_out"] = counts
    return native
