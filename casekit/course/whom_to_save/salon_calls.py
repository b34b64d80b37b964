"""Another trade: which clients of a salon are worth a call, group by group."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.table import Table
from casekit.text import _

_SHARE = 0.4  # of a visit's amount is left after work and material
_COST = 25  # yuan a call with its voucher
_CALLS = (150, 200, 250, 300)  # in each group
_GROUPS = ("came every month", "came every second month", "came four times or less", "did not come")


@once_a_case
def _margins(case) -> dict[str, int]:
    """Mean margin of a year by how often the client came in the last one, whole yuan."""
    visits = case.visits[case.visits["date"].dt.year == case.visits["date"].dt.year.max()]
    told = visits.groupby("client_id")["amount"].agg(["size", "sum"])
    told["group"] = pd.cut(told["size"], [0, 4, 9, 10_000], labels=_GROUPS[2::-1])
    return {str(name): int(round(_SHARE * rows["sum"].mean())) for name, rows in told.groupby("group", observed=True)}


def _saved(calls, alone, called, margin):
    return calls * (alone - called) / 100


def _gain(calls, alone, called, margin):
    return _saved(calls, alone, called, margin) * margin - calls * _COST


def _groups(case, rng):
    """Three groups with shares of a trial drawn for them: one held, one that leaves all the same, one woken a little."""
    margins, calls = _margins(case), rng.choice(_CALLS)
    held = (rng.randint(14, 22), rng.randint(4, 9))
    lost = rng.randint(28, 40)
    calm = rng.randint(2, 4)
    shares = [(calm, calm + rng.randint(1, 2)), held, (lost, lost - rng.randint(1, 2))]
    rows = {name: (calls, *shares[place], margins[name]) for place, name in enumerate(_GROUPS[:3]) if name in margins}
    sheet = pd.DataFrame(
        [(name, *row[1:]) for name, row in rows.items()],
        columns=["group", "left_alone_percent", "called_percent", "margin_a_year"],
    )
    first = _GROUPS[1]
    return {
        "rows": rows,
        "sheet": sheet,
        "calls": calls,
        "cost": _COST,
        "first": first,
        "first_saved": _saved(*rows[first]),
        "first_margin": rows[first][3],
        "best": max(rows, key=lambda name: _gain(*rows[name])),
    }


def _table(saved, gain):
    return lambda facts: pd.DataFrame(
        [(name, saved(*row), gain(*row)) for name, row in facts["rows"].items()], columns=["group", "saved", "gain"]
    )


SALON = Question(
    id="save.salon",
    kind=Table(key="group", columns={"saved": 1, "gain": 0}, units={"gain": _("yuan")}),
    case=salon,
    given=_groups,
    prompt=_(
        "Another trade. The Willow Salon has tried calls with a voucher, drawn by lot, in three groups of clients (by visits of the last year). A call costs {cost} yuan. For **{calls} calls** in each group give *saved* (clients kept by the calls, one decimal, with a minus where calls drive away) and "
        "*gain* (saved × margin, less the cost of the calls; whole yuan). Columns: `group`, `saved`, `gain`."
    ),
    exhibit=lambda facts: facts["sheet"].set_index("group"),
    workbook=lambda facts: {"groups": facts["sheet"]},
    oracle=_table(_saved, _gain),
    mistakes=(
        Mistake(
            "risk-for-uplift",
            _table(
                lambda calls, alone, called, margin: _saved(calls, alone, 0, margin),
                lambda calls, alone, called, margin: _gain(calls, alone, 0, margin),
            ),
            _(
                "You saved all who would leave when left alone. In each group some leave with a call as well; the second share says how many. What is the difference?"
            ),
        ),
        Mistake(
            "cost-forgotten",
            _table(_saved, lambda calls, *shares: _gain(calls, *shares) + calls * _COST),
            _(
                "Your *saved* is right. The gain still lacks the cost: {calls} calls at {cost} yuan are paid in each group, also where nobody is saved."
            ),
        ),
        Mistake(
            "never-below-nothing",
            _table(
                lambda calls, *shares: max(_saved(calls, *shares), 0),
                lambda calls, *shares: max(_gain(calls, *shares), -calls * _COST),
            ),
            _(
                "You set *saved* to 0 where more leave when called. These calls drive clients away, and their margins go with them. Keep the minus, in both columns."
            ),
        ),
        Mistake(
            "minus-lost",
            _table(
                lambda calls, *shares: abs(_saved(calls, *shares)),
                lambda calls, alone, called, margin: abs(_saved(calls, alone, called, margin)) * margin - calls * _COST,
            ),
            _(
                "Your figures have the right size and no minus. In one group more leave when called than when left alone: are these saved, or driven away? Take left alone *less* called, row by row."
            ),
        ),
        Mistake(
            "minus-lost-in-saved",
            _table(lambda calls, *shares: abs(_saved(calls, *shares)), _gain),
            _(
                "Your *gain* is right. In *saved* a minus is lost: in one group more leave when called than when left alone. How do you write that calls drive away?"
            ),
        ),
    ),
    right=_(
        "One group pays for the calls: “{best}”. The most faithful are better left in peace, and those at the highest risk leave nearly all the same. The trade is another one, the two columns are the same."
    ),
    hints=Hints(
        _("For each group: what changes when {calls} are called, and what is that worth?"),
        _("saved = {calls} × (left alone − called) / 100; gain = saved × margin − {calls} × {cost}."),
        _("“{first}”: {first_saved:.1f} saved; times {first_margin:,} yuan, less {calls} × {cost} …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
    way="compute",
)
