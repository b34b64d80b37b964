"""The decision of a review: rule after rule, from the grade that is earned to the grade that is given.

Each step is a few columns more. Places are those of a :class:`~casekit.grading.review.ladder.Ladder`; a smaller place
is a better grade.
"""

import narwhals.stable.v2 as nw

from casekit.grading.review.ladder import NOBODY, Ladder
from casekit.grading.review.margins import best_with_margin, best_within_margin, missing_decides
from casekit.grading.review.rules import ALL, ReviewRules

EARNED, MARGIN, MISSING, TENURE = "earned", "margin", "missing", "tenure"
IDLE, SATISFACTION, LARGEST_STEP = "idle", "satisfaction", "largest_step"
MINIMUM_STAY, DOWNGRADE_AFTER, NOT_ELIGIBLE, MANUAL = "minimum_stay", "downgrade_after", "not_eligible", "manual"
UP, DOWN, SAME, NEW = "up", "down", "same", "new"


def decided(frame: nw.LazyFrame, ladder: Ladder, rules: ReviewRules) -> nw.LazyFrame:
    """The frame with __after and __cause, change, reviews_in_grade, reviews_below, and the places on the way.

    Reads __before, __earned, __in_grade, __below, __manual (places and numbers), the policy's clean measures, and
    __idle, __satisfaction, __tenure where the rules ask for them. On the way: __wanted, the place before the largest
    step; __due, the place before a downgrade is put off.
    """
    frame = _by_margin(frame, ladder, rules)
    frame = _by_tenure(frame, ladder, rules)
    frame = _by_conduct(frame, ladder, rules)
    frame = _by_step(frame, ladder, rules)
    frame = _put_off(frame, rules)
    frame = _exempt(frame, ladder)
    return _counted(frame, ladder)


