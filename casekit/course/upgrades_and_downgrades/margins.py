"""Margin and minimum stay, row by row: who moves, and who stays although a threshold was crossed."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import LADDER, PAIRS, graded, grades, usage
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

MARGINS = (10, 15, 20, 25)  # per cent of the threshold
STAY = 2  # reviews
_PLACES = {  # how many rows of each place
    "up": 1,
    "early-up": 1,
    "within, below": 2,
    "within, above": 1,
    "slipped": 1,
    "down": 1,
    "early-down": 1,
}


# ── ways to move, right and wrong ────────────────────────────────────────────────────────────────────────
def moved(row, up_from, down_below, stay=STAY):
    """Up, down or same for one account: its grade is the better or the worse of two. The stay holds up downgrades only."""
    if row["better"]:
        return "down" if row["usage"] < down_below and row["reviews"] >= stay else "same"
    return "up" if row["usage"] >= up_from else "same"


def _with_margin(row, facts):
    return moved(row, facts["up_from"], facts["down_below"])


def _without_margin(row, facts):
    return moved(row, facts["threshold"], facts["threshold"])


def _without_stay(row, facts):
    return moved(row, facts["up_from"], facts["down_below"], stay=0)


def _stay_for_all(row, facts):
    return "same" if row["reviews"] < STAY else _with_margin(row, facts)


def _threshold_shifted(row, facts):
    return moved(row, facts["up_from"], facts["up_from"])


def _all(way):
    return lambda facts: {row["customer_id"]: way(row, facts) for row in facts["rows"]}


# ── eight accounts around a threshold ────────────────────────────────────────────────────────────────────
@once_a_case
def standing(case) -> pd.DataFrame:
    """Accounts with a grade before the last review: that grade, its reviews in a row, and the usage since."""
    table = grades(case)
    last = table.columns[-1]
    before, earlier = table[last - 1], table[last - 2]
    there = before.notna() & table[last].notna()
    reviews = 1 + (before == earlier).astype(int)
    amounts = usage(case)[last - 1].round().astype(int)
    return pd.DataFrame({"grade": before, "reviews": reviews, "usage": amounts})[there]


def _place(row, threshold, margin):
    """Where an account stands to the threshold and its margin; None if nothing is to be learnt from it."""
    up_from, down_below = bounds(threshold, margin)
    if row["better"]:
        if row["usage"] < down_below:
            return "down" if row["reviews"] >= STAY else "early-down"
        if row["reviews"] >= STAY and row["usage"] < up_from:
            return "slipped" if row["usage"] < threshold else "within, above"
    elif row["usage"] >= up_from:
        return "up" if row["reviews"] >= STAY else "early-up"
    elif row["usage"] >= threshold:
        return "within, below"
    return None


def bounds(threshold, margin):
    """From which amount one moves up, and below which one moves down, with a margin in per cent."""
    return round(threshold * (100 + margin) / 100), round(threshold * (100 - margin) / 100)


@once_a_case
def _pools(case):
    """For each threshold and margin the accounts by place, where at least the telling places are filled."""
    everyone, found = standing(case), []
    for better, worse in PAIRS:
        near = everyone["grade"].isin([better, worse]) & graded(everyone["usage"]).isin([better, worse])
        both = everyone[near].reset_index()
        rows = both.assign(better=both["grade"] == better).to_dict("records")
        for margin in MARGINS:
            pools = {place: [] for place in _PLACES}
            for row in rows:
                if place := _place(row, LADDER[better], margin):
                    pools[place].append(row)
            parted = pools["within, below"] and (pools["within, above"] or pools["slipped"])
            if parted and pools["early-up"] and pools["early-down"]:
                found.append((better, worse, margin, pools))
    return found


def _around_the_threshold(case, rng):
    better, worse, margin, pools = rng.choice(_pools(case))
    chosen = [row for place, n in _PLACES.items() for row in rng.sample(pools[place], min(n, len(pools[place])))]
    rng.shuffle(chosen)
    threshold = LADDER[better]
    up_from, down_below = bounds(threshold, margin)
    table = pd.DataFrame(chosen).set_index("customer_id")[["grade", "reviews", "usage"]]
    table.columns = [_("grade now"), _("reviews in it"), _("usage of the year, yuan")]
    first = chosen[0]
    return {
        "rows": chosen,
        "better": better,
        "worse": worse,
        "threshold": threshold,
        "margin": margin,
        "up_from": up_from,
        "down_below": down_below,
        "stay": STAY,
        "first": first["customer_id"],
        "first_grade": first["grade"],
        "first_reviews": first["reviews"],
        "first_usage": first["usage"],
        "table": table.rename_axis(_("account")),
    }


def _because(facts, row):
    own = next(one for one in facts["rows"] if one["customer_id"] == row)
    return _("{row} stands in {grade}, {reviews} in a row, and uses {usage:,} yuan.").format(
        row=row, grade=own["grade"], reviews=own["reviews"], usage=own["usage"]
    )


MARGIN = Question(
    id="review.margin",
    kind=Grades(
        grades={"up": _("moves up"), "same": _("stays"), "down": _("moves down")},
        rows=lambda facts: {row["customer_id"]: row["customer_id"] for row in facts["rows"]},
        because=_because,
        heading=_("Your answer"),
    ),
    case=machinery,
    given=_around_the_threshold,
    prompt=_(
        "A review in January. Grade **{better}** begins at **{threshold:,} yuan** a year, {worse} lies below it. The rules:\n\n"
        "1. *Margin* (缓冲区) of {margin} %: from {worse} to {better} goes who uses {margin} % more than the threshold, or still more; from {better} to "
        "{worse} goes who lies more than {margin} % below it.\n"
        "2. *Minimum stay*: nobody is moved **down** before **{stay} reviews** in a row gave the present grade. Going up needs no waiting.\n\n"
        "Who moves?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_all(_with_margin),
    mistakes=(
        Mistake(
            "no-margin",
            _all(_without_margin),
            _(
                "You moved accounts at {threshold:,} yuan itself. That is the threshold as printed, without its margin. Who stands close to "
                "it would go up this January and down the next, and get two letters. How far is {margin} % from it, to both sides?"
            ),
        ),
        Mistake(
            "stay-forgotten",
            _all(_without_stay),
            _(
                "You moved accounts down that came into their grade only last January. One year is one draw: the second rule waits for "
                "another. Look at the column with the reviews."
            ),
        ),
        Mistake(
            "stay-holds-up-upgrades",
            _all(_stay_for_all),
            _(
                "You let accounts wait for an upgrade as well. Even treatment looks fair. But the stay is there so that nobody loses a grade by "
                "one poor year; the rule says which way it works."
            ),
        ),
        Mistake(
            "threshold-shifted",
            _all(_threshold_shifted),
            _(
                "You took {up_from:,} yuan for both directions. That makes the grade harder to get *and* to keep: the threshold has "
                "moved, and there is no margin any more. Below which amount does one go down?"
            ),
        ),
    ),
    right=_(
        "Up from {up_from:,} yuan, down below {down_below:,}. Between the two, everybody keeps the grade they have. So two "
        "accounts with the same usage can stand in two grades. Say so openly; it is the price of not moving people back and forth."
    ),
    hints=Hints(
        _("Work out two amounts first: one for going up, one for going down."),
        _(
            "Up: threshold × (1 + margin) or more. Down: less than threshold × (1 − margin), and {stay} reviews in the grade."
        ),
        _(
            "{margin} % of {threshold:,} are {margin} × {threshold:,} / 100 yuan. {first} stands in {first_grade}, reviews in it: {first_reviews}, usage "
            "{first_usage:,} …"
        ),
        _("Up from {up_from:,}, down below {down_below:,}: {answer}"),
    ),
    competencies=("GR9",),
)
