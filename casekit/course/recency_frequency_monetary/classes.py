"""Classes by rules one can say aloud: life-cycle classes, and clients from habit in another trade."""

from dataclasses import replace

import pandas as pd

from casekit.course.dates import day
from casekit.course.recency_frequency_monetary.shop import Shop, cdnow, shop
from casekit.grading import LifeCycleRules, habit_classes, life_cycle_classes
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.practice.kinds.sheet import Grades
from casekit.text import _

# ── life-cycle classes ───────────────────────────────────────────────────────────────────────────────────
RULES = LifeCycleRules(
    new_days=110, active_purchases=3, loyal_days=150, loyal_purchases=4, lapsed_days=90, time_unit="D"
)
CLASSES = {
    "potential": _("potential (潜在)"),
    "new": _("new (新)"),
    "active": _("active (活跃)"),
    "loyal": _("loyal (忠诚)"),
    "lapsed": _("lapsed (流失)"),
    "unclassified": _("unclassified: no rule holds"),
}


def _life(case, rng):
    """Eight customers in the early summer: overlaps, a lapsed one who used to come often, and a hole in the rules."""
    at = Shop(shop(case).transactions, shop(case).end - pd.Timedelta(days=92))
    known = at.known
    quiet, often = known["days_since"] > RULES.lapsed_days, known["purchase_days"] >= RULES.active_purchases
    loyal = ~quiet & (known["days_known"] >= RULES.loyal_days) & (known["purchase_days"] >= RULES.loyal_purchases)
    new = ~quiet & (known["days_known"] <= RULES.new_days)
    hole = ~quiet & ~often & ~new
    wanted = [quiet & often, quiet & ~often, loyal, often & ~quiet & ~loyal, new & ~often, hole]
    seven = [customer for where in wanted for customer in at.pick(rng, 1, where)]
    seven += at.pick(rng, 7 - len(seven), ~known.index.isin(seven))
    summary = at.summary.set_index("customer_id").loc[seven, ["frequency", "recency", "T"]].astype(float)
    summary.loc[_("the newcomer")] = [float("nan")] * 3
    order = rng.sample(range(8), 8)
    summary = summary.iloc[order].set_axis(pd.Index(list("ABCDEFGH"), name="customer_id"))
    since = summary["T"] - summary["recency"]
    shown = pd.DataFrame(
        {"purchase days": summary["frequency"] + 1, "first, days ago": summary["T"], "last, days ago": since}
    )
    return {
        "summary": summary.reset_index(),
        "table": shown.rename_axis("customer").fillna(0).astype(int).astype(str).where(shown.notna(), "–"),
        "end": day(at.end),
        **{name: getattr(RULES, name) for name in ("new_days", "active_purchases", "loyal_days")},
        **{name: getattr(RULES, name) for name in ("loyal_purchases", "lapsed_days")},
    }


def _classed(order=RULES.order, otherwise="unclassified"):
    rules = replace(RULES, order=order, otherwise=otherwise)

    def classed(facts):
        found = life_cycle_classes(facts["summary"], rules=rules)
        return dict(zip(found["customer_id"], found["life_cycle"], strict=True))

    return classed


def _because(facts, row):
    line = facts["table"].loc[row]
    if line["purchase days"] == "–":
        return _("{row} has registered and bought nothing.").format(row=row)
    return _("{row} bought on {days} days, first {first} and last {last} days ago. Ask the rules from the top.").format(
        row=row, days=line["purchase days"], first=line["first, days ago"], last=line["last, days ago"]
    )