def _by_margin(frame: nw.LazyFrame, ladder: Ladder, rules: ReviewRules) -> nw.LazyFrame:
    before, earned = nw.col("__before"), nw.col("__earned")
    frame = frame.with_columns(
        __open=nw.when(missing_decides(ladder) & (earned > before)).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    place = earned
    if rules.margin:
        frame = frame.with_columns(
            __with=best_with_margin(ladder, rules.margin), __within=best_within_margin(ladder, rules.margin)
        )
        rising = nw.when(nw.col("__with") < before).then(nw.col("__with")).otherwise(before)
        falling = nw.when(nw.col("__within") < earned).then(nw.col("__within")).otherwise(earned)
        place = nw.when(earned < before).then(rising).otherwise(falling)
    frame = frame.with_columns(__place=nw.when(nw.col("__open") == 1).then(before).otherwise(place))
    by_margin = nw.when(nw.col("__place") == earned).then(nw.lit(EARNED)).otherwise(nw.lit(MARGIN))
    return frame.with_columns(__cause=nw.when(nw.col("__open") == 1).then(nw.lit(MISSING)).otherwise(by_margin))


def _by_tenure(frame: nw.LazyFrame, ladder: Ladder, rules: ReviewRules) -> nw.LazyFrame:
    if rules.tenure_months is None:
        return frame
    before, place = nw.col("__before"), nw.col("__place")
    long_enough = nw.when(nw.col("__tenure") >= rules.tenure_months).then(nw.lit(1)).otherwise(nw.lit(0))
    frame = frame.with_columns(__long=long_enough)
    if rules.upgrade == ALL:
        return _moved(frame, (place < before) & (nw.col("__long") == 0), before, TENURE)
    keeps = (place == before) & (before < ladder.outside) & (nw.col("__open") == 0)
    better = ladder.look_up("__before", ladder.step_up(1), before)
    return _moved(frame, keeps & (nw.col("__long") == 1), better, TENURE)


def _by_conduct(frame: nw.LazyFrame, ladder: Ladder, rules: ReviewRules) -> nw.LazyFrame:
    """Long without an order, or dissatisfied: at least a grade down."""
    worse = ladder.look_up("__before", ladder.step_down(1), nw.col("__before"))
    for limit, cause, column in (
        (rules.idle_months, IDLE, "__idle"),
        (rules.satisfaction_below, SATISFACTION, "__satisfaction"),
    ):
        if limit is None:
            continue
        holds = nw.col(column) >= limit if cause == IDLE else nw.col(column) < limit
        graded = (nw.col("__before") >= 0) & (nw.col("__before") < ladder.outside)
        frame = frame.with_columns(__worse=worse)
        frame = _moved(frame, holds & graded & (nw.col("__place") < nw.col("__worse")), nw.col("__worse"), cause)
    return frame


def _by_step(frame: nw.LazyFrame, ladder: Ladder, rules: ReviewRules) -> nw.LazyFrame:
    frame = frame.with_columns(__wanted=nw.col("__place"))
    if rules.largest_step is None:
        return frame
    frame = frame.with_columns(
        __highest=ladder.look_up("__before", ladder.step_up(rules.largest_step), nw.col("__before")),
        __lowest=ladder.look_up("__before", ladder.step_down(rules.largest_step), nw.col("__before")),
    )
    frame = _moved(frame, nw.col("__place") < nw.col("__highest"), nw.col("__highest"), LARGEST_STEP)
    return _moved(frame, nw.col("__place") > nw.col("__lowest"), nw.col("__lowest"), LARGEST_STEP)


def _put_off(frame: nw.LazyFrame, rules: ReviewRules) -> nw.LazyFrame:
    """A downgrade is due, but the grade is kept for its minimum stay, or until it has been missed often enough."""
    before = nw.col("__before")
    falls = (nw.col("__place") > before) & (before >= 0)
    frame = frame.with_columns(
        __due=nw.col("__place"),
        __due_cause=nw.col("__cause"),
        reviews_below=nw.when(falls).then(nw.col("__below") + 1).otherwise(nw.lit(0)),
    )
    if rules.minimum_stay:
        frame = _moved(frame, falls & (nw.col("__in_grade") < rules.minimum_stay), before, MINIMUM_STAY)
    if rules.downgrade_after > 1:
        frame = _moved(frame, falls & (nw.col("reviews_below") < rules.downgrade_after), before, DOWNGRADE_AFTER)
    return frame


def _exempt(frame: nw.LazyFrame, ladder: Ladder) -> nw.LazyFrame:
    """Who is new gets what is earned, who is not eligible is not graded, and a manual level holds against all rules."""
    frame = _moved(frame, _newly(ladder), nw.col("__earned"), EARNED)
    if ladder.called is not None:
        frame = _moved(frame, nw.col("__earned") == ladder.called, nw.col("__earned"), NOT_ELIGIBLE)
    return _moved(frame, nw.col("__manual") >= 0, nw.col("__manual"), MANUAL)


def _newly(ladder: Ladder) -> nw.Expr:
    """True for who is graded for the first time: had no grade, or was not eligible."""
    before = nw.col("__before")
    return before == NOBODY if ladder.called is None else (before == NOBODY) | (before == ladder.called)


def _counted(frame: nw.LazyFrame, ladder: Ladder) -> nw.LazyFrame:
    before, after = nw.col("__before"), nw.col("__place")
    change = nw.when(after < before).then(nw.lit(UP)).otherwise(nw.lit(DOWN))
    change = nw.when(after == before).then(nw.lit(SAME)).otherwise(change)
    stays = after == before
    return frame.with_columns(
        __after=after,
        change=nw.when(_newly(ladder) & (after != before)).then(nw.lit(NEW)).otherwise(change),
        reviews_in_grade=nw.when(stays).then(nw.col("__in_grade") + 1).otherwise(nw.lit(1)).cast(nw.Int64),
        reviews_below=nw.when(stays).then(nw.col("reviews_below")).otherwise(nw.lit(0)).cast(nw.Int64),
    )


def _moved(frame: nw.LazyFrame, where: nw.Expr, place: nw.Expr, cause: str) -> nw.LazyFrame:
    """The frame with another place and cause where a rule holds (a rule that cannot be told does not)."""
    frame = frame.with_columns(__here=nw.when(where).then(nw.lit(1)).otherwise(nw.lit(0)))
    here = nw.col("__here") == 1
    return frame.with_columns(
        __place=nw.when(here).then(place).otherwise(nw.col("__place")),
        __cause=nw.when(here).then(nw.lit(cause)).otherwise(nw.col("__cause")),
    )
