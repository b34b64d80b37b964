"""One question of each kind about three made-up customers: what the widgets are tried on, whatever the course asks."""

import pandas as pd

from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Match, Order
from casekit.practice.kinds.choose import Choice, Choices
from casekit.practice.kinds.function import Function
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Allocation, Grades, Thresholds
from casekit.practice.kinds.table import Table
from casekit.practice.kinds.text import FreeText

NAMES = ("Alpha", "Beta", "Gamma")


def _given(case, rng):
    spend = rng.sample(range(100, 1000, 7), 3)
    visits = rng.sample(range(2, 30), 3)
    return {
        "table": pd.DataFrame({"customer": NAMES, "spend": spend, "visits": visits}),
        "spend": dict(zip(NAMES, spend, strict=True)),
        "total": sum(spend),
        "top": max(zip(spend, NAMES, strict=True))[1],
        "visits": dict(zip(NAMES, visits, strict=True)),
    }


def _by_spend(facts):
    return sorted(NAMES, key=facts["spend"].get, reverse=True)


def _toy(kind, prompt, oracle, mistake, **more):
    return Question(
        id=f"toy.{kind.name}",
        kind=kind,
        prompt=prompt,
        case=lambda seed: None,
        given=_given,
        oracle=oracle,
        right="Well **reckoned**.",
        mistakes=(Mistake("tempting", mistake, "That tempts. Read the `table` again."),),
        hints=Hints("Look at the table.", "The method is plain.", "The worked line begins so …", "It is {answer}."),
        exhibit=lambda facts: facts["table"],
        workbook=lambda facts: {"customers": facts["table"]},
        **more,
    )


def spend_per_visit(spend, visits):
    """What the toy of kind function asks for."""
    return spend / visits


QUESTIONS = (
    _toy(
        Number(unit="yuan", decimals=0),
        "What do the three spend **together**?",
        lambda facts: facts["total"],
        lambda facts: facts["total"] / 3,
        way="compute",
    ),
    _toy(
        Choice(options={name: f"{name} & Sons" for name in NAMES}),
        "Who spends the most?",
        lambda facts: facts["top"],
        lambda facts: _by_spend(facts)[-1],
    ),
    _toy(
        Choices(options={name: f"{name} & Sons" for name in NAMES}),
        "Which two spend the most?",
        lambda facts: _by_spend(facts)[:2],
        lambda facts: _by_spend(facts)[1:],
    ),
    _toy(
        Order(items={name: f"{name} & Sons" for name in NAMES}),
        "Put them in order of spend, the largest first.",
        _by_spend,
        lambda facts: _by_spend(facts)[::-1],
    ),
    _toy(
        Match(
            left={"recency": "Recency (最近一次消费)", "frequency": "Frequency (消费频次)"},
            right={"ago": "How long ago", "often": "How often", "much": "How much"},
        ),
        "What does each measure?",
        lambda facts: {"recency": "ago", "frequency": "often"},
        lambda facts: {"recency": "often", "frequency": "ago"},
    ),
    _toy(
        Grades(
            grades={"gold": "Gold", "plain": "Plain"},
            rows=lambda facts: {name: f"{name}: {spend} yuan" for name, spend in facts["spend"].items()},
            because=lambda facts, row: f"{row} spends {facts['spend'][row]} yuan.",
        ),
        "Gold is for the one who spends the most.",
        lambda facts: {name: "gold" if name == facts["top"] else "plain" for name in NAMES},
        lambda facts: {name: "gold" if name != facts["top"] else "plain" for name in NAMES},
    ),
    _toy(
        Thresholds(names={"gold": "Gold", "silver": "Silver"}, unit="yuan", decimals=0, rising=False),
        "Gold begins at the largest spend, Silver at the second.",
        lambda facts: dict(zip(("gold", "silver"), sorted(facts["spend"].values(), reverse=True), strict=False)),
        lambda facts: dict(zip(("gold", "silver"), sorted(facts["spend"].values(), reverse=True)[1:], strict=True)),
    ),
    _toy(
        Allocation(buckets={name: name for name in NAMES}, total=40, unit="hours", step=1, tolerance=0),
        "Give 40 hours: 20 to the one who spends the most, 10 to each other.",
        lambda facts: {name: 20 if name == facts["top"] else 10 for name in NAMES},
        lambda facts: {name: 0 if name == facts["top"] else 20 for name in NAMES},
    ),
    _toy(
        Table(key="customer", columns={"spend": 0}),
        "Give each customer's spend, one row a customer.",
        lambda facts: facts["table"][["customer", "spend"]],
        lambda facts: facts["table"].assign(spend=facts["table"]["spend"] * 2)[["customer", "spend"]],
        way="compute",
    ),
    _toy(
        Function(
            signature="spend_per_visit(spend, visits)",
            trials=lambda facts, rng: [(rng.randint(100, 900), rng.randint(2, 9)) for _ in range(4)],
            result=Number(decimals=2),
        ),
        "Write a function that gives the spend per visit.",
        lambda facts: spend_per_visit,
        lambda facts: lambda spend, visits: visits / spend,
        way="compute",
    ),
    _toy(
        FreeText(
            points={"spend": ("who spends most", [r"\bspend", "消费"]), "visit": ("how often they come", [r"\bvisit"])},
            words=5,
        ),
        "Why is spend alone not enough?",
        lambda facts: "What they spend says little without how often they visit.",
        lambda facts: "They spend what they spend and that is all there is.",
    ),
)


def toy(kind):
    """The toy question of this kind."""
    return next(question for question in QUESTIONS if question.kind.name == kind)