LIFE_CYCLE = Question(
    id="rfm.life-cycle",
    kind=Grades(
        grades=CLASSES,
        rows=lambda facts: {name: _("customer {name}").format(name=name) for name in facts["table"].index},
        because=_because,
        heading=_("Class"),
    ),
    case=cdnow,
    given=_life,
    prompt=_(
        "Class each customer as of {end}. The rules are asked **in this order**, and the first that holds wins:\n\n"
        "1. potential: registered, has bought nothing (–)\n"
        "2. lapsed: last purchase more than {lapsed_days} days ago\n"
        "3. loyal: first purchase at least {loyal_days} days ago **and** at least {loyal_purchases} purchase days\n"
        "4. active: at least {active_purchases} purchase days\n"
        "5. new: first purchase at most {new_days} days ago\n\n"
        "Who meets no rule is unclassified."
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_classed(),
    mistakes=(
        Mistake(
            "active-before-loyal",
            _classed(("potential", "lapsed", "active", "loyal", "new")),
            _(
                "You asked *active* before *loyal*. Whoever is loyal has bought often enough to be active too, so with "
                "that order nobody is ever loyal. Where two rules hold, the order decides: ask number 3 before number 4."
            ),
        ),
        Mistake(
            "silence-last",
            _classed(("potential", "loyal", "active", "new", "lapsed")),
            _(
                "You asked *lapsed* last. Someone who came often and then fell silent still counts as active with you, "
                "and the alarm never rings. The second rule looks at the silence before anything else."
            ),
        ),
        Mistake(
            "hole-into-lapsed",
            _classed(otherwise="lapsed"),
            _(
                'You put those whom no rule fits into *lapsed*. That is what a spreadsheet\'s "else" does: the hole in the '
                "rules vanishes, and customers who are not lapsed get a farewell letter. Who meets no rule?"
            ),
        ),
    ),
    right=_(
        "The order decided for those who meet two rules, and somebody met none. *Unclassified* is a result: it tells you "
        "where your rules have a hole. Mend the rules, not the customer."
    ),
    hints=Hints(
        _("Take one customer at a time and ask the rules from the top; stop at the first yes."),
        _("Nothing bought? Silent for more than {lapsed_days} days? Only then look at how often, and last at how new."),
        _(
            "Whoever bought last more than {lapsed_days} days ago is done after rule 2, however often they came. Of the "
            "others, who has {loyal_purchases} purchase days and was first seen {loyal_days} days ago or more …"
        ),
        _("{answer}"),
    ),
    competencies=("GR10",),
)


# ── transfer: a salon ────────────────────────────────────────────────────────────────────────────────────
def _salon(case, rng):
    """Nine clients of an invented salon; dates laid so that each tempting slip gives another count."""
    today, needed = pd.Timestamp("2026-06-30"), 3
    start = today - pd.Timedelta(days=90)
    plans = [
        "exactly",
        "exactly",
        "above",
        "double-line",
        "early",
        "early",
        *rng.choices(["few", "above", "exactly"], k=3),
    ]
    names = rng.sample(["An", "Bo", "Chen", "Dai", "Fang", "Gao", "Hua", "Lin", "Mei", "Ning"], len(plans))
    rows = [
        (name, start + pd.Timedelta(days=offset))
        for name, plan in zip(names, plans, strict=True)
        for offset in _offsets(plan, needed, rng)
    ]
    visits = pd.DataFrame(rows, columns=["client", "date"]).sort_values(["client", "date"]).reset_index(drop=True)
    shown = visits.groupby("client")["date"].agg(lambda dates: ", ".join(f"{d:%d %b}" for d in dates))
    return {
        "visits": visits,
        "table": shown.to_frame("one entry a service"),
        "today": today,
        "start": start,
        "today_said": day(today),
        "start_said": day(start + pd.Timedelta(days=1)),
        "needed": needed,
    }


def _offsets(plan, needed, rng):
    """Days after the start of the ninety; a negative one lies before it."""
    inside = sorted(rng.sample(range(3, 90), needed + 2))
    before = [-rng.randint(5, 40) for _visit in range(2)]
    return {
        "exactly": before[:1] + inside[:needed],
        "above": inside[: needed + 1],
        "few": inside[: needed - 1],
        "double-line": inside[: needed - 1] + inside[needed - 2 : needed - 1],
        "early": sorted(before) + inside[: needed - 1],
    }[plan]


def _regulars(rows, facts, over=None):
    days = rows.groupby("client")["date"]
    counts = days.size() if over == "lines" else days.nunique()
    return int((counts > facts["needed"]).sum() if over == "above" else (counts >= facts["needed"]).sum())


def _recent(facts):
    return facts["visits"][facts["visits"]["date"] > facts["start"]]


SALON_HABIT = Question(
    id="rfm.salon-habit",
    kind=Number(unit=_("clients")),
    case=lambda seed: None,
    given=_salon,
    prompt=_(
        "A salon calls a client a **customer from habit** who came on **at least {needed} days** in the 90 days up to "
        "{today_said} (from {start_said} on). Each entry below is one *service*; two services at one visit make two entries. "
        "How many clients come from habit?"
    ),
    exhibit=lambda facts: facts["table"],
    workbook=lambda facts: {"services": facts["visits"]},
    oracle=lambda facts: int(
        habit_classes(
            facts["visits"], customer_id="client", date="date", visits=facts["needed"], days=90, end=facts["today"]
        )["from_habit"].sum()
    ),
    mistakes=(
        Mistake(
            "greater-than",
            lambda facts: _regulars(_recent(facts), facts, over="above"),
            _(
                "{got} come on *more than* {needed} days. The rule says *at least* {needed}: who came on exactly {needed} is in. "
                "> for ≥ is one sign, and it strikes off the clients on the edge."
            ),
        ),
        Mistake(
            "services-counted",
            lambda facts: _regulars(_recent(facts), facts, over="lines"),
            _(
                "{got} have at least {needed} *entries*. Someone had two services on one day: one visit, two entries. Count "
                "different days."
            ),
        ),
        Mistake(
            "whole-list",
            lambda facts: _regulars(facts["visits"], facts),
            _(
                "{got} have {needed} visits in the whole list. It also holds visits before {start_said}. A habit is about now: "
                "only the last 90 days count."
            ),
        ),
    ),
    right=_(
        "{answer}. The same three traps as in the record shop: the edge of the band, rows for visits, and the wrong span of time. "
        "They come back in every trade."
    ),
    hints=Hints(
        _("First cross out what lies before the 90 days."),
        _("For each client count the different days in the span; keep those with at least {needed}."),
        _("Cross out everything before {start_said}, join entries of one day, then count who has {needed} or more …"),
        _("{answer}"),
    ),
    competencies=("GR10",),
    way="compute",
)
