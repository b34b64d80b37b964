"""One year is one draw: an account's mean drawn towards that of its like, the more the fewer years stand behind it."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import LADDER, PAIRS, YEARS, accounts, grades, usage
from casekit.grading import shrink
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 3  # thousand yuan: less is lost in rounding
_STEADY = {1: _("one year"), 2: _("two years"), 3: _("three years")}


@once_a_case
def whole_years(case) -> pd.DataFrame:
    """One row an account and whole year, of the accounts graded last: customer_id, account_type, year, usage (yuan)."""
    known, there = accounts(case), grades(case).iloc[:, -1].notna()
    rows = usage(case)[there].reset_index().melt("customer_id", var_name="year", value_name="usage")
    rows["year"] = rows["year"].astype(int)
    since = known["entered"].dt.year + (known["entered"].dt.month > 1)
    rows = rows[rows["year"] >= rows["customer_id"].map(since)]
    return rows.assign(account_type=rows["customer_id"].map(known["account_type"]))


@once_a_case
def _slipped(case):
    """Accounts whose last year lies below their grade, with the figures on the card in thousand yuan."""
    rows = whole_years(case)
    drawn = shrink(rows, value="usage", groups="account_type").set_index("customer_id").sort_index()
    by_account = {customer: own.set_index("year")["usage"] for customer, own in rows.groupby("customer_id")}
    before = grades(case).iloc[:, -2]
    found = []
    for customer, line in drawn.iterrows():
        if before[customer] not in dict(PAIRS) or by_account[customer].iloc[-1] >= LADDER[before[customer]]:
            continue
        own = (by_account[customer] / 1000).round().astype(int)
        facts = {
            "customer": customer,
            "kind": line["group"],
            "own": own,
            "years": len(own),
            "mean": float(own.mean()),
            "last": int(own.iloc[-1]),
            "group_mean": int(round(line["group_mean"] / 1000)),
            "weight": round(float(line["weight"]), 2),
            "grade": before[customer],
            "threshold": LADDER[before[customer]] // 1000,
        }
        answers = [read(facts) for read in (_drawn, _mean, _last, _swapped, _halfway)]
        if min(abs(a - b) for n, a in enumerate(answers) for b in answers[:n]) >= _APART:
            found.append(facts)
    return found


def _drawn(facts):
    return facts["weight"] * facts["mean"] + (1 - facts["weight"]) * facts["group_mean"]


def _swapped(facts):
    return (1 - facts["weight"]) * facts["mean"] + facts["weight"] * facts["group_mean"]


def _halfway(facts):
    return (facts["mean"] + facts["group_mean"]) / 2


def _mean(facts):
    return facts["mean"]


def _last(facts):
    return facts["last"]


def _one_account(case, rng):
    facts = rng.choice(_slipped(case))
    lines = {str(year): facts["own"].get(year, _("not yet a customer, or not all year")) for year in YEARS}
    table = pd.DataFrame({_("usage, thousand yuan"): lines}).rename_axis(_("year"))
    kept = _drawn(facts) >= facts["threshold"]
    verdict = _("above the threshold, though the last year is not") if kept else _("below it as well")
    return facts | {
        "table": table,
        "of_years": _STEADY[facts["years"]],
        "own_part": facts["weight"] * facts["mean"],
        "group_part": (1 - facts["weight"]) * facts["group_mean"],
        "rest": 1 - facts["weight"],
        "verdict": verdict,
        "last_year": YEARS[-1],
    }


SHRINK = Question(
    id="review.shrink",
    kind=Number(unit=_("thousand yuan")),
    case=machinery,
    given=_one_account,
    prompt=_(
        "Account {customer} ({kind}) stands in {grade}, which begins at {threshold} thousand yuan. Its last year lies below. Was that the account, or "
        "luck? All accounts of its type use {group_mean} thousand yuan a year in the mean. For {of_years} the kit gives the account's own mean a **weight of {weight:.2f}**, and "
        "the rest to the mean of its type. What do you expect of the account in a year?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_drawn,
    mistakes=(
        Mistake(
            "last-year-only",
            _last,
            _(
                "{got} is the usage of {last_year} alone. It is the freshest figure, and the one with all the luck of one year in it. What do "
                "the account's own years say together, and what does its type say?"
            ),
        ),
        Mistake(
            "own-mean-only",
            _mean,
            _(
                "{got} is the account's own mean. A good start, and it gets all the weight with you. So few years hold much luck. The weight of "
                "{weight:.2f} leaves {rest:.2f} for the mean of its type."
            ),
        ),
        Mistake(
            "weights-swapped",
            _swapped,
            _(
                "{got} gives {weight:.2f} to the mean of its type and the rest to the account. Then the account hardly counts. Which of the two "
                "means does the weight belong to?"
            ),
        ),
        Mistake(
            "half-way",
            _halfway,
            _(
                "{got} is half way between the two means. Half is right for nobody in particular: the weight follows from how many years there "
                "are, and how much a year jumps."
            ),
        ),
    ),
    right=_(
        "{answer}: {verdict}. It is no forecast of this account's next year, which will have luck of its own. It is a fairer figure to hold "
        "against a threshold than one year."
    ),
    hints=Hints(
        _("First the account's own mean. How much of it counts?"),
        _("Weight × own mean + (1 − weight) × mean of its type."),
        _(
            "Own mean {mean:,.1f}, times {weight:.2f}, is {own_part:,.1f}. Now the part of its type: {rest:.2f} × {group_mean} …"
        ),
        _("{own_part:,.1f} + {group_part:,.1f} = {answer}"),
    ),
    competencies=("GR9",),
)
