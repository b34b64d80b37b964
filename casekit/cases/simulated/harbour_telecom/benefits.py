"""The benefits of a grade, held back from half of those who have it by lot: what they do is known from these alone."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from casekit.cases.simulated.frames import chosen, yes_no
from casekit.cases.simulated.harbour_telecom import parameters as p
from casekit.cases.simulated.harbour_telecom.campaigns import KINDS, kind_of_response
from casekit.cases.simulated.harbour_telecom.lots import Trial, chance_within, draw_trial

_A_YEAR = 12
_NO_GRADE = "none"


@dataclass
class Benefits:
    """One entry a customer with a grade: its place among the accounts, its grades (0 is none) and its trial."""

    customer: np.ndarray
    before: np.ndarray
    now: np.ndarray
    trial: Trial


def draw_benefits(world) -> Benefits:
    """Everybody there on the first day whose sales of December earn a grade; half of them have its benefits."""
    stream, lives, first = world.stream("benefits"), world.lives, p.BENEFITS_FROM
    there = (lives.leaves >= first) & (world.accounts.entry < first)
    now, before = _grade(world, first - 1), _grade(world, first - 1 - _A_YEAR)
    member = np.flatnonzero(there & (now > 0))
    year = slice(first, first + _A_YEAR)
    left, chance = lives.leaves[member] < year.stop, chance_within(lives, member, year)
    times = np.full(len(member), p.BENEFIT_EFFECT)
    trial = draw_trial(stream, left, chance, times, p.BENEFIT_SHARE, p.MOST_RESPONSE)
    return Benefits(member, before[member], now[member], trial)


def _grade(world, month: int) -> np.ndarray:
    """Each customer's grade by its sales of that month: 0 is none, 1 the lowest."""
    bills = world.bills
    billed = bills.month == month
    cents = np.zeros(len(world.accounts), dtype=np.int64)
    cents[bills.customer[billed]] = bills.sales[billed]
    return sum((cents >= 100 * mark).astype(np.int64) for _name, mark in p.GRADES)


def benefit_members(world) -> pd.DataFrame:
    """One row a customer with a grade, in the order of the customer numbers."""
    drawn, names = world.benefits, (_NO_GRADE, *(name for name, _mark in p.GRADES))
    return pd.DataFrame(
        {
            "customer_id": chosen(world.accounts.ids, drawn.customer),
            "grade_before": chosen(names, drawn.before),
            "grade": chosen(names, drawn.now),
            "benefit": yes_no(drawn.trial.treated),
        }
    )


def true_benefits(world) -> pd.DataFrame:
    """What nobody knows in life: of each, whether it leaves within the year with the benefit, and without."""
    trial = world.benefits.trial
    return pd.DataFrame(
        {
            "customer_id": chosen(world.accounts.ids, world.benefits.customer),
            "leaves_with_benefit": yes_no(trial.if_treated),
            "leaves_without_benefit": yes_no(trial.if_alone),
            "response": chosen(KINDS, kind_of_response(trial.if_treated, trial.if_alone)),
        }
    )
