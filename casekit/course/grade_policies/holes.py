"""Holes of a scheme on its axis, and the money that lies in them."""

from itertools import combinations

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import organisations, year
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Thresholds
from casekit.text import _

_CUTS = (5, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)  # thousand yuan
_NAMES = ("Gold", "Silver", "Bronze", "Green")
_CLEAR = 1.15  # by how much a hole must lead, so that no reading of the table is a matter of taste


@once_a_case
def _schemes(case):
    """Schemes of four bands whose widest, fullest and richest holes are three: cut points, accounts and sales of each stretch."""
    usage = np.sort(organisations(case)["annual_usage"].to_numpy())
    at = {cut: int(np.searchsorted(usage, 1000 * cut)) for cut in _CUTS}
    money = np.concatenate([[0.0], np.cumsum(usage)])
    found = []
    for cuts in combinations(_CUTS, 7):
        stretches = list(zip(cuts, cuts[1:], strict=False))
        accounts = [at[high] - at[low] for low, high in stretches]
        sales = [money[at[high]] - money[at[low]] for low, high in stretches]
        wide = [high - low for low, high in stretches]
        leaders = [_leader(values[1::2]) for values in (wide, accounts, sales)]
        if None not in leaders and len(set(leaders)) == 3 and min(accounts) > 0 and sales.index(max(sales)) % 2 == 0:
            found.append((cuts, accounts, sales, leaders, len(usage) - at[cuts[-1]], money[-1] - money[at[cuts[-1]]]))
    return found


def _leader(values):
    """The place of the largest value; None when it does not lead clearly."""
    falling = sorted(values, reverse=True)
    return values.index(falling[0]) if falling[0] >= _CLEAR * falling[1] else None


def _scheme(case, rng):
    cuts, accounts, sales, (widest, fullest, richest), more, more_sales = rng.choice(_schemes(case))
    thousands = [1000 * cut for cut in cuts]
    stretches = list(zip(thousands, thousands[1:], strict=False))
    bands = [
        _("{name} {low:,} to {high:,}").format(name=name, low=low, high=high)
        for name, (low, high) in zip(reversed(_NAMES[1:]), stretches[::2], strict=True)
    ]
    bands.append(_("{name} {low:,} and more").format(name=_NAMES[0], low=thousands[-1]))
    named = [_("{low:,} to {high:,}").format(low=low, high=high) for low, high in stretches]
    table = pd.DataFrame(
        {"accounts": [*accounts, more], "sales, yuan": [round(one) for one in (*sales, more_sales)]},
        index=pd.Index([*named, _("{low:,} and more").format(low=thousands[-1])], name="usage, yuan"),
    )
    holes = stretches[1::2]
    return {
        "table": table,
        "bands": "; ".join(bands),
        "richest": holes[richest],
        "fullest": holes[fullest],
        "widest": holes[widest],
        "covered": stretches[sales.index(max(sales))],
        "first_low": holes[0][0],
        "first_high": holes[0][1],
        "first_sales": sales[1],
        "most": sales[1::2][richest],
        "n_most": accounts[1::2][richest],
        "n_fullest": accounts[1::2][fullest],
        "fullest_sales": sales[1::2][fullest],
        "year": year(case),
    }


def _ends(name):
    return lambda facts: dict(zip(("above", "below"), facts[name], strict=True))


RICHEST_HOLE = Question(
    id="policies.richest-hole",
    kind=Thresholds(
        names={"above": _("the hole begins above"), "below": _("and ends below")},
        unit=_("yuan"),
        heading=_("The two ends of the hole"),
    ),
    case=telecom,
    given=_scheme,
    prompt=_(
        "A draft for Harbour's organisations, by usage in {year}, ends included: {bands}. Under the lowest band the hotline serves. But "
        "**between** the bands there are three holes (空档). In which hole do most **sales** lie? Give its two ends."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_ends("richest"),
    mistakes=(
        Mistake(
            "most-accounts",
            _ends("fullest"),
            _(
                "That hole has most *accounts*, {n_fullest}. They bring {fullest_sales:,.0f} yuan together. Fewer but larger ones can bring more: compare the "
                "last column of the three holes."
            ),
        ),
        Mistake(
            "widest",
            _ends("widest"),
            _(
                "That is the *widest* hole on the axis. Width is only distance: how many accounts lie in it, and what do they bring? The axis does "
                "not tell, the table does."
            ),
        ),
        Mistake(
            "a-band",
            _ends("covered"),
            _(
                "Most sales lie there, but that stretch is a *band*: whoever is in it has a grade. Strike out the rows that the draft covers, then "
                "compare what is left."
            ),
        ),
    ),
    right=_(
        "{n_most} accounts with {most:,.0f} yuan would get no grade at all. A hole is measured by who stands in it. That is why an audit asks for the "
        "customers, not only for the poster."
    ),
    hints=Hints(
        _("First find the rows of the table that no band covers."),
        _(
            "A hole is the stretch between the end of one band and the beginning of the next. There are three; compare their sales."
        ),
        _(
            "The first hole: above {first_low:,} to below {first_high:,}, with {first_sales:,.0f} yuan. Now the other two …"
        ),
        _("{answer}: {most:,.0f} yuan."),
    ),
    competencies=("GR2",),
)
