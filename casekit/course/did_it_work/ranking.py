"""Who leaves and who can be held are two rankings: groups by what a call changes, from the trials."""

from itertools import combinations

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import GROUPS, as_table, by_sign, shares, signed, tally
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.choose import Choices
from casekit.text import _

_SIGNS = ("late", "ends_new", "ends", "offer", "runs")
_FEWEST = 25  # customers in each half
_GAP = 0.05  # points between two groups of an order: more than rounding of two shares can turn


@once_a_case
def _groups(case):
    """Parts of the members of all seven calls: what was known of them, and how many left; of ``rest`` without a sign."""
    table = signed(case)
    parts = {GROUPS[sign]: rows for sign, rows in table.groupby("sign")}
    signs = {GROUPS[sign] for sign in _SIGNS}
    other = table[table["sign"].isin(["new", "others"])]
    kinds = {"person": _("private, none of the signs"), "organisation": _("organisation, none of the signs")}
    parts |= {kinds[kind]: rows for kind, rows in other.groupby("user_type")}
    parts |= {_("{area}, none of the signs").format(area=area): rows for area, rows in other.groupby("area")}
    found = []
    for label, rows in parts.items():
        one = tally(rows)
        if min(one["called"], one["control"]) >= _FEWEST:
            found.append({"label": label, "rest": label not in signs, **one, **shares(one)})
    return found


def _orders(rows):
    """The ids of rows by uplift, by risk, by the share that leaves when called (least first)."""
    ids = list(rows)
    return {
        "uplift": sorted(ids, key=lambda id: -rows[id]["points"]),
        "risk": sorted(ids, key=lambda id: -rows[id]["alone"]),
        "called": sorted(ids, key=lambda id: rows[id]["with_call"]),
        "largest": sorted(ids, key=lambda id: -(rows[id]["called"] + rows[id]["control"])),
    }


@once_a_case
def _fours(case):
    """Sets of four groups without a common member whose orders all differ, with clear gaps in the first; newcomers whose
    contract ends are always there: many of them leave, and a call does not hold them."""
    trap = GROUPS["ends_new"]
    found = []
    for four in combinations(_groups(case), 4):
        if sum(row["rest"] for row in four) > 1 or trap not in [row["label"] for row in four]:
            continue
        rows = {str(place): row for place, row in enumerate(four, 1)}
        orders = _orders(rows)
        points = [rows[id]["points"] for id in orders["uplift"]]
        alike = len({tuple(order) for order in orders.values()}) < 4
        if not alike and min(a - b for a, b in zip(points, points[1:], strict=False)) > _GAP:
            found.append(rows)
    return found


def _four(case, rng):
    rows = rng.choice(_fours(case))
    orders = _orders(rows)
    table = pd.DataFrame(
        {
            _("left alone"): [f"{row['control']:,}" for row in rows.values()],
            _("of these left, %"): [f"{row['alone']:.2f}" for row in rows.values()],
            _("called"): [f"{row['called']:,}" for row in rows.values()],
            _("of them left, %"): [f"{row['with_call']:.2f}" for row in rows.values()],
        },
        index=pd.Index([row["label"] for row in rows.values()], name=_("known before the campaign")),
    )
    first = rows[orders["uplift"][0]]
    # The first that risk puts too high, and the one whose place it takes
    too_high, better = next((rows[a], rows[b]) for a, b in zip(orders["risk"], orders["uplift"], strict=True) if a != b)
    return {
        "rows": rows,
        "orders": orders,
        "table": table,
        "too_high": too_high["label"],
        "risk_alone": too_high["alone"],
        "risk_called": too_high["with_call"],
        "better": better["label"],
        "example": first["label"],
        "example_alone": first["alone"],
    }


def _told(facts, id):
    row = facts["rows"][id]
    return _(
        "Of those left alone {alone:.2f} % went, of the called {with_call:.2f} %: what has the call taken off?"
    ).format(**row)


