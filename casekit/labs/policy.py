"""The policy lab: where the lines of a policy lie; who gets which grade, whom none takes, and what the service costs.

What a grade asks for besides its band is tested once by the policy's own engine; an outcome is then a look at where
the bands lie. The tests hold the lab to the grades of :meth:`casekit.grading.Policy.grade`.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from numbers import Real
from operator import or_
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from casekit.errors import CasekitError
from casekit.grading.groups import group_text
from casekit.grading.policy import Grade, Policy
from casekit.grading.policy.conditions import Tests
from casekit.grading.policy.grading import used_measures
from casekit.grading.policy.measured import CUSTOMER, clean, measured
from casekit.grading.policy.words import asked
from casekit.grading.sales_rows import as_number, require_columns
from casekit.labs.policy_lines import Lines, inside
from casekit.labs.policy_outcome import FEW, Graded, PolicyOutcome
from casekit.labs.policy_settings import PolicySettings
from casekit.tables import collect
from casekit.tables.frames import enter
from casekit.text import _

MOST_CUSTOMERS = 5_000_000
EDITION = "own"
_SALES, _VALUE, _BARRED = "__sales", "__value", "__barred"


class PolicyLab:
    """The customers of one company under one policy, whose bands of one measure can be moved.

    Parameters
    ----------
    customers : one row a customer, on any engine, with a column for each measure that the policy tests; at most
        ``MOST_CUSTOMERS`` rows, for the lab works in memory.
    policy : a policy of grades. Grades that it only names, or whose text is lost, are given to nobody.
    measure : the measure whose bands are moved, a number.
    sales : the column with the customers' sales (money); a missing one counts as 0.
    hours_by_grade : hours of service a year promised to each customer of a grade; a grade left out gets none. The
        policy's word for those without a grade may stand there too.
    capacity : hours of service a year that there are to give; None where that is not known.
    fairness : columns of groups (area, age band) whose grades are compared.
    customer_id : the column with the customer's id.

    Raises CasekitError for a policy whose bands cannot be moved on that measure, a table that lacks a column, two rows
    of one customer, nobody at all, and hours that are no numbers from 0 on or belong to no grade.
    """

    def __init__(
        self,
        customers: Any,
        policy: Policy,
        *,
        measure: str,
        sales: str,
        hours_by_grade: Mapping[str, float] | None = None,
        capacity: float | None = None,
        fairness: Sequence[str] = (),
        customer_id: str = "customer_id",
    ) -> None:
        self.lines = Lines.of(policy, measure)
        fairness = [fairness] if isinstance(fairness, str) else list(fairness)
        table = _needed(customers, self.lines, sales, fairness, customer_id)
        names = [*(grade.id for grade in policy.grades if grade.testable), policy.outside]
        self.customers = Graded(
            lines=self.lines,
            ids=pd.Index(table[CUSTOMER]),
            values=table[_VALUE].to_numpy("float64", na_value=np.nan),
            sales=np.nan_to_num(table[_SALES].to_numpy("float64", na_value=np.nan)),
            fits={grade: table[_fits(grade)].to_numpy(bool) for grade in names[:-1]},
            barred=table[_BARRED].to_numpy(bool),
            groups={name: _groups(table[_group(name)]) for name in fairness},
            hours=_hours(hours_by_grade or {}, names),
            capacity=_capacity(capacity),
            given=np.empty(0, dtype="int64"),
        )
        self.customers = replace(self.customers, given=self._codes(policy))
        self.usual = PolicySettings(
            self.lines.starts, self.lines.ends(), top=self._top(), by=fairness[0] if fairness else ""
        )

    def outcome(self, settings: PolicySettings | None = None) -> PolicyOutcome:
        """What becomes of the customers; by default by the policy as it came.

        Raises CasekitError for another number of lines, a band that would hold no figure, a top grade that the policy
        does not give, and groups that the lab does not know.
        """
        settings = settings or self.usual
        settings = replace(settings, top=settings.top or self.usual.top, by=settings.by or self.usual.by)
        _known(_("The top grade"), settings.top, self.customers.names[:-1])
        _known(_("The column of groups"), settings.by, [*self.customers.groups] or [""])
        policy = self.lines.moved(settings.starts, settings.ends)
        return PolicyOutcome(settings, policy, self.customers, self._codes(policy))

    def policy(self, settings: PolicySettings) -> Policy:
        """The policy with its lines where the settings have them, ready to be saved as the trainee's own.

        It has the id of the policy with "-mine", the edition "own", and says of each band that was moved where it was.
        Raises CasekitError where no band was moved.
        """
        old, moved = self.lines.policy, self.lines.moved(settings.starts, settings.ends)
        changes = []
        for before, after in zip(old.grades, moved.grades, strict=True):
            for was, now in zip(before.when, after.when, strict=True):
                if was != now:
                    one = old.measures[was.measure]
                    changes.append(
                        _("{grade}: {measure} {now} (it was {was}).").format(
                            grade=before.title or before.id, measure=one.title, now=asked(now, one), was=asked(was, one)
                        )
                    )
        if not changes:
            raise CasekitError(_("No band has been moved, so there is no policy of your own yet; move a line first."))
        return replace(
            moved, id=f"{old.id}-mine", edition=EDITION, repairs=old.id, ours=(*old.ours, *changes), effective_from=None
        )

    def _top(self) -> str:
        """The grade down to which there are enough customers to be compared between groups."""
        data = self.customers
        reached = np.bincount(data.given, minlength=len(data.names)).cumsum()[:-1]
        return data.names[min(int((reached < FEW).sum()), len(reached) - 1)]

    def _codes(self, policy: Policy) -> np.ndarray:
        """Each customer's grade, by its place in ``customers.names``: the first in the order of test that holds."""
        data, bands = self.customers, self.lines.bands(policy)
        codes = np.full(len(data.ids), len(data.names) - 1)
        for grade in reversed([grade.id for grade in policy.tested if grade.testable]):
            held = data.fits[grade] & inside(bands[grade], data.values) if grade in bands else data.fits[grade]
            codes[held & ~data.barred] = data.names.index(grade)
        return codes


