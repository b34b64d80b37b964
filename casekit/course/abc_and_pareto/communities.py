"""Groups of clients in the Willow Salon: a rule that forgets some of them, and a mean that stands on few."""

import pandas as pd

from casekit.course.abc_and_pareto.company import clients, year
from casekit.course.by_case import once_a_case
from casekit.course.companies import salon
from casekit.grading import group_totals
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.text import _


# ── a rule with a hole ───────────────────────────────────────────────────────────────────────────────────
def _best(case, rng):
    """Ten of those who spent most; two of them have no annual card."""
    spent = clients(case)
    falling = spent[spent["spent"] > 0].sort_values("spent", ascending=False)
    annual, others = (falling[falling["card_type"].eq("annual") == yes] for yes in (True, False))
    ten = pd.concat([others.head(2), annual.head(8)])
    shown = ten.loc[rng.sample(sorted(ten.index), 10), ["card_type", "spent"]]
    shown["spent"] = shown["spent"].round().astype(int)
    one = others.iloc[0]
    return {
        "table": shown.rename(columns={"card_type": "card", "spent": "spent, yuan"}).rename_axis("client"),
        "one": others.index[0],
        "one_card": one["card_type"],
        "one_spent": one["spent"],
        "below": int((annual["spent"] < one["spent"]).sum()),
        "annual": len(annual),
        "year": year(case),
    }


