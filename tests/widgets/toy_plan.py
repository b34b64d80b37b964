"""A customer plan of two small sheets, one in lesson 01 and one in lesson 02."""

import pandas as pd

from casekit.practice.customer_plan import CustomerPlan
from casekit.practice.plan import ChoiceField, NumberField, Page, Sheet, TextField
from casekit.practice.plan_store import PlanStore


def records(seed):
    return pd.Series([0.4, 0.6, 0.7, 0.9], index=pd.Index(["A", "B", "C", "D"], name="pair"))


def joined(case, answers):
    """The pairs at or above the strictness, the surest first."""
    found = case[case >= answers["strictness"]].sort_values(ascending=False)
    return pd.DataFrame({"likeness": found})


def strangers(case, answers):
    n = int((case < 0.65).sum() - (case < answers["strictness"]).sum())
    return f"At that strictness {n} pairs of strangers share a card." if n > 0 else ""


RECORDS = Sheet(
    name="records",
    title="Who is who",
    intro="How **sure** must one be?",
    case=records,
    fields=(
        NumberField(
            name="strictness",
            question="From which likeness on are two cards one person?",
            low=0,
            high=1,
            decimals=2,
            suggest=lambda case: case.median(),
            model=lambda case: float(case[case >= 0.65].min()),
            why="It is the lowest that joins **no** strangers.",
            remark=strangers,
        ),
        ChoiceField(
            name="owner",
            question="Who may change a card?",
            options={"all": "everybody", "one": "the records owner"},
            model="one",
            why="One owner, one truth.",
            remark=lambda case, answers: "Nobody will know who changed it." if answers["owner"] == "all" else "",
        ),
        TextField(name="note", question="What must never be joined?", model="Father and son.", why="They are two."),
    ),
    tables={"The pairs that become one": joined},
)

CLASSES = Sheet(
    name="classes",
    title="A, B and C",
    case=records,
    fields=(
        NumberField(
            name="cut",
            question="Where does A end?",
            unit="%",
            low=50,
            high=lambda case: 94 + len(case),
            model=80,
            why="Four fifths is where the few end.",
            suggest=lambda case: 81.4,
            remark=lambda case, answers: f"{100 - answers['cut']} % are left for B and C.",
        ),
        NumberField(
            name="hours", question="Hours a year for an A?", unit="hours", low=0, high=99, model=24, why="Two a month."
        ),
    ),
    tables={"Cut and hours": lambda case, answers: pd.DataFrame([{"cut": answers["cut"], "hours": answers["hours"]}])},
)

PAGES = (Page("01", RECORDS), Page("02", CLASSES))


def toy_plan(path=None):
    """The toy plan over the file at ``path``, or over the trainee's own."""
    return CustomerPlan(PAGES, PlanStore(path))
