"""The accounts graded by the printed scheme, and as people grade who misread it: once a company, by the engine itself."""

from dataclasses import replace
from functools import cache

import pandas as pd

from casekit.cases import Case
from casekit.course.by_case import once_a_case
from casekit.course.grade_policies.company import organisations
from casekit.grading import Policy, load_policy

SCHEME = "key-account-classes"
NONE, LOWEST = "none", "D"
TEN_THOUSAND = 10_000  # 万, the unit the scheme is printed in
GRADES = ("A1", "A2", "B1", "B2", "C", "D", NONE)


@cache
def scheme() -> Policy:
    """The scheme as the other firm printed it."""
    return load_policy(SCHEME)


# ── the same scheme, misread ─────────────────────────────────────────────────────────────────────────────
def ends_left_out(policy: Policy) -> Policy:
    """``>`` written where ``>=`` is meant: no end of a band belongs to it."""
    return _each_condition(policy, lambda c: replace(c, band=_open(c.band)) if c.band else c)


def usage_alone(policy: Policy, measure: str = "annual_usage") -> Policy:
    """Only the band of usage is looked at; what else a grade asks for is forgotten."""
    grades = [replace(grade, when=tuple(c for c in grade.when if c.measure == measure)) for grade in policy.grades]
    return replace(policy, grades=tuple(grades))


def any_of_them(policy: Policy) -> Policy:
    """AND read as OR: one of a grade's conditions is enough."""
    grades = [
        replace(grade, when=(), any=tuple((c,) for c in grade.when)) if grade.testable else grade
        for grade in policy.grades
    ]
    return replace(policy, grades=tuple(grades))


def _each_condition(policy, change):
    return replace(policy, grades=tuple(replace(grade, when=tuple(map(change, grade.when))) for grade in policy.grades))


def _open(band):
    return replace(band, low_included=False, high_included=False)


# ── graded ───────────────────────────────────────────────────────────────────────────────────────────────
def grades_of(rows: pd.DataFrame, policy: Policy) -> pd.Series:
    """The grade of each row, by its number; ``NONE`` where no grade fits."""
    graded = policy.grade(rows.reset_index(), reasons=False).set_index("customer_id")["grade"]
    return graded.replace(policy.outside, NONE).reindex(rows.index).astype(object)


def in_each_way(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their grade, and with the grade that each way of misreading gives."""
    policy = scheme()
    grade = grades_of(rows, policy)
    return rows.assign(
        grade=grade,
        strict=grades_of(rows, ends_left_out(policy)),
        lowest=grade.replace(NONE, LOWEST),
        by_usage=grades_of(rows, usage_alone(policy)),
        any_of=grades_of(rows, any_of_them(policy)),
    )


@once_a_case
def graded(case: Case) -> pd.DataFrame:
    """Harbour's organisations, graded on their bills."""
    return in_each_way(organisations(case))


@once_a_case
def printed(case: Case) -> pd.DataFrame:
    """Harbour's organisations as finance prints them, in whole ten thousand yuan (万), graded on that print."""
    rows = organisations(case)
    whole = (rows["annual_usage"] / TEN_THOUSAND).round() * TEN_THOUSAND
    return in_each_way(rows.assign(annual_usage=whole))


def ten_thousands(usage: pd.Series) -> pd.Series:
    """Yuan as whole ten thousands (万)."""
    return (usage / TEN_THOUSAND).round().astype(int)