WALK_IN = Question(
    id="abc.walk-in",
    kind=Choice(
        options={
            "hole": _("The rule is silent about them: have it mended before anyone is graded."),
            "key-anyway": _("They are key customers too: by spending they belong among the best."),
            "class-c": _("They are class C by this rule: who has no annual card comes later."),
            "sell-a-card": _("Sell them an annual card first; with the card the rule will fit them."),
        },
    ),
    case=salon,
    given=_best,
    prompt=_(
        "The salon's paper on classes says: *annual-card clients of class A and B are key customers; class C may become so later.* It names no "
        "other card. The table has ten of the clients who spent most in {year}. Two of them have no annual card. What do you do with **these two**?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "hole",
    mistakes=(
        Mistake.picked(
            "key-anyway",
            _(
                "By spending you have a point: {one} ({one_card}) spent {one_spent:,.0f} yuan, more than {below} of the {annual} annual-card clients. But "
                "it is not what the rule says. If each of us puts in what seems sensible, two desks grade one client "
                "differently. What has to happen to the rule?"
            ),
        ),
        Mistake.picked(
            "class-c",
            _(
                "Read it again: the paper speaks of *annual-card* clients only. Nothing in it sends other cards to class C. "
                "{one} spent {one_spent:,.0f} yuan, more than {below} of the {annual} annual-card clients, and would get a beginner's letter."
            ),
        ),
        Mistake.picked(
            "sell-a-card",
            _(
                "That bends the client to fit the rule. Perhaps {one} has good reasons for having no annual card. Who is "
                "graded today, and by what?"
            ),
        ),
    ),
    right=_(
        "A rule that names one card leaves the others in no class. {one} ({one_card}) spent {one_spent:,.0f} yuan, more than {below} of the "
        "{annual} annual-card clients. Grade by spending whatever the card, or name a class for each card: decide, write it down, then grade."
    ),
    hints=Hints(
        _("Look for the word in the paper that fits them."),
        _("A class needs a condition that the client meets. Which condition speaks of a walk-in or a monthly card?"),
        _("The paper speaks of annual-card clients and of no other card. So of {one} it says …"),
        _("{answer}"),
    ),
    competencies=("GR7",),
)


# ── a small group with a high mean ───────────────────────────────────────────────────────────────────────
_SMALL, _ENOUGH = 12, 40


@once_a_case
def _hanging(case):
    """Clients of one therapist or card such that the best mean of a community stands on few, and on one above all."""
    everyone = clients(case).join(case.clients.set_index("client_id")["therapist_id"])
    everyone = everyone[(everyone["spent"] > 0) & everyone["community"].notna()]
    return {label: rows for label, rows in _parts(everyone) if len(rows) >= _ENOUGH and _hangs_on_one(rows)}


@once_a_case
def _by_community(case, label):
    rows = _hanging(case)[label].reset_index()
    return group_totals(rows, by="community", value="spent").sort_values("mean", ascending=False)


def _communities(case, rng):
    label = rng.choice(list(_hanging(case)))
    rows, groups = _hanging(case)[label], _by_community(case, label)
    without = _without_the_best(rows, groups["group"].iloc[0])
    top, big = groups.iloc[0], groups.sort_values("sales").iloc[-1]
    shown = groups.set_index("group")[["customers", "sales", "mean"]].round().astype(int).sort_index()
    shown.columns = ["clients", "spent, yuan", "mean of one client, yuan"]
    return {
        "who": label,
        "table": shown.rename_axis("community"),
        "best": top["group"],
        "n_best": int(top["customers"]),
        "mean": top["mean"],
        "without": without,
        "behind": int((groups["mean"] > without).sum()),
        "biggest": big["group"],
        "n_biggest": int(big["customers"]),
        "year": year(case),
    }


def _hangs_on_one(rows):
    """Whether the highest mean is that of a small group and falls behind without one client; the largest group leads in sum."""
    groups = rows.groupby("community")["spent"].agg(["size", "sum", "mean"]).sort_values("mean", ascending=False)
    n, best = groups["size"].iloc[0], groups.index[0]
    if len(groups) < 5 or not 3 <= n <= _SMALL or groups["size"].max() < 2 * n:
        return False
    return (
        groups["sum"].idxmax() == groups["size"].idxmax() != best
        and _without_the_best(rows, best) < groups["mean"].iloc[1]
    )


def _without_the_best(rows, community):
    return rows.loc[rows["community"] == community, "spent"].sort_values().iloc[:-1].mean()


def _parts(everyone):
    for card in sorted(everyone["card_type"].dropna().unique()):
        yield _("the {card} clients").format(card=card), everyone[everyone["card_type"] == card]
    for therapist in sorted(everyone["therapist_id"].dropna().unique()):
        own = everyone[everyone["therapist_id"] == therapist]
        yield _("the clients of therapist {id}").format(id=therapist), own
        for card in sorted(own["card_type"].unique()):
            yield (
                _("the {card} clients of therapist {id}").format(card=card, id=therapist),
                own[own["card_type"] == card],
            )


AREA_MEAN = Question(
    id="abc.area-mean",
    kind=Choice(
        options={
            "too-few": _("Look at the clients of {best} one by one, and at another year, before you spend."),
            "best-mean": _("Put the leaflets into {best}: one client there spends most of all."),
            "biggest": _("Put the leaflets into {biggest}: there most money comes from in all."),
            "weight": _("Share the leaflets out by the mean of each community, {best} first."),
        },
    ),
    case=salon,
    given=_communities,
    prompt=_(
        "The owner wants to advertise where **one client** spends most. The table groups {who} by community (社区) in {year}. What do you say?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "too-few",
    mistakes=(
        Mistake.picked(
            "best-mean",
            _(
                "{best} has the highest mean, and it is a mean of {n_best} clients. Take away the one who spent most, and it falls from "
                "{mean:,.0f} to {without:,.0f} yuan. How many clients stand behind each mean in the table?"
            ),
        ),
        Mistake.picked(
            "biggest",
            _(
                "{biggest} brings most because most clients live there ({n_biggest}). The owner asked about the spending of *one* "
                "client. Now look at how many clients each mean rests on."
            ),
        ),
        Mistake.picked(
            "weight",
            _(
                "That takes all means at their word. But a mean of {n_best} is not as firm as one of {n_biggest}: small groups have wild means, "
                "to both sides. Which of them would be the same next year?"
            ),
        ),
    ),
    right=_(
        "Without its best client {best} falls from {mean:,.0f} to {without:,.0f} yuan, behind {behind} others. Small groups "
        "stand at both ends of such a list, by chance alone. Read the number of clients before the mean."
    ),
    hints=Hints(
        _("Read the table from the left: the first number tells how far to trust the last."),
        _("A mean of few clients hangs on each of them. What would it be without the largest?"),
        _("{best}: {n_best} clients, mean {mean:,.0f} yuan. Without the best one {without:,.0f}. So before spending …"),
        _("Look first at who the {n_best} clients of {best} are, and whether another year shows the same."),
    ),
    competencies=("GR11",),
)
