"""Two signs where no contract is: points that flow out, and use that has stopped."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.harbour_snapshots import TESTED_ON, quarters
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

HALF, MANY = 50, 1_000  # per cent of the points gone; points that look like many
STATES = {
    "outflow": _("outflow rings"),
    "idle": _("idle rings"),
    "both": _("both ring"),
    "none": _("neither rings"),
}
_LEAST, _CLEAR = 100, 2  # points to begin with; per cent that keep a row off the mark
QUARTERS = {
    "2025-01-01": _("the last quarter of 2024"),
    "2025-04-01": _("the first quarter of 2025"),
    "2025-07-01": _("the second quarter of 2025"),
    "2025-10-01": _("the third quarter of 2025"),
}


def _state(flows, idle):
    return "both" if flows and idle else "outflow" if flows else "idle" if idle else "none"


def _net(one):
    return one["before"] > 0 and one["spent"] - one["earned"] > HALF / 100 * one["before"]


def _of_what_is_left(one):
    left = one["before"] + one["earned"] - one["spent"]
    return one["before"] > 0 and one["spent"] - one["earned"] > HALF / 100 * left


def _spent_alone(one):
    return one["before"] > 0 and one["spent"] > HALF / 100 * one["before"]


def _many(one):
    return one["spent"] >= MANY


@once_a_case
def _pools(case):
    """For each quarter the rows by what each way of thinking says of them: (net, over the rest, spent alone, many, idle)."""
    points = case.points
    net = points["earned"] - points["redeemed"]
    table = points.assign(before=net.groupby(points["customer_id"]).cumsum() - net)
    table["start"] = (table["quarter"] + pd.DateOffset(months=3)).dt.strftime("%Y-%m-%d")
    used = quarters(case, TESTED_ON)[["customer_id", "start", "minutes"]]
    table = used.merge(table, on=["customer_id", "start"], how="left").rename(columns={"redeemed": "spent"})
    numbers = ["before", "earned", "spent", "minutes"]
    table[numbers] = table[numbers].fillna(0).astype(int)  # without an account no points
    table = table[(table["before"] >= _LEAST) | (table["minutes"] == 0)]
    found = {}
    for one in table.sort_values(["start", "customer_id"]).to_dict("records"):
        mark, clear = HALF / 100 * one["before"], _CLEAR / 100 * one["before"]
        if one["before"] and min(abs(one["spent"] - mark), abs(one["spent"] - one["earned"] - mark)) < clear:
            continue
        seen = (_net(one), _of_what_is_left(one), _spent_alone(one), _many(one), one["minutes"] == 0)
        row = {name: one[name] for name in ("before", "earned", "spent", "minutes")}
        found.setdefault(one["start"], {}).setdefault(seen, []).append(row | {"customer": one["customer_id"]})
    return [(start, kinds) for start, kinds in found.items() if _told_apart(kinds)]


def _told_apart(kinds):
    return all(_where(kinds, n) for n in range(len(_WANTED)))


# Net fall; only over what is left; only without what was earned; many points and yet few of them; idle; nothing at all
_WANTED = (
    lambda net, rest, spent, many, idle: net and not idle,
    lambda net, rest, spent, many, idle: rest and not net and not spent and not idle,
    lambda net, rest, spent, many, idle: spent and not net and not rest and not idle,
    lambda net, rest, spent, many, idle: many and not rest and not spent and not idle,
    lambda net, rest, spent, many, idle: idle and not net,
    lambda net, rest, spent, many, idle: not (net or rest or spent or many or idle),
)


def _where(kinds, n):
    return sorted(seen for seen in kinds if _WANTED[n](*seen))


def _seven(case, rng):
    start, kinds = rng.choice(_pools(case))
    wanted = [*range(len(_WANTED)), rng.choice([0, len(_WANTED) - 1])]
    rows = [rng.choice(kinds[rng.choice(_where(kinds, n))]) for n in wanted]
    rows = list({one["customer"]: one for one in rows}.values())
    rng.shuffle(rows)
    table = pd.DataFrame(
        {
            _("points on the first day"): _shown(rows, "before"),
            _("earned"): _shown(rows, "earned"),
            _("spent"): _shown(rows, "spent"),
            _("minutes used"): [f"{one['minutes']:,}" for one in rows],
        },
        index=pd.Index([one["customer"] for one in rows], name=_("customer")),
    )
    spender = max(rows, key=lambda one: one["spent"])
    last = spender["before"] + spender["earned"] - spender["spent"]
    return {
        "rows": {one["customer"]: one for one in rows},
        "table": table,
        "quarter": QUARTERS[start],
        "half": HALF,
        "many": MANY,
        "one": spender["customer"],
        "one_before": spender["before"],
        "one_earned": spender["earned"],
        "one_spent": spender["spent"],
        "one_last": last,
    }


def _shown(rows, name):
    """Who keeps no points with us has no account: a dash."""
    return [f"{one[name]:,}" if one["before"] else "–" for one in rows]


def _graded(flows, idle=lambda one: one["minutes"] == 0):
    return lambda facts: {id: _state(flows(one), idle(one)) for id, one in facts["rows"].items()}


def _why_state(facts, id):
    one = facts["rows"][id]
    if not one["before"]:
        return _("No account, so no points can flow out; minutes used {minutes:,}. What does idle say?").format(**one)
    return _(
        "Points on the first day {before:,}, on the last {last:,}; minutes used {minutes:,}. Which of the two marks are reached?"
    ).format(last=one["before"] + one["earned"] - one["spent"], **one)


OUTFLOW = Question(
    id="warning.outflow",
    kind=Grades(
        grades=STATES, rows=lambda facts: {id: id for id in facts["rows"]}, because=_why_state, heading=_("Signs")
    ),
    case=telecom,
    given=_seven,
    prompt=_(
        "Two more declared signs, for {quarter}. **Outflow** (资金流向): from the first day to the last, the points on the account fell by **more than {half} %** of those on the first day. Points earned in the quarter count. "
        "**Idle**: no minute used in the quarter. Which signs ring for each? (– means no account)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_graded(_net),
    mistakes=(
        Mistake(
            "over-the-rest",
            _graded(_of_what_is_left),
            _(
                "You set the fall against the points that are *left*. That makes each fall look larger. How many points were there on the first day?"
            ),
        ),
        Mistake(
            "spent-alone",
            _graded(_spent_alone),
            _(
                "You looked at the points spent alone. Some accounts earned nearly as many in the same quarter. By how much did the *account* fall?"
            ),
        ),
        Mistake(
            "many-points",
            _graded(_many),
            _(
                "You let outflow ring where {many:,} points or more were spent. For a large account that is little, for a small one everything. What *share* of the points is gone?"
            ),
        ),
        Mistake(
            "idle-not-seen",
            _graded(_net, lambda one: False),
            _(
                "Your outflow is right. But nobody is idle in your answer. Who has stopped using the line without spending a point?"
            ),
        ),
    ),
    right=_(
        "An account emptied and a line unused are signs that need no contract and no complaint. How strong they are, only those who left can tell. An idle line may be a customer who has gone without a word."
    ),
    hints=Hints(
        _("Two questions a row: what share of the points is gone, and was the line used?"),
        _("Points on the last day = first day + earned − spent. The fall is a share of the first day."),
        _("{one}: {one_before:,} + {one_earned:,} − {one_spent:,} = {one_last:,} left of {one_before:,}. Is that …"),
        _("{answer}"),
    ),
    competencies=("RT1",),
)
