"""The planning board: which way an action belongs to, and which line of a plan is no plan yet."""

import datetime

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.whom_to_save.company import trials
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match
from casekit.practice.kinds.choose import Choices
from casekit.retention import ways
from casekit.text import _

# action: (label, way, why it is no other)
ACTIONS = {
    "credit": (_("Sixty days to pay instead of thirty"), "favours", _("Something of ours is given away: money, or time to pay it.")),
    "gift": (_("A gift at the end of the contract"), "favours", _("Something of ours is given away to make staying pleasant.")),
    "manager": (_("An account manager for the accounts that leave most"), "special treatment", _("Not everybody gets it: it goes by what a customer brings.")),
    "lane": (_("A fast lane for the ten per cent with the best margin"), "special treatment", _("It parts customers by value, and treats some better.")),
    "plan": (_("Planning the network of a customer's new factory with them"), "whole solutions", _("It helps the customer's own business grow. More than a product is sold.")),
    "uses": (_("Showing a haulier what it can do with data from its lorries"), "whole solutions", _("It opens a new use, and creates demand.")),
    "birthday": (_("A greeting on the company's founding day"), "good relations", _("It keeps up contact between people, and nothing is sold by it.")),
    "visit": (_("A visit half a year after the sale, without an offer"), "good relations", _("It keeps up contact after the sale.")),
    "reply": (_("An answer to each complaint within three days"), "no misunderstanding", _("A discontented customer speaks, and is heard in time.")),
    "notice": (_("Telling of a new price two months before it comes"), "no misunderstanding", _("A change is told in time, so that nobody learns it from the bill.")),
    "interface": (_("Linking our system to the customer's own stock-keeping"), "exit barriers", _("Leaving now means work and cost for the customer.")),
    "points": (_("Points that are lost when the contract ends"), "exit barriers", _("Leaving now costs the customer something that has been saved up.")),
}  # fmt: skip
_TITLES = {step.id: step.title for step in ways()}
_PER_WAY = {way: [name for name, action in ACTIONS.items() if action[1] == way] for way in _TITLES}


# ── six ways ─────────────────────────────────────────────────────────────────────────────────────────────
def _six_actions(case, rng):
    """One action of each way, and a seventh, in some order; the figure in the prompt is the company's own."""
    chosen = [rng.choice(names) for names in _PER_WAY.values()]
    chosen.append(rng.choice([name for name in ACTIONS if name not in chosen]))
    called, left, control, left_control = trials(case)["2024"]["all"]
    return {"actions": rng.sample(chosen, len(chosen)), "left": 100 * left_control / control, "n": len(chosen)}


def _each(judge):
    return lambda facts: {name: judge(name) for name in facts["actions"]}


def _giving(name):
    return "favours" if ACTIONS[name][1] in ("special treatment", "good relations") else ACTIONS[name][1]


def _holding(name):
    return "exit barriers" if ACTIONS[name][1] in ("whole solutions", "favours") else ACTIONS[name][1]


WAYS = Question(
    id="save.ways",
    kind=Match(
        left=lambda facts: {name: ACTIONS[name][0] for name in facts["actions"]},
        right=_TITLES,
        because=lambda facts, name, given: ACTIONS[name][2],
    ),
    case=telecom,
    given=_six_actions,
    prompt=_(
        "Harbour loses {left:.1f} % of its customers a quarter if it does nothing. Beside calls there are the **six ways** of keeping them. (No figure is needed here.) To which way does each of these {n} actions belong? (One way may have two.)"
    ),
    oracle=_each(lambda name: ACTIONS[name][1]),
    mistakes=(
        Mistake(
            "all-is-a-favour",
            _each(_giving),
            _(
                "You put under *favours* whatever is nice for a customer. A favour gives away money or goods. A visit or a greeting gives attention; a lane or a manager goes only to some, by their value. Who gets it, and what is given?"
            ),
        ),
        Mistake(
            "all-that-holds-is-a-barrier",
            _each(_holding),
            _(
                "You put under *barriers* whatever may hold somebody. A barrier makes leaving cost something. A favour makes staying pleasant, and a solution makes it useful. What would the customer lose or pay by leaving?"
            ),
        ),
    ),
    right=_(
        "Each way has its price. Favours cost margin, and barriers can cost trust. The cheapest is often the fifth: an answer in time. In the trials complaints answered late were a group that a call held, so not to be late holds it without a call."
    ),
    hints=Hints(
        _("Ask of each action: what is given, to whom, and what would leaving cost?"),
        _(
            "Money or time to pay: favours. Only for the best: special treatment. The customer's own growth: whole solutions. Contact: good relations. Told and heard in time: no misunderstanding. Leaving costs: a barrier."
        ),
        _(
            "An answer within three days would belong to *no misunderstanding*: somebody is heard in time. A link between two systems …"
        ),
        _("{answer}"),
    ),
    competencies=("RT4",),
)


