"""Accounts graded by the printed scheme: ends of bands, holes, second conditions, blanks."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.grade_policies.company import year
from casekit.course.grade_policies.graded import GRADES, NONE, printed, ten_thousands
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

SCHEME = _(
    "- **A1** 50 and more, payment credit good\n"
    "- **A2** 20 to 30, payment credit fairly good or good\n"
    "- **B1** 5 to 10, growth potential middle or high\n"
    "- **B2** 2 to 5, growth potential low\n"
    "- **C** fairly large usage, low contribution: no figure is printed, so nobody can be put there\n"
    "- **D** only the name is printed\n\n"
    "Ends belong to their band, all conditions of a grade must hold, and who fits no grade has **no grade**."
)
LABELS = {name: name for name in GRADES[:-1]} | {NONE: _("no grade")}
MEASURES = ["annual_usage", "growth_potential", "payment_credit"]


def shown(rows: pd.DataFrame) -> pd.DataFrame:
    """The measures as a card shows them, usage in ten thousand yuan."""
    table = rows[MEASURES].fillna("(blank)")
    table.insert(0, "usage, 10,000 yuan", ten_thousands(rows["annual_usage"]))
    names = {"growth_potential": "growth potential", "payment_credit": "payment credit"}
    return table.drop(columns="annual_usage").rename(columns=names).rename_axis("account")


def by_way(way: str):
    """The grade of each row in one way of reading the scheme."""
    return lambda facts: {str(one): str(grade) for one, grade in facts["rows"][way].items()}


# ── eight accounts ───────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _by_what_decides(case):
    """Numbers of the printed accounts by what makes their grade worth a question."""
    rows = printed(case)
    usage = ten_thousands(rows["annual_usage"])
    outside = rows["grade"] == NONE
    in_band = usage.between(2, 10)
    kinds = {
        "end": (rows["strict"] == NONE) & ~outside,
        "hole": usage.between(11, 19),
        "other growth": outside & in_band & rows["growth_potential"].notna(),
        "blank": outside & in_band & rows["growth_potential"].isna(),
        "below": usage == 1,
        "plain": ~outside & (rows["strict"] == rows["grade"]),
    }
    return {kind: list(rows.index[fit & rows["payment_credit"].notna()]) for kind, fit in kinds.items()}


_PICKED = {"end": 2, "hole": 1, "other growth": 2, "blank": 1, "below": 1, "plain": 1}


def _eight(case, rng):
    kinds = _by_what_decides(case)
    picked = [one for kind, n in _PICKED.items() for one in rng.sample(kinds[kind], n)]
    rows = printed(case).loc[rng.sample(picked, len(picked))]
    hole = picked[2]
    return {
        "rows": rows,
        "table": shown(rows),
        "hole": hole,
        "hole_usage": int(ten_thousands(rows["annual_usage"])[hole]),
        "end": picked[0],
        "end_usage": int(ten_thousands(rows["annual_usage"])[picked[0]]),
        "end_growth": rows["growth_potential"][picked[0]],
        "without": int((rows["grade"] == NONE).sum()),
        "year": year(case),
    }


def because(facts, row):
    """What to look at in a row, without the grade that follows."""
    one = facts["table"].loc[row]
    return _(
        "{row}: usage {usage}, growth potential {growth}, payment credit {credit}. In whose band does {usage} lie, and does the other condition hold?"
    ).format(row=row, usage=one.iloc[0], growth=one["growth potential"], credit=one["payment credit"])


BY_THE_PRINT = Question(
    id="policies.by-the-print",
    kind=Grades(grades=LABELS, rows=lambda facts: {one: one for one in facts["rows"].index}, because=because),
    case=telecom,
    given=_eight,
    prompt=_(
        "Finance prints Harbour's accounts of {year} in whole ten thousand yuan (万), like the scheme from the other firm. Grade these eight "
        "**as printed**:\n\n"
    )
    + SCHEME,
    exhibit=lambda facts: facts["table"],
    oracle=by_way("grade"),
    mistakes=(
        Mistake(
            "ends-left-out",
            by_way("strict"),
            _(
                "Who stands exactly on an end of a band has no grade with you: `>` where `≥` is meant. {end} has {end_usage} and growth potential "
                '{end_growth}. "Ends belong to their band" is one line in the scheme, and it decides about everybody on the line.'
            ),
        ),
        Mistake(
            "hole-into-the-lowest",
            by_way("lowest"),
            _(
                "Whoever fits nothing got a **D** from you. In a chain of *if* and *else* that happens by itself, and {hole} with {hole_usage} falls below accounts "
                "of 2. D is only a name in the scheme: it says of nobody that they belong there."
            ),
        ),
        Mistake(
            "usage-alone",
            by_way("by_usage"),
            _(
                "You looked at usage alone. Each grade has a second condition, and **both** must hold: B1 wants growth potential middle or high, B2 low. "
                "A blank meets neither."
            ),
        ),
    ),
    right=_(
        "{without} of 8 have no grade (未分级), {hole} with {hole_usage} among them: too large for B1, too small for A2. *No grade* is a result. "
        "It says the scheme is silent, not that the customer is small."
    ),
    hints=Hints(
        _("Find the band first, ends included. Then ask for the second condition."),
        _("Three ways to have no grade: no band holds the usage; the second condition fails; the field is blank."),
        _(
            "{end}: {end_usage} lies on an end and belongs to the band. Growth potential {end_growth}: which grade asks for that? …"
        ),
        _("{answer}"),
    ),
    competencies=("GR1",),
)


# ── fifty thousand, twice ────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _at_five(case):
    rows = printed(case)
    return rows.loc[ten_thousands(rows["annual_usage"]) == 5, ["growth_potential", "area", "industry"]]


@once_a_case
def _groups_at_five(case):
    """Who is looked at: everybody, or all but one area; with the counts of growth potential, where the options differ."""
    rows = _at_five(case)
    parts = {_("all areas"): rows} | {
        _("all areas but {area}").format(area=area): rows[rows["area"] != area]
        for area in sorted(rows["area"].unique())
    }
    found = []
    for who, part in parts.items():
        counts = [int((part["growth_potential"] == level).sum()) for level in ("low", "middle", "high")]
        blank = int(part["growth_potential"].isna().sum())
        if len({0, len(part), sum(counts), blank}) == 4:
            found.append((who, counts, blank))
    return found


def _fifty(case, rng):
    who, (low, middle, high), blank = rng.choice(_groups_at_five(case))
    table = pd.DataFrame(
        {"accounts": [low, middle, high, blank]},
        index=pd.Index(["low", "middle", "high", "(blank)"], name="growth potential"),
    )
    return {
        "who": who,
        "table": table,
        "all": low + middle + high + blank,
        "judged": low + middle + high,
        "low": low,
        "more": middle + high,
        "blank": blank,
        "year": year(case),
    }


TWO_HITS = Question(
    id="policies.two-hits",
    kind=Choice(
        options={
            "nobody": _("0 accounts"),
            "everyone": _("{all} accounts"),
            "judged": _("{judged} accounts"),
            "blank": _("{blank} accounts"),
        },
    ),
    case=telecom,
    given=_fifty,
    prompt=_(
        'B1 begins at 50,000 yuan, B2 ends there, and both ends belong. "A double hit (重叠)!" says the director. In the print of {year}, {who}, {all} accounts '
        "stand on exactly 5 (ten thousand yuan). B1 also asks for growth potential middle or high, B2 for low. **How many of them fit both grades?**"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "nobody",
    mistakes=(
        Mistake.picked(
            "everyone",
            _(
                "On the axis of usage all {all} stand in both bands: that is what an audit of one measure shows. But a grade needs *all* its "
                "conditions. Take one account with low growth: does it meet B1?"
            ),
        ),
        Mistake.picked(
            "judged",
            _(
                "{judged} have a judgement in the field, so each fits *one* grade: {low} low, {more} middle or high. To fit both, an account would need to be "
                "low and not low at once."
            ),
        ),
        Mistake.picked(
            "blank",
            _(
                "A blank is not *both*: it meets neither condition, so those {blank} fit no grade at all. Which account could be low, and middle or high, at the "
                "same time?"
            ),
        ),
    ),
    right=_(
        "Nobody. One measure at a time, 50,000 is hit twice; in the joint view (联合条件) the two grades ask for opposite growth: {low} get B2, {more} get B1. The "
        "fault is another: {blank} with a blank field get nothing."
    ),
    hints=Hints(
        _("Take one row of the table, and test both grades on it."),
        _("A customer fits two grades only if every condition of both holds. Compare what they ask of growth."),
        _(
            "The {low} accounts with low growth meet B2. B1 asks them for middle or high. So they fit … Now the other rows."
        ),
        _("{answer}: no growth potential is low, and middle or high, at once. So 0 accounts."),
    ),
    competencies=("GR2",),
)
