"""A lot that holds: its steps in order, and who must be drawn together."""

import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.course.did_it_work.company import CALLS, drawn, tallies
from casekit.course.orders import moved_to, swapped
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.arrange import Order
from casekit.practice.kinds.number import Number
from casekit.text import _

# ── the steps ────────────────────────────────────────────────────────────────────────────────────────────
STEPS = {
    "outcome": _("write down the outcome, the day of reading and the smallest effect that would pay"),
    "size": _("work out how many customers that needs"),
    "list": _("close the list of customers; groups and families count as one"),
    "lot": _("draw the lot with a seed, and file list and lot"),
    "act": _("call those drawn, and leave the control group alone"),
    "count": _("on the day of reading, count the leavers of all as they were drawn"),
    "compare": _("take the difference with its interval, then customers saved and cost of each"),
}
_STEPS = list(STEPS)
_NEEDS = {
    "size": _("A size depends on the effect that one wants to see: is that written down yet?"),
    "list": _("How many customers must be on it? Has that been worked out?"),
    "lot": _("A lot is drawn among somebody: is it settled who takes part?"),
    "act": _("Who is to be called, and who is not? Something must have decided that first."),
    "count": _("What is to be counted has to happen first."),
    "compare": _("Two shares are compared: have the leavers been counted?"),
}


def _a_campaign(case, rng):
    one = tallies(case)[rng.choice(CALLS)]
    return {"name": one["name"], "members": one["called"] + one["control"]}


