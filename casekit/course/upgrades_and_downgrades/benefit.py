"""What a better grade causes: the lot against before and after, and when even the lot cannot tell."""

import numpy as np
import pandas as pd

from casekit.course.by_case import once_a_case
from casekit.course.companies import machinery
from casekit.course.upgrades_and_downgrades.books import grades as _grades
from casekit.course.upgrades_and_downgrades.books import usage
from casekit.grading import benefit_effect
from casekit.practice import Accepted, Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.practice.kinds.number import Number
from casekit.text import _

_APART = 400  # yuan
_FEWEST = 10  # accounts in each half of the lot


@once_a_case
def promoted(case) -> pd.DataFrame:
    """The accounts of the lot: benefit (yes/no), grade_before, usage of the year before and of the last (yuan)."""
    last = case.last_day.year
    both = usage(case)[[last - 1, last]].set_axis(["before", "after"], axis=1)
    return case.holdout.set_index("customer_id").join(both).sort_index()


@once_a_case
def _lots(case):
    """The whole lot and its larger parts, each with the means of both halves in whole yuan."""
    table = promoted(case)
    whole = usage(case).loc[_grades(case).iloc[:, -1].notna(), case.last_day.year].mean()
    region = case.accounts.set_index("customer_id")["region"].reindex(table.index)
    lots = [(_("all promoted accounts"), table)]
    lots += [
        (_("the accounts promoted from {grade}").format(grade=grade), rows)
        for grade, rows in table.groupby("grade_before")
    ]
    lots += [
        (_("the accounts promoted to {grade}").format(grade=grade), rows) for grade, rows in table.groupby("grade")
    ]
    lots += [
        (_("the promoted accounts outside {region}").format(region=name), table[region != name])
        for name in sorted(region.unique())
    ]
    found = []
    for label, rows in lots:
        if rows["benefit"].value_counts().reindex([True, False]).fillna(0).min() < _FEWEST:
            continue
        means = rows.groupby("benefit")[["before", "after"]].mean().round().astype(int)
        effect = benefit_effect(rows, treated="benefit", outcome="after")
        found.append(
            {
                "who": label,
                "all_mean": int(round(whole)),
                "n_with": int(rows["benefit"].sum()),
                "n_without": int((~rows["benefit"]).sum()),
                **{
                    f"{when}_{half}": int(means.loc[yes, when])
                    for when in means
                    for yes, half in ((True, "with"), (False, "without"))
                },
                "low": effect.low,
                "high": effect.high,
            }
        )
    return found


def _by_lot(facts):
    return facts["after_with"] - facts["after_without"]


def _changes(facts):
    return _by_lot(facts) - (facts["before_with"] - facts["before_without"])


def _before_after(facts):
    return facts["after_with"] - facts["before_with"]


def _against_all(facts):
    return facts["after_with"] - facts["all_mean"]


@once_a_case
def _telling(case):
    readings = (_by_lot, _changes, _before_after, _against_all)
    found = []
    for facts in _lots(case):
        values = [read(facts) for read in readings]
        if min(abs(a - b) for n, a in enumerate(values) for b in values[:n]) > _APART:
            found.append(facts)
    return found


def _halves(facts, case):
    last = case.last_day.year
    table = pd.DataFrame(
        {
            _("accounts"): [facts["n_with"], facts["n_without"]],
            _("mean usage {year}, yuan").format(year=last - 1): [facts["before_with"], facts["before_without"]],
            _("mean usage {year}, yuan").format(year=last): [facts["after_with"], facts["after_without"]],
        },
        index=pd.Index([_("got the benefits"), _("held out by lot")], name=_("promoted")),
    )
    return facts | {"table": table, "year": last, "before_after": _before_after(facts), "changes": _changes(facts)}


def _a_lot(case, rng):
    return _halves(rng.choice(_telling(case)), case)