# ── gaps of a plan ───────────────────────────────────────────────────────────────────────────────────────
_LINES = {
    "talks": _("Leaders meet, account by account"),
    "reply": _("Complaints answered in time"),
    "gifts": _("Gifts for key accounts"),
    "lane": _("A fast lane for repairs"),
    "panel": _("The six analyses each quarter"),
    "club": _("A club for large customers"),
}
_SERVICE, _SALES, _KEYS, _FINANCE = _("head of service"), _("head of sales"), _("key accounts"), _("finance")
_OWNERS = {
    "talks": (_SALES, _KEYS),
    "reply": (_SERVICE,),
    "gifts": (_SALES, _KEYS),
    "lane": (_SERVICE,),
    "panel": (_FINANCE, _SALES),
    "club": (_SALES, _KEYS),
}
_FIGURES = {
    "talks": (_("meetings a quarter"), _("accounts met in the year, %")),
    "reply": (_("answered within 3 days, %"), _("days to the first reply")),
    "gifts": (_("left in the year, %"), _("left in the year, less those without a gift, points")),
    "lane": (_("hours to repair"), _("repaired within a day, %")),
    "panel": (_("days from the quarter’s end to the panel"), _("decisions taken from it")),
    "club": (_("members who renew, %"), _("members who left in the year, %")),
}
_TODAY = datetime.date(2026, 1, 12)


def _a_plan(case, rng):
    """Six lines: one each without an owner, without a figure, overdue and with 0 yuan, two without fault."""
    names = rng.sample(sorted(_LINES), len(_LINES))
    faults = dict(zip(names, ["owner", "figure", "overdue", "nothing", None, None], strict=True))
    rows = {}
    for name in _LINES:
        due = _TODAY + datetime.timedelta(days=rng.randint(20, 200))
        if faults[name] == "overdue":
            due = _TODAY - datetime.timedelta(days=rng.randint(10, 60))
        rows[name] = (
            "–" if faults[name] == "owner" else rng.choice(_OWNERS[name]),
            f"{due:%Y-%m-%d}",
            "0" if faults[name] == "nothing" else f"{rng.randrange(2, 20) * 1_000:,}",
            "–" if faults[name] == "figure" else rng.choice(_FIGURES[name]),
        )
    table = pd.DataFrame(
        list(rows.values()),
        index=pd.Index([_LINES[name] for name in rows], name=_("line")),
        columns=[_("who answers for it"), _("due"), _("yuan"), _("success is seen by")],
    )
    whys = {f"why_{name}": _WHY[faults[name]] for name in _LINES}
    return {"faults": faults, "table": table, "today": f"{_TODAY:%Y-%m-%d}", **whys}


_WHY = {
    "owner": _("Nobody answers for it."),
    "figure": _("Nobody will see whether it worked."),
    "overdue": _("Its day has passed."),
    "nothing": _("All four are there: 0 yuan is a sum, and the day is still to come."),
    None: _("All four are there, and the day is still to come."),
}


def _with(*wanted):
    return lambda facts: [name for name in _LINES if facts["faults"][name] in wanted]


GAPS = Question(
    id="save.gaps",
    kind=Choices(
        options=_LINES,
        why={name: "{why_" + name + "}" for name in _LINES},
        shuffle=False,
    ),
    case=telecom,
    given=_a_plan,
    prompt=_(
        "Today is {today}. A line of the planning board counts as *planned* if it has all four: somebody who answers for it, a day **not before today**, a sum (0 yuan is a sum), and a figure by which success is seen. Tick the lines that are **not** planned yet."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_with("owner", "figure", "overdue"),
    mistakes=(
        Mistake(
            "day-not-read",
            _with("owner", "figure"),
            _(
                "You found the blanks. But a field can be filled and still wrong: compare each day with {today}. A line whose day has passed is done, or it has to be planned anew."
            ),
        ),
        Mistake(
            "nought-is-a-blank",
            _with("owner", "figure", "overdue", "nothing"),
            _(
                "You ticked the line with 0 yuan too. That is a decision and no gap: an answer in time or a meeting may cost nothing but working time. A blank field would be a gap."
            ),
        ),
        Mistake(
            "success-not-asked",
            _with("owner", "overdue"),
            _(
                "You found who and when. The last column counts as well: without a figure named beforehand everything will have been a success at the end of the year."
            ),
        ),
    ),
    right=_(
        "Three lines are wishes so far. The figure of success is the field left blank most often, and the one that makes a plan: it says beforehand what would count as “it did not work”."
    ),
    hints=Hints(
        _("Go through the columns one after the other, and not only through the blanks."),
        _("Owner there? Day not before {today}? A sum, also 0? A figure? All four: planned."),
        _("A dash in the first or the last column is a gap. And of the days, one lies before {today}: the line …"),
        _("{answer}"),
    ),
    competencies=("RT4",),
)
