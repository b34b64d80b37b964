"""The therapists: who came when, who left, and who looks after whom in which month."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.willow_salon import days
from casekit.cases.simulated.willow_salon import parameters as p
from casekit.cases.simulated.willow_salon.people import People

_NEVER = 10_000


@dataclass(frozen=True)
class Therapists:
    """One place a therapist: the first ones, then the two who replace those who leave."""

    joined: np.ndarray  # days from the first day of the window
    left_month: np.ndarray  # the month at whose beginning she is gone, 10,000 for never
    replaced_by: np.ndarray  # the place of who came for her; her own where she stays
    skill: np.ndarray

    @property
    def staying(self) -> np.ndarray:
        """The first therapists who never leave."""
        return np.flatnonzero(self.left_month[: p.FIRST_THERAPISTS] == _NEVER)

    @property
    def left_on(self) -> np.ndarray:
        """The day she is gone; meaningless where nobody left."""
        return days.MONTH_START[np.minimum(self.left_month, p.MONTHS)]


@dataclass(frozen=True)
class Care:
    """Whose client a person is: one place a person."""

    fixed: np.ndarray  # has a therapist of her own
    first: np.ndarray  # therapist at the beginning
    changes: np.ndarray  # the month from which it is the other one, 10,000 for never
    then: np.ndarray

    def at(self, person: np.ndarray, month: np.ndarray) -> np.ndarray:
        """The therapist of each person in each month."""
        return np.where(month >= self.changes[person], self.then[person], self.first[person])


def draw_therapists(stream) -> Therapists:
    """The therapists of one salon."""
    n, leaving = p.FIRST_THERAPISTS, len(p.LEAVING_MONTHS)
    left = np.full(n + leaving, _NEVER)
    who = stream("therapists/leaving").order(n)[:leaving]
    months = stream("therapists/months")
    replaced_by = np.arange(len(left))
    replaced_by[who] = n + np.arange(leaving)
    left[who] = [int(months.whole(1, *span)[0]) for span in p.LEAVING_MONTHS]
    before = -stream("therapists/joined").whole(n, 120, 2800)
    # the new one comes in the month before, so that clients can be handed over
    after = days.MONTH_START[left[who] - 1]
    return Therapists(
        joined=np.concatenate((before, after)),
        left_month=left,
        replaced_by=replaced_by,
        skill=stream("therapists/skill").uniform(n + leaving, *p.SKILL),
    )


def draw_care(stream, people: People, therapists: Therapists) -> Care:
    """Whose client each person is, before and after a therapist has left."""
    n = len(people)
    own = stream("care/own").whole(n, 0, p.FIRST_THERAPISTS - 1)
    gone = therapists.left_month[own]
    other = stream("care/other").pick(n, therapists.staying)
    then = np.where(stream("care/handed over").yes(n, p.TO_REPLACEMENT), therapists.replaced_by[own], other)
    late = days.month_of(people.joined) >= gone  # joined when she was gone already
    leaves = gone < _NEVER
    fixed = (people.card_type != "walk-in") | ~stream("care/none").yes(n, p.NO_FIXED_THERAPIST)
    return Care(
        fixed=fixed,
        first=np.where(late, then, own),
        changes=np.where(leaves & ~late, gone, _NEVER),
        then=np.where(leaves, then, own),
    )