EFFECT = Question(
    id="review.effect",
    kind=Number(unit=_("yuan")),
    case=machinery,
    given=_a_lot,
    prompt=_(
        "In January {year} Ironbridge moved accounts up, and **by lot** held the benefits of the better grade back from a half of them. The table shows {who}. "
        "All accounts together used {all_mean:,} yuan in {year} in the mean. What, by these data, did the benefits **add to the usage of one account** in {year}? "
        "(A loss is negative.)"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=_by_lot,
    accepted=(
        Accepted(
            _changes,
            _(
                "{got}: you compared the *changes* of the two halves. Fair under a lot as well, and it takes out what the lot dealt unequally. Taken as right. "
                "The other reading is after against after:"
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "after-less-before",
            _before_after,
            _(
                "{got} is after less before, of those who got the benefits. They were moved up after a good year, and good years seldom come in "
                "pairs: without any benefits they would have fallen back too. Who shows what would have come anyway?"
            ),
        ),
        Mistake(
            "against-all-accounts",
            _against_all,
            _(
                "{got} holds them against all accounts. But these were picked for having bought much. Only the half held out was picked in the same "
                "way, and differs by nothing but the lot."
            ),
        ),
    ),
    right=_(
        "{after_with:,} less {after_without:,}: {answer}. Comparing the changes gives {changes:+,} yuan, also fair: what lies between the two readings is chance. "
        "Before and after would have said {before_after:+,}, with all the falling back in it. One more question before you believe it: how wide is the interval? "
        "That is the next one."
    ),
    hints=Hints(
        _("Which two groups differ in the benefits, and in nothing else but chance?"),
        _("Mean of {year} with the benefits, less mean of {year} of those held out."),
        _("Those who got the benefits used {after_with:,} yuan in {year} in the mean. Those held out …"),
        _("{after_with:,} − {after_without:,} = {answer}"),
    ),
    competencies=("GR9",),
)


# ── when even the lot cannot tell ────────────────────────────────────────────────────────────────────────
@once_a_case
def _open(case):
    """Lots whose interval holds a loss and a gain."""
    return [facts for facts in _lots(case) if facts["low"] < -5_000 and facts["high"] > 5_000]


def _an_open_lot(case, rng):
    facts = _halves(rng.choice(_open(case)), case)
    low, high = (int(1000 * np.round(facts[end] / 1000)) for end in ("low", "high"))
    return facts | {
        "gain": _by_lot(facts),
        "loss": -low,
        "high_end": high,
        "low_end": low,
        "fell": _before_after(facts),
    }


CANNOT_TELL = Question(
    id="review.cannot-tell",
    kind=Choice(
        options={
            "open": _("This cannot be told from these data: a gain and a loss both fit them."),
            "sign": _("The sign of the difference decides it: the lot was fair, so that is the answer."),
            "rise": _("Look whether those with benefits bought more than the year before: that decides."),
            "everyone": _("Give it to everyone this year, and compare with last year: more accounts, more certainty."),
        },
    ),
    case=machinery,
    given=_an_open_lot,
    prompt=_(
        "Of {who}, {n_with} got the benefits of the better grade and {n_without} were held out by lot. The difference in the usage of {year} is **{gain:+,} yuan** an account, "
        "with a 95 % interval from {low_end:,} to {high_end:,} yuan. The director asks: “So do the benefits work?”"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "open",
    mistakes=(
        Mistake.picked(
            "sign",
            _(
                "A fair lot makes the comparison honest, not exact. With {n_with} and {n_without} accounts, a few large ones move the mean. The "
                "interval runs from {low_end:,} to {high_end:,}: which sign would you bet on?"
            ),
        ),
        Mistake.picked(
            "rise",
            _(
                "You ask for a rise from before to after. Both halves were moved up after a good year, so both tend to fall back. The change of "
                "{fell:+,} yuan of those with benefits says nothing without the other half."
            ),
        ),
        Mistake.picked(
            "everyone",
            _(
                "Then nobody is held out, and this year differs from the last by weather, prices and luck as well. More accounts would help, but "
                "in *both* halves of a lot."
            ),
        ),
    ),
    right=_(
        "From {low_end:,} to {high_end:,} yuan: with so few accounts the lot leaves it open. Say so, and go on drawing lots at each review, so that the halves grow. "
        "“We do not know yet” is a result; a guess in a report is not."
    ),
    hints=Hints(
        _("Look at the two ends of the interval before the figure in the middle."),
        _("If loss and gain both lie in the interval, the data fit both."),
        _("One end is {low_end:,}, a loss; the other {high_end:,}, a gain. So the director's question …"),
        _("A gain and a loss both fit these data: it cannot be told yet."),
    ),
    competencies=("GR9",),
)
