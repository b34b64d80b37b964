"""How long they stay: a curve by hand; and who has gone quiet where nobody gives notice."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.churn_early_warning.company import apart
from casekit.course.companies import salon, telecom
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

# ── a survival curve by hand ─────────────────────────────────────────────────────────────────────────────
_YEARS = 4


def _survives(f):
    share = 1.0
    for n, left in f["steps"]:
        share *= 1 - left / n
    return 100 * share


def _added(f):
    return 100 * (1 - sum(left / n for n, left in f["steps"]))


def _over_first(f):
    return 100 * (1 - sum(left for _n, left in f["steps"]) / f["steps"][0][0])


def _last_only(f):
    n, left = f["steps"][-1]
    return 100 * (1 - left / n)


def _one_year(f):
    return 100 * (1 - sum(left for _n, left in f["steps"]) / sum(n for n, _left in f["steps"]))


def _gone(f):
    return 100 - _survives(f)


_WAYS = (_survives, _added, _over_first, _last_only, _one_year, _gone)


@once_a_case
def _tables(case):
    found = []
    customers = case.customers
    parts = dict(list(customers.groupby("area"))) | {_("all areas"): customers}
    for where, rows in parts.items():
        for year in range(case.first_day.year, case.last_day.year + 1):
            first = pd.Timestamp(year, 1, 1)
            there = rows[(rows["entry_month"] < first) & ~(rows["left_on"] < first)]
            age = (first - there["entry_month"]).dt.days // 365.25
            left = there["left_on"].dt.year == year
            steps = [(int((age == k).sum()), int((left & (age == k)).sum())) for k in range(_YEARS)]
            facts = {"where": where, "year": year, "steps": steps}
            if min(gone for _n, gone in steps) < 3:
                continue
            if apart([way(facts) for way in _WAYS], 0.6):
                index = [_("under 1"), "1", "2", "3"]
                facts["table"] = pd.DataFrame(
                    {
                        _("there on 1 January"): [f"{n:,}" for n, _gone in steps],
                        _("left in the year"): [gone for _n, gone in steps],
                    },
                    index=pd.Index(index, name=_("full years with us")),
                )
                facts["keep_1"], facts["keep_2"] = (1 - gone / n for n, gone in steps[:2])
                facts["n_1"], facts["left_1"] = steps[0]
                facts["product"] = " × ".join(f"{1 - gone / n:.3f}" for n, gone in steps)
                found.append(facts)
    return found


SURVIVE = Question(
    id="warning.survive",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=lambda case, rng: rng.choice(_tables(case)),
    prompt=_(
        "Harbour, {where}, in {year}: how many were there on 1 January, by the full years they had been with us, and how many of each left within the "
        "year. If each year of a stay goes as in this table, what per cent of newcomers are **still there after four years**? (one decimal)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_survives,
    mistakes=(
        Mistake(
            "rates-added",
            _added,
            _(
                "{got} adds the four rates and takes them off 100. Whoever left in the first year cannot leave again in the second. What do you do with four shares that *stay*, one after the other?"
            ),
        ),
        Mistake(
            "over-the-first-row",
            _over_first,
            _(
                "{got} puts all leavers over the {n_1:,} of the first row. But the rows are different people: those of the last row came years before. What is each row’s own share?"
            ),
        ),
        Mistake(
            "last-year-only",
            _last_only,
            _(
                "{got} is the share that survives the fourth year. To get there a newcomer must first survive the three before."
            ),
        ),
        Mistake(
            "one-year-of-all",
            _one_year,
            _(
                "{got} is the share of all rows together that stays for *one* year. A newcomer has four such years ahead, each with a share of its own. What becomes of them one after the other?"
            ),
        ),
        Mistake(
            "those-gone",
            _gone,
            _(
                "{got} is the share that is *gone* after four years. The product is right. Asked is how many are still there."
            ),
        ),
    ),
    right=_(
        "{answer}: {product}. Each row counts those at risk in it, so customers who came long ago help only with the years in which they were seen."
    ),
    hints=Hints(
        _("What share survives the first year, and what share of *these* survives the second?"),
        _("For each row 1 − left / there; then multiply the four."),
        _(
            "The first year: 1 − {left_1} / {n_1:,} = {keep_1:.3f}; the second {keep_2:.3f}; so after two years {keep_1:.3f} × {keep_2:.3f} …"
        ),
        _("{product} = {answer}"),
    ),
    competencies=("RT1",),
)

# ── gone quiet ───────────────────────────────────────────────────────────────────────────────────────────
TIMES = 3
STATES = {"gone": _("counts as gone"), "there": _("counts as there"), "unknown": _("the rule says nothing")}


@once_a_case
def _clients(case):
    visits = case.visits.drop_duplicates(["client_id", "date"]).groupby("client_id")["date"].agg(["min", "max", "size"])
    found = {"gone": [], "there": [], "unknown": []}
    for client, row in visits.sort_index().iterrows():
        silence = (case.last_day - row["max"]).days
        if row["size"] == 1:
            found["unknown"].append({"client": client, "visits": 1, "gap": None, "silence": silence})
            continue
        gap = (row["max"] - row["min"]).days / (row["size"] - 1)
        if abs(silence - TIMES * gap) < 6 or gap < 8:
            continue
        state = "gone" if silence > TIMES * gap else "there"
        found[state].append({"client": client, "visits": int(row["size"]), "gap": round(gap), "silence": silence})
    return found


def _six(case, rng):
    pool = _clients(case)
    early = [one for one in pool["gone"] if one["silence"] <= 90] or pool["gone"]
    between = [one for one in pool["there"] if one["silence"] > one["gap"] + 5]
    late = [one for one in between if one["silence"] > 90] or between
    rows = [
        rng.choice(early),
        rng.choice(late),
        *rng.sample(pool["gone"], 2),
        *rng.sample(pool["there"], 2),
        *rng.sample(pool["unknown"], 2),
    ]
    rows = list({one["client"]: one for one in rows}.values())
    rng.shuffle(rows)
    table = pd.DataFrame(
        {
            _("visits"): [one["visits"] for one in rows],
            _("usual gap, days"): ["–" if one["gap"] is None else str(one["gap"]) for one in rows],
            _("silent for, days"): [one["silence"] for one in rows],
        },
        index=pd.Index([one["client"] for one in rows], name=_("client")),
    )
    return {"clients": {one["client"]: one for one in rows}, "table": table, "times": TIMES}


def _state(one):
    return "unknown" if one["gap"] is None else "gone" if one["silence"] > TIMES * one["gap"] else "there"


def _by(rule):
    return lambda facts: {id: rule(one) for id, one in facts["clients"].items()}


def _why_state(facts, id):
    one = facts["clients"][id]
    if one["gap"] is None:
        return _("This client came once. What is the usual gap of somebody who never came back?")
    return _("{silence} days of silence, and a usual gap of {gap}. What is {times} times the gap?").format(
        times=TIMES, **one
    )


QUIET = Question(
    id="warning.quiet",
    kind=Grades(
        grades=STATES, rows=lambda facts: {id: id for id in facts["clients"]}, because=_why_state, heading=_("State")
    ),
    case=salon,
    given=_six,
    prompt=_(
        "*Another trade.* The Willow Salon has no contracts: nobody gives notice. Its declared rule: a client **counts as gone** when silent for *more than "
        "{times} times* their own usual gap between visits. Who came only once has no gap; then the rule says nothing. What does it say of each?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_by(_state),
    mistakes=(
        Mistake(
            "ninety-days-for-all",
            _by(lambda one: "gone" if one["silence"] > 90 else "there"),
            _(
                "Most of the rows to mend look as if one limit of about 90 days held for everybody. Who comes each month is late after 90 days; who comes twice a year is not. Against what does the rule measure each silence?"
            ),
        ),
        Mistake(
            "once-is-gone",
            _by(lambda one: "gone" if one["gap"] is None else _state(one)),
            _(
                "You counted those who came once as gone. Perhaps they are; but this rule needs a gap of their own, and one visit has none. What does it say of them?"
            ),
        ),
        Mistake(
            "longer-than-one-gap",
            _by(lambda one: "unknown" if one["gap"] is None else "gone" if one["silence"] > one["gap"] else "there"),
            _(
                "You called gone whoever is silent for longer than *one* usual gap. Half of all pauses are longer than the usual one. How many gaps does the rule allow?"
            ),
        ),
    ),
    right=_(
        "A rule, said aloud and the same for all, measured by each client’s own habit. With another number of times the churn rate is another: always print the rule beside the rate."
    ),
    hints=Hints(
        _("Take each client’s own gap first."),
        _("Gone: silence > {times} × usual gap. One visit: the rule says nothing."),
        _("Multiply each gap by {times}, write it beside the silence, and compare. …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
