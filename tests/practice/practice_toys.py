"""One toy question of each kind, with figures that change by seed."""

import pandas as pd

from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match, Order
from casekit.practice.kinds.choose import Choice, Choices
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Allocation, Grades, Thresholds
from casekit.practice.kinds.table import Table
from casekit.practice.kinds.text import FreeText
from casekit.text import _


def no_case(seed):
    """The toys bring their own figures."""


def hints():
    return Hints(_("Who was there?"), _("Divide."), _("Almost there …"), _("It is {answer}."))


def question(id, kind, given, oracle, mistakes, **more):
    return Question(
        id=f"toy.{id}",
        kind=kind,
        prompt=_("A question."),
        given=given,
        oracle=oracle,
        right=_("Right: {answer}."),
        hints=hints(),
        case=no_case,
        mistakes=tuple(mistakes),
        **more,
    )


# ── number ───────────────────────────────────────────────────────────────────────────────────────────────
def churn(case, rng):
    start = 10 * rng.randint(50, 90)
    return {"start": start, "left": round(start * rng.uniform(0.10, 0.16)), "late": rng.randint(7, 12)}


NUMBER = question(
    "number",
    Number(unit="%", decimals=1),
    churn,
    lambda f: 100 * (f["left"] - f["late"]) / f["start"],
    [
        Mistake("all-leavers", lambda f: 100 * f["left"] / f["start"], _("{got} counts all {left} leavers.")),
        Mistake(
            "closing-base",
            lambda f: 100 * f["left"] / (f["start"] - f["left"]),
            _("{got} stands over those who are left."),
        ),
    ],
    accepted=(Accepted(lambda f: 100 - 100 * (f["left"] - f["late"]) / f["start"], _("That is who stayed.")),),
    way="compute",
    workbook=lambda f: {"figures": pd.DataFrame({"start": [f["start"]], "left": [f["left"]]})},
)

# ── choices ──────────────────────────────────────────────────────────────────────────────────────────────
CHOICE = question(
    "choice",
    Choice(options={"gold": _("a gold card for {who}"), "none": _("no card"), "silver": _("a silver card, perhaps")}),
    lambda case, rng: {"who": rng.choice(["Anna", "Bo", "Chen"])},
    lambda f: "gold",
    [
        Mistake.picked("none", _("No card for {who} would be unkind.")),
        Mistake.picked("silver", _("Silver is for others than {who}.")),
    ],
)
CHOICES = question(
    "choices",
    Choices(
        options={name: _("customer {name}").format(name=name) for name in "ABCDEF"},
        why={"A": _("A came once."), "F": _("F left.")},
    ),
    lambda case, rng: {},
    lambda f: ["B", "C", "D"],
    [
        Mistake("everybody", lambda f: list("ABCDEF"), _("All of them is no selection.")),
        Mistake("others", lambda f: list("AEF"), _("These are the ones to leave out.")),
    ],
)

# ── arranging ────────────────────────────────────────────────────────────────────────────────────────────
SALES = {"north": _("the north"), "south": _("the south"), "east": _("the east"), "west": _("the west")}


def regions(case, rng):
    names = list(SALES)
    sales = dict(zip(names, rng.sample(range(10, 99), 4), strict=True))
    return {"sales": sales}


ORDER = question(
    "order",
    Order(items=SALES),
    regions,
    lambda f: sorted(f["sales"], key=f["sales"].get, reverse=True),
    [Mistake("rising", lambda f: sorted(f["sales"], key=f["sales"].get), _("That is from small to large."))],
)
MATCH = question(
    "match",
    Match(
        left=lambda f: {name: name for name in f["names"]},
        right={"vip": _("VIP"), "plain": _("no VIP"), "unused": _("nobody")},
    ),
    lambda case, rng: {"names": rng.sample(["Anna", "Bo", "Chen", "Dora", "Emil"], 4)},
    lambda f: {name: "vip" if i < 2 else "plain" for i, name in enumerate(f["names"])},
    [Mistake("swapped", lambda f: {n: "plain" if i < 2 else "vip" for i, n in enumerate(f["names"])}, _("Swapped."))],
)


# ── sheets ───────────────────────────────────────────────────────────────────────────────────────────────
def eight(case, rng):
    return {"sales": {str(n): rng.choice([300, 499, 500, 501, 900]) for n in range(1, 7)} | {"7": 500, "8": 500}}


