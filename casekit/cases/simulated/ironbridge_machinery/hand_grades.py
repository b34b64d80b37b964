"""How the firm's managers grade: by a reading of their own of a scheme with holes, with slips, and with favours."""

from dataclasses import dataclass

import numpy as np

from casekit.cases.simulated.ironbridge_machinery import parameters as p
from casekit.cases.simulated.ironbridge_machinery.accounts import Accounts

NO_GRADE = -1
STANDING = np.asarray(p.STANDING)
_LADDER = {0: p.GRADES.index("unclassified"), 1: 3, 2: 2, 3: 1, 4: 0}  # standing to grade


@dataclass(frozen=True)
class Overrides:
    """One place an account: the year (by its place) from which it is lifted by hand, and until when it should be.

    ``since`` is 9 for those never lifted, ``expires`` a date, ``NaT`` where nobody wrote one.
    """

    since: np.ndarray
    lift: np.ndarray
    expires: np.ndarray


def draw_overrides(stream, accounts: Accounts) -> Overrides:
    """Who is lifted by hand: middling accounts, those of older owners far more often."""
    n = len(accounts)
    middling = (accounts.rate > 8_000) & (accounts.rate < 280_000) & (accounts.entry < 0) & ~accounts.group_buyer
    weight = np.where(accounts.owner_age == p.FAVOURED_AGE, float(p.FAVOUR), 1.0)
    turn = np.where(middling, stream("overrides/who").uniform(n) / weight, 2.0)
    lifted = np.zeros(n, dtype=bool)
    lifted[np.argsort(turn, kind="stable")[: int(stream("overrides/number").whole(1, *p.OVERRIDES)[0])]] = True
    ends = stream("overrides/end").pick(n, [end for end, _w in p.OVERRIDE_ENDS], [w for _end, w in p.OVERRIDE_ENDS])
    since = np.where(
        ends == "expired", stream("overrides/early").whole(n, 0, 1), stream("overrides/year").whole(n, 0, 2)
    )
    months = stream("overrides/months")
    # an expired one ran out within the year it was given for, or in the next, but was kept in 2025
    expired = np.minimum(12 * since + months.whole(n, 6, 18), 23)
    running = months.whole(n, 29, 41)
    last = np.where(ends == "expired", expired, running)
    last_day = (np.datetime64(p.FIRST_DAY, "M") + last + 1).astype("datetime64[D]") - 1
    return Overrides(
        since=np.where(lifted, since, 9),
        lift=1 + stream("overrides/lift").yes(n, 0.3).astype(np.int64),
        expires=np.where(ends == "no expiry", np.datetime64("NaT", "D"), last_day),
    )


def grade_by_hand(stream, accounts: Accounts, year: int, cents: np.ndarray, overrides: Overrides) -> np.ndarray:
    """The grade of each account for a year, a place in ``GRADES``, on the usage of the year before (cents)."""
    n = len(accounts)
    counted = np.where(accounts.region == p.STRICT_REGION, cents * p.STRICTNESS, cents * 1.0) / 100.0
    grade = np.where(accounts.manager % 3 == 0, p.GRADES.index("D"), p.GRADES.index("unclassified"))
    for least, code in reversed(p.BANDS):
        grade = np.where(counted >= least, code, grade)
    grade = np.where((grade == 2) & (counted < p.B1_TO_B2_BELOW) & (accounts.potential == "low"), 3, grade)
    grade = np.where((grade <= 1) & np.isin(accounts.credit, ("bad", "fair")), grade + 1, grade)
    seen = accounts.drain & stream("grades/drain seen").yes(n, p.DRAIN_SEEN) & (year > 0)
    grade = np.where(seen & (counted >= 100_000), p.GRADES.index("C"), grade)
    slips = stream(f"grades/slips {p.YEARS[year]}")
    slip = slips.yes(n, p.WRONG_GRADE) & (grade <= 3)
    grade = np.where(slip, np.clip(grade + np.where(slips.yes(n, 0.5), 1, -1), 0, 3), grade)
    return np.where(year >= overrides.since, _lifted(grade, overrides.lift), grade)


def _lifted(grade: np.ndarray, lift: np.ndarray) -> np.ndarray:
    standing = np.minimum(STANDING[grade] + lift, 4)
    return np.asarray([_LADDER[place] for place in range(5)])[standing]