FIRST = Question(
    id="trial.first",
    kind=Order(items=lambda facts: {id: row["label"] for id, row in facts["rows"].items()}, because=_told),
    case=telecom,
    given=_four,
    prompt=_(
        "The seven calls of Harbour, read within four kinds of customer. Each call costs the same. Put the four in the order in which a call **changes most** by these data, per customer called: the most "
        "customers held by 100 calls come first. (Who had several signs is counted under one: a late reply before a contract that ends.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["orders"]["uplift"],
    mistakes=(
        Mistake(
            "by-risk",
            lambda facts: facts["orders"]["risk"],
            _(
                "You rank by who leaves when left alone: that is risk. So “{too_high}” stands above “{better}”, with {risk_alone:.2f} %. But of them {risk_called:.2f} % leave *when called*. "
                "What has the call taken off in each of the two?"
            ),
        ),
        Mistake(
            "by-stay-of-called",
            lambda facts: facts["orders"]["called"],
            _(
                "You put first those of whom the fewest leave when called. Perhaps they would not leave in any case. Compare with the same customers left alone."
            ),
        ),
        Mistake(
            "largest-group",
            lambda facts: facts["orders"]["largest"],
            _(
                "You put the largest group first. There more customers can be held in all, with more calls. Asked is what 100 calls hold."
            ),
        ),
    ),
    right=_(
        "Risk and uplift are two rankings. Who leaves in any case is a bad call, and who stays in any case is one, too. Small groups have wide intervals: let the next trial judge your order."
    ),
    hints=Hints(
        _("For each kind: what would have happened without the call?"),
        _("Left alone, % less left when called, %: the largest difference first; below 0 last."),
        _("“{example}”: {example_alone:.2f} % left alone. How many points less are it when called? And the others …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)


# ── what may be said ─────────────────────────────────────────────────────────────────────────────────────
MAY = {
    "points": _("When called, {points:.1f} points fewer of them left than when left alone."),
    "per_hundred": _("100 calls to such customers hold about {points:.0f} of them, give or take chance."),
    "persons": _("The {stayed} called who stayed are the customers that we saved."),
    "warning": _("Who has this sign leaves more often, so a call to any customer at risk holds as many."),
    "year": _("A year later these customers are still held."),
    "gift": _("It was the gift that held them, not the talk."),
}
_TRUE = frozenset({"points", "per_hundred"})
_REASONS = {
    "points": _("It says only what was counted, and compares with the lot's other half."),
    "per_hundred": _("It is the same difference, per 100 customers called."),
    "persons": _("Nearly all of them would have stayed anyway; which ones would not, nobody can see."),
    "warning": _("Risk is not response: with other signs just as many may leave, called or not."),
    "year": _("The outcome was read after one quarter. What came later is not in the trial."),
    "gift": _("Everybody called got both. The trial cannot part them."),
}


@once_a_case
def _clear_signs(case):
    rows = by_sign(case)
    found = []
    for sign in ("late", "ends"):
        one = rows.loc[sign].astype(int).to_dict()
        facts = {"sign": GROUPS[sign], **one, **shares(one), "stayed": one["called"] - one["called_left"]}
        if facts["points"] > 2:
            found.append(facts | {"table": as_table(facts)})
    return found


SAY = Question(
    id="trial.may-say",
    kind=Choices(options=MAY, why=_REASONS),
    case=telecom,
    given=lambda case, rng: rng.choice(_clear_signs(case)),
    prompt=_(
        "All seven calls together, the customers with this sign before the campaign: *{sign}*. Who had several signs is counted under one, a late reply first, so counts may be a few below the lesson's. Call and gift always came together; leavers were counted after one quarter. Which sentences do these data **support**? Tick all."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: list(_TRUE),
    mistakes=(
        Mistake(
            "saved-by-name",
            lambda facts: [*_TRUE, "persons"],
            _(
                "Two of your ticks are right. But “the customers that we saved” has no names: of the {stayed} who stayed most would have stayed anyway. *How many* is known, *who* is not."
            ),
        ),
        Mistake(
            "risk-for-response",
            lambda facts: [*_TRUE, "warning"],
            _(
                "Two of your ticks are right. But you carry the effect over to everybody at risk. This sign was tried; another may mark customers who leave in any case. What was compared here, and with whom?"
            ),
        ),
        Mistake(
            "everything",
            lambda facts: list(MAY),
            _(
                "You tick all of them. Read each again: does the table hold the months after the quarter, or a group with the gift alone?"
            ),
        ),
    ),
    right=_(
        "How many, in this quarter, of customers like these, by call and gift together: that much a trial says, and no more."
    ),
    hints=Hints(
        _("For each sentence: which two numbers of the table would prove it?"),
        _("A trial says how many, for whom it was drawn, for as long as it ran, of all that was done together."),
        _("“{points:.1f} points fewer” is {alone:.1f} % less {with_call:.1f} %: that one stands. Next …"),
        _("Two: the {points:.1f} points fewer, and the same effect for 100 calls."),
    ),
    competencies=("RT3",),
)
