"""A test that fits the team: which limit, and how many types, leave as many customers as there are places."""

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.key_account_tests.company import held, units, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Thresholds
from casekit.text import _

LADDER = (2000, 3000, 4000, 5000, 6000, 8000, 10_000, 12_000, 15_000)  # the limits in the table, yuan a month
COUNTS = (1, 2, 3)
PLACES = (20, 24, 25, 28, 30, 32, 35, 36, 40, 45)
_UNUSED = 0.15  # the part of the places that may stay empty


@once_a_case
def _earning(case):
    rows = units(case)
    earning = rows[rows["profit"] > 0]
    fees, n = earning["fee"].to_numpy(), held(earning).to_numpy()
    table = pd.DataFrame(
        {c: [int(((fees >= limit) & (n >= c)).sum()) for limit in LADDER] for c in COUNTS}, index=list(LADDER)
    )
    return fees, n, table


def _team(case, rng):
    """A number of places that the paper's own test overfills, the strictest leaves half empty, and several tests fit."""
    fees, n, table = _earning(case)
    possible = []
    for places in PLACES:
        facts = {"fees": fees, "n_types": n, "places": places}
        fitting = [(limit, c) for limit in LADDER for c in COUNTS if _fault(facts, limit, c) is None]
        if len(fitting) >= 2 and table.loc[3000, 1] > places and table.loc[LADDER[-1], 3] < (1 - _UNUSED) * places:
            possible.append(facts | {"fitting": fitting})
    facts = rng.choice(possible)
    limit, c = facts["fitting"][0]
    shown = table.set_axis(
        [_("{n} type or more").format(n=1), *(_("{n} types or more").format(n=n) for n in (2, 3))], axis=1
    )
    return facts | {
        "table": shown.rename_axis(_("yuan a month, from")),
        "limit": limit,
        "least_types": c,
        "passing": int(table.loc[limit, c]),
        "paper": int(table.loc[3000, 1]),
        "strictest": int(table.loc[LADDER[-1], 3]),
        "fewest": int(np.ceil((1 - _UNUSED) * facts["places"])),
        "last": LADDER[-1],
        "tests": len(facts["fitting"]),
        "year": year(case),
    }


def _fault(facts, limit, least_types):
    if limit < 0 or not 0 <= least_types <= 4:
        return _("A limit is no less than 0 yuan, and there are 4 types at most.")
    passing = int(((facts["fees"] >= limit) & (facts["n_types"] >= least_types)).sum())
    told = None
    if passing > facts["places"]:
        told = _(
            "From {limit:,.0f} yuan with {least_types:g} of the types, {passing} pass for {places} places. Raise the limit, or ask for more types."
        )
    elif passing < (1 - _UNUSED) * facts["places"]:
        told = _(
            "From {limit:,.0f} yuan with {least_types:g} of the types, only {passing} pass for {places} places. Lower the limit, or ask for fewer types."
        )
    return told and told.format(limit=limit, least_types=least_types, passing=passing, places=facts["places"])


LIMITS = Question(
    id="keys.limits",
    kind=Thresholds(
        names={"fee": _("paid a month, from (yuan)"), "types": _("types held, at least")},
        rising=False,
        heading=_("Your test"),
        valid=lambda values, facts: _fault(facts, values["fee"], values["types"]),
    ),
    case=telecom,
    given=_team,
    prompt=_(
        "The team has **{places} places**. The table counts the customers (groups added up, without those that lose money) by what they paid a month in {year} "
        "and how many of the four types they hold. Choose a test: at least so many yuan **and** at least so many types. Not more than {places} may pass, and not fewer than "
        "{fewest}. Several tests do."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: {"fee": facts["limit"], "types": facts["least_types"]},
    mistakes=(
        Mistake(
            "the-papers-limit",
            lambda facts: {"fee": 3000, "types": 1},
            _(
                "{paper} pass for {places} places. The printed limit of 3,000 yuan with any one type was made for another company, with another "
                "team. Raise the limit, or ask for more types."
            ),
        ),
        Mistake(
            "strictest",
            lambda facts: {"fee": LADDER[-1], "types": 3},
            _(
                "Only {strictest} pass for {places} places, so managers wait for customers. A strict test looks like quality. Here it turns "
                "away customers for whom there is a place."
            ),
        ),
    ),
    right=_(
        "It fits, and {tests} tests of the table do. They let in different customers: money or marks, that is your choice. Write the test down "
        "before you look at the names."
    ),
    hints=Hints(
        _("Look for cells of the table with a number not above {places}, and not far below."),
        _(
            "Each cell is a test: its row is the limit, its column the number of types. From {fewest} to {places} is wanted."
        ),
        _(
            "From 3,000 yuan with one type {paper} pass: too many. From {last:,} with three types {strictest}: too few. In between …"
        ),
        _("For instance: {answer}. {passing} customers pass."),
    ),
    competencies=("GR3", "GR5"),
)
