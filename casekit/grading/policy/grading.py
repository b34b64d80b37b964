"""Grading customers by a policy: the grade of each, and the reason in a sentence."""

from typing import Any

import narwhals.stable.v2 as nw

from casekit.grading.policy.format import Policy
from casekit.grading.policy.measured import CUSTOMER, Measured, measured
from casekit.grading.policy.outcomes import LEAST, Outcome, Outcomes
from casekit.grading.policy.reasons import STATE, lookup, sentence, slots_of, state, with_slots


def grade(
    policy: Policy, customers: Any, *, customer_id: str = "customer_id", as_of: Any = None, reasons: bool = True
) -> Any:
    """The grade of each customer by a policy (GR1), with the reason.

    Parameters
    ----------
    policy : a policy of grades.
    customers : one row a customer, on any engine, with a column for each measure that the policy tests.
    customer_id : the column with the customer's id.
    reasons : when false, the sentences are left away, which is quicker on many millions of customers.

    Returns
    -------
    A table of the same kind, one row a customer: customer_id, grade (the grade's id; ``policy.outside`` for those whom
    no grade fits) and reason, a sentence with the customer's own figures.

    A missing value is no failed comparison. Who has certainly earned a grade gets it, whatever else is missing; where a
    missing value decides, the grade is ``policy.outside`` and the reason names what is missing.

    Raises CasekitError for a table that lacks a measure's column or holds another kind in it.
    """
    ends = Outcomes(policy)
    names = used_measures(policy)
    table = measured(policy, customers, customer_id, names)
    frame, eager = table.frame.lazy(), isinstance(table.frame, nw.DataFrame)
    if not reasons:
        result = frame.select(CUSTOMER, grade=_grade_alone(list(ends.graded()), policy))
        return _leave(result, eager, table)
    outcomes = [*ends.graded(), *ends.outside()]
    result = with_outcomes(frame, ends, outcomes)
    slots = slots_of(outcomes, policy)
    result = with_slots(result, slots, policy, table)
    result = result.select(
        CUSTOMER, grade=lookup([outcome.grade for outcome in outcomes]), reason=sentence(outcomes, slots)
    )
    return _leave(result, eager, table)


def used_measures(policy: Policy) -> list[str]:
    """The measures that some condition tests, in the policy's order."""
    groups = [grade.conditions for grade in policy.tested]
    groups += [group for one in policy.filters for group in one.any]
    used = {condition.measure for group in groups for condition in group if not condition.unstated}
    return [name for name in policy.measures if name in used]


def with_outcomes(frame: nw.LazyFrame, ends: Outcomes, outcomes: list[Outcome]) -> nw.LazyFrame:
    """The frame with the number of each customer's outcome."""
    distances = ends.distances()
    if distances:
        frame = frame.with_columns(**distances)
        least = nw.min_horizontal(*distances) if len(distances) > 1 else nw.col(next(iter(distances)))
        frame = frame.with_columns(least.alias(LEAST))
    return frame.with_columns(state(outcomes).alias(STATE))


def _grade_alone(outcomes: list[Outcome], policy: Policy) -> nw.Expr:
    grade = nw.lit(policy.outside)
    for outcome in reversed(outcomes):
        grade = nw.when(outcome.holds).then(nw.lit(outcome.grade)).otherwise(grade)
    return grade


def _leave(result: nw.LazyFrame, eager: bool, table: Measured) -> Any:
    return result.collect(backend=table.frame.implementation).to_native() if eager else result.to_native()