GRADES = question(
    "grades",
    Grades(
        grades={"gold": _("Gold"), "plain": _("Plain")},
        rows=lambda f: {row: _("customer {row}").format(row=row) for row in f["sales"]},
        because=lambda f, row: _("{n} yuan were spent.").format(n=f["sales"][row]),
    ),
    eight,
    lambda f: {row: "gold" if sales >= 500 else "plain" for row, sales in f["sales"].items()},
    [
        Mistake(
            "greater-than",
            lambda f: {row: "gold" if sales > 500 else "plain" for row, sales in f["sales"].items()},
            _("A grade begins at its number."),
        )
    ],
)
THRESHOLDS = question(
    "thresholds",
    Thresholds(names={"silver": _("Silver from"), "gold": _("Gold from")}, unit="yuan", decimals=0),
    lambda case, rng: {"low": rng.randint(10, 20) * 10, "high": rng.randint(30, 40) * 10},
    lambda f: {"silver": f["low"], "gold": f["high"]},
    [Mistake("one-off", lambda f: {"silver": f["low"] - 1, "gold": f["high"] - 1}, _("One too low: at, not above."))],
)


def holds(values, facts):
    """Any two thresholds do that leave no customer between them."""
    if values["gold"] - values["silver"] > facts["gap"]:
        return _("The bands leave a hole.")
    if values["silver"] < 100:
        return _("Silver begins too low.")
    return None


VALID_THRESHOLDS = question(
    "valid-thresholds",
    Thresholds(names={"silver": _("Silver from"), "gold": _("Gold from")}, valid=holds),
    lambda case, rng: {"gap": rng.randint(100, 200)},
    lambda f: {"silver": 200, "gold": 200 + f["gap"]},
    [
        Mistake("hole", lambda f: {"silver": 200, "gold": 900}, _("Nobody looks after those in between.")),
        Mistake("low", lambda f: {"silver": 10, "gold": 20}, _("Everybody is silver then.")),
    ],
)
ALLOCATION = question(
    "allocation",
    Allocation(
        buckets={"gold": _("Gold"), "silver": _("Silver"), "rest": _("The rest")},
        total=lambda f: f["hours"],
        unit="hours",
        tolerance=2,
    ),
    lambda case, rng: {"hours": rng.choice([60, 90, 120])},
    lambda f: {"gold": f["hours"] - 10, "silver": 10, "rest": 0},
    [Mistake("evenly", lambda f: dict.fromkeys(("gold", "silver", "rest"), f["hours"] / 3), _("Even is not fair."))],
)


# ── table, function, text ────────────────────────────────────────────────────────────────────────────────
def purchases(case, rng):
    rows = [(f"{n:05}", day, rng.randint(1, 500) / 4) for n in range(1, 6) for day in rng.choices(range(1, 29), k=4)]
    lines = pd.DataFrame([*rows, ("00001", 3, 9.5), ("00001", 3, 1.5)], columns=["customer_id", "day", "amount"])
    return {"lines": lines}


def totals(facts, count="nunique"):
    lines = facts["lines"].groupby("customer_id")
    return pd.DataFrame({"frequency": lines["day"].agg(count) - 1, "sales": lines["amount"].sum()}).reset_index()


TABLE = question(
    "table",
    Table(key="customer_id", columns={"frequency": 0, "sales": 2}),
    purchases,
    totals,
    [Mistake("lines", lambda f: totals(f, "size"), _("These are lines, not days: {got}."))],
    way="compute",
    workbook=lambda f: {"lines": f["lines"]},
)
FUNCTION = question(
    "function",
    Function(signature="repeat_days(dates)", trials=lambda f, rng: [(dates,) for dates in f["lists"]], result=Number()),
    lambda case, rng: {"lists": [[rng.randint(1, 9) for _day in range(6)], [3, 3], [4], []]},
    lambda f: lambda dates: max(len(set(dates)) - 1, 0),
    [
        Mistake("lines", lambda f: lambda dates: max(len(dates) - 1, 0), _("Rows are counted. {got}")),
        Mistake("minus-one", lambda f: lambda dates: len(set(dates)) - 1, _("Nobody comes back minus once. {got}")),
    ],
    way="compute",
    workbook=lambda f: {"lists": pd.DataFrame({"dates": [str(dates) for dates in f["lists"]]})},
)
TEXT = question(
    "text",
    FreeText(
        points={
            "luck": (_("part of it is luck"), ["luck", "chance", "regress", "运气"]),
            "control": (_("a comparison is needed"), ["control", "holdout", "对照"]),
        },
        traps={"cause": ["calls? (worked|caused)"]},
        words=6,
    ),
    lambda case, rng: {},
    lambda f: _("Much of this is luck, and only a control group would tell."),
    [
        Mistake("luck-only", lambda f: _("Much of this was luck and will not last."), _("And what would show it?")),
        Mistake("cause", lambda f: _("The calls worked very well for the firm."), _("Nothing here shows that.")),
    ],
)

TOYS = (
    NUMBER,
    CHOICE,
    CHOICES,
    ORDER,
    MATCH,
    GRADES,
    THRESHOLDS,
    VALID_THRESHOLDS,
    ALLOCATION,
    TABLE,
    FUNCTION,
    TEXT,
)