def _needed(customers: Any, lines: Lines, sales: str, fairness: list[str], customer_id: str) -> pd.DataFrame:
    """One row a customer: the measure, sales, the groups, and what each grade asks for besides its band."""
    policy, frame = lines.policy, enter(customers, _("The customers"))
    schema = frame.collect_schema()
    require_columns(schema, [customer_id, sales, *fairness], _("The customers’ columns"))
    used = used_measures(policy)
    columns = [policy.measures[name].column for name in used]
    kept = dict.fromkeys([customer_id, sales, *fairness, *(name for name in columns if name in schema)])
    table = collect(frame.select(*kept), _("The policy lab"), MOST_CUSTOMERS)
    _check_customers(table[customer_id])
    tests, tested = Tests(policy), measured(policy, table, customer_id, used).frame
    plain = nw.from_native(table, eager_only=True)
    amount = plain.select(amount=as_number(sales, plain.schema)).to_pandas()["amount"]
    shown = tested.select(
        CUSTOMER,
        nw.col(clean(lines.measure)).alias(_VALUE),
        _yes(reduce(or_, (tests.group_possible(one.any) for one in policy.filters), nw.lit(False))).alias(_BARRED),
        **{_fits(grade.id): _yes(_all(tests, grade)) for grade in lines.without().grades if grade.testable},
    )
    found = shown.to_pandas().reset_index(drop=True)
    return found.assign(**{_SALES: amount, **{_group(name): table[name] for name in fairness}})


def _all(tests: Tests, grade: Grade) -> nw.Expr:
    """Everything that a grade asks for; true where it asks for nothing."""
    asks = grade.when or grade.any or grade.score or grade.not_
    return tests.grade_holds(grade) if asks else nw.lit(True)


def _yes(test: nw.Expr) -> nw.Expr:
    return nw.when(test).then(nw.lit(True)).otherwise(nw.lit(False))


def _fits(grade: str) -> str:
    return f"__fits__{grade}"


def _group(name: str) -> str:
    return f"__group__{name}"


def _groups(column: pd.Series) -> tuple[pd.Index, np.ndarray]:
    codes, names = pd.factorize(np.array([group_text(value) for value in column], dtype=object), sort=True)
    return pd.Index(names, name=column.name.removeprefix(_group(""))), codes


def _check_customers(ids: pd.Series) -> None:
    if not len(ids):
        raise CasekitError(_("There is no customer in this table; the policy lab needs one row for each."))
    if twice := int(ids.duplicated().sum()):
        raise CasekitError(
            _("{n} rows repeat a customer; add them up first, for the policy lab needs one row for each.").format(
                n=f"{twice:,}"
            )
        )


def _hours(hours: Mapping[str, float], names: list[str]) -> np.ndarray:
    for grade, number in hours.items():
        _known(_("The grade of some hours"), grade, names)
        _number_from_0(_("The hours of {grade}").format(grade=grade), number)
    return np.array([float(hours.get(grade, 0)) for grade in names])


def _capacity(hours: float | None) -> float | None:
    if hours is None:
        return None
    _number_from_0(_("The hours there are"), hours)
    return float(hours)


def _number_from_0(what: str, number: Any) -> None:
    fine = isinstance(number, Real) and not isinstance(number, bool) and math.isfinite(number) and number >= 0
    if not fine:
        raise CasekitError(
            _("{what} must be a number from 0 on, but it is {number!r}.").format(what=what, number=number)
        )


def _known(what: str, name: str, known: list[str]) -> None:
    if name not in known:
        raise CasekitError(
            _("{what} is “{name}”; use one of: {known}.").format(
                what=what, name=name, known=", ".join(f"“{one}”" for one in known)
            )
        )