ORDER = Question(
    id="trial.order",
    kind=Order(items=STEPS, because=lambda facts, step: _NEEDS.get(step)),
    case=telecom,
    given=_a_campaign,
    prompt=_(
        "Harbour plans a campaign like “{name}”, with {members:,} customers on its list. This time it is to be a trial that nobody can doubt. Put the steps in order; each uses what the one "
        "before it gave."
    ),
    oracle=lambda facts: _STEPS,
    mistakes=(
        Mistake(
            "outcome-chosen-late",
            moved_to(_STEPS, "outcome", 5),
            _(
                "With you the outcome is settled after the calls. Then everybody looks for what looks well, and finds it: bills, minutes, one district. What must "
                "be on paper before anybody knows a result?"
            ),
        ),
        Mistake(
            "list-after-lot",
            swapped(_STEPS, "list", "lot"),
            _(
                "You draw first and close the list afterwards. Whoever may still add or strike out names once the lot is known will do so, with the best intentions. "
                "What is drawn from?"
            ),
        ),
        Mistake(
            "size-after-list",
            swapped(_STEPS, "size", "list"),
            _(
                "You close the list and then work out the size. If it is too small, the trial is over before it begins. Which of the two settles the other?"
            ),
        ),
        Mistake(
            "lot-after-calls",
            swapped(_STEPS, "lot", "act"),
            _(
                "You call first and draw afterwards. Then those who were easy to reach have been called, and the rest is a *left-over*, no control group. What "
                "has to decide who is called?"
            ),
        ),
    ),
    right=_(
        "First what is to be seen, then how many, then who, then the lot. After that nothing may be changed until the day of reading. File the paper: it is your best "
        "witness."
    ),
    hints=Hints(
        _("Whatever could be bent by a result must be settled before there is one."),
        _("What to see, how many, who, the lot, the calls, the count, the comparison."),
        _("It begins with the outcome and ends with the comparison. Before the list is closed comes …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)


# ── drawn together ───────────────────────────────────────────────────────────────────────────────────────
@once_a_case
def _lists(case):
    """By campaign: members with a group of which several branches are on the list, and members without one."""
    found = []
    for campaign, rows in drawn(case)[drawn(case)["campaign_id"].isin(CALLS)].groupby("campaign_id"):
        several = rows[rows["group_id"].map(rows["group_id"].value_counts()) > 1]
        by_group = {
            group: list(zip(own["customer_id"], own["called"], strict=True))
            for group, own in several.groupby("group_id")
        }
        torn = sorted(group for group, own in by_group.items() if len({lot for _id, lot in own}) == 2)
        wide = [group for group in torn if sum(not lot for _id, lot in by_group[group]) > 1]
        whole = sorted(group for group in by_group if group not in torn)
        alone = rows.loc[rows["group_id"].isna(), ["customer_id", "called"]].head(300)
        singles = list(alone.itertuples(index=False, name=None))
        torn = [group for group in torn if group not in wide]
        found.append(
            {"campaign": campaign, "groups": by_group, "torn": torn, "wide": wide, "whole": whole}
            | {"singles": singles}
        )
    return [one for one in found if one["wide"] and one["torn"] and one["whole"]]


_READINGS = ("spoiled", "torn", "in_torn", "control", "grouped", "units")  # ways to count: all must differ
_MOST_ROWS = 15


def _a_dozen_rows(case, rng):
    while True:
        facts = _some_rows(rng.choice(_lists(case)), rng)
        if len({facts[name] for name in _READINGS}) == len(_READINGS) and len(facts["table"]) <= _MOST_ROWS:
            return facts


def _some_rows(one, rng):
    rows = []
    torn = rng.sample(one["wide"] + one["torn"], rng.randint(1, 3))
    for group in [*torn, *rng.sample(one["whole"], rng.randint(1, 2))]:
        own = one["groups"][group]
        called = [row for row in own if row[1]]
        control = [row for row in own if not row[1]]
        rows += [(id, group, lot) for id, lot in (called[:2] + control[:3])]
    rows += [(id, "", lot) for id, lot in rng.sample(one["singles"], rng.randint(2, 4))]
    rng.shuffle(rows)
    control = [row for row in rows if not row[2]]
    heard = {group for _id, group, lot in rows if lot and group}
    torn = {group for _id, group, lot in control if group in heard}
    spoiled = [row for row in control if row[1] in heard]
    table = pd.DataFrame(
        {
            _("customer"): [row[0] for row in rows],
            _("group of firms"): [row[1] or "–" for row in rows],
            _("lot"): [_("called") if row[2] else _("left alone") for row in rows],
        }
    ).set_index(_("customer"))
    in_torn = [row for row in rows if row[1] in torn]
    grouped = [row for row in control if row[1]]
    return {
        "campaign": one["campaign"],
        "table": table,
        "control": len(control),
        "spoiled": len(spoiled),
        "torn": len(torn),
        "in_torn": len(in_torn),
        "grouped": len(grouped),
        "a_group": sorted(torn)[0],
        "units": len({row[1] or row[0] for row in rows}),
    }


TORN = Question(
    id="trial.torn",
    kind=Number(),
    case=telecom,
    given=_a_dozen_rows,
    prompt=_(
        "Some lines of the list of {campaign}. Branches of one group of firms share a buyer and talk to each other. How many of these customers were to be **left alone** and belong to a group "
        "of which another branch **in this table was called**? (They have heard of the gift. A bare number.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["spoiled"],
    mistakes=(
        Mistake(
            "groups-counted",
            lambda facts: facts["torn"],
            _(
                "{got} is the number of *groups* torn apart. Asked are their branches that were to be left alone. How many has each?"
            ),
        ),
        Mistake(
            "the-called-too",
            lambda facts: facts["in_torn"],
            _(
                "{got} counts all branches of the groups torn apart. The called among them are where they should be. Which of them were to be left alone?"
            ),
        ),
        Mistake(
            "whole-control",
            lambda facts: facts["control"],
            _(
                "{got} is everybody left alone. Not each of them has a sister branch that was called. Who has a called one with the *same* group?"
            ),
        ),
        Mistake(
            "any-group",
            lambda facts: facts["grouped"],
            _(
                "{got} is everybody left alone who belongs to *some* group. A group that was left alone as a whole has heard of nothing. In which groups was a branch called?"
            ),
        ),
        Mistake(
            "units-counted",
            lambda facts: facts["units"],
            _(
                "{got} is each group counted once and each customer without a group: so many one would draw if groups were drawn. Asked are single branches. Which of them were to be left alone, and have a called sister?"
            ),
        ),
    ),
    right=_(
        "{answer} of {control} left alone. They make the control look like the called, and the effect too small. Draw *groups*, not branches: here {units} units in place of the single customers."
    ),
    hints=Hints(
        _("Go through those left alone one by one. Has a sister of theirs been called?"),
        _("Note the groups with a called branch. Count the branches left alone in just these groups."),
        _("Group {a_group} has a called branch and others left alone. Are there more such groups? …"),
        _("{answer}"),
    ),
    competencies=("RT3",),
)
