"""Recall: two sums of lesson 00, met again on the cards."""

import pandas as pd

from casekit.course.companies import telecom
from casekit.course.customer_records.company import useful
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.number import Number
from casekit.text import _


def _registers(case, rng):
    cards = case.cards
    areas = sorted(cards["area"].dropna().unique())
    area = rng.choice(areas)
    there = cards["area"] == area
    table = useful(case).loc[there, "email"].groupby(cards.loc[there, "register"]).agg(["size", "sum"]).sort_index()
    share = (100 * table["sum"] / table["size"]).round(0)
    shown = pd.DataFrame({"cards": table["size"], "with an e-mail, %": share.astype(int)})
    n, percent = shown["cards"], shown["with an e-mail, %"]
    return {
        "area": area,
        "table": shown,
        "mean": (n * percent).sum() / n.sum(),
        "simple": percent.mean(),
        "larger": percent[n.idxmax()],
        "n": int(n.sum()),
        "many": int(n.max()),
        "few": int(n.min()),
    }


RECALL_MEAN = Question(
    id="records.recall-mean",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_registers,
    prompt=_(
        "Recall from lesson 00. The cards of the area {area} lie in two registers. How many **per cent of all {n:,} cards** have an "
        "e-mail address?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: facts["mean"],
    mistakes=(
        Mistake(
            "simple-mean",
            lambda facts: facts["simple"],
            _(
                "{got} is the middle of the two percentages. It treats {few:,} cards as if they were as many as {many:,}. "
                "Let each register count by its cards."
            ),
        ),
        Mistake(
            "larger-only",
            lambda facts: facts["larger"],
            _("{got} is the larger register alone. The other {few:,} cards belong to “all” too."),
        ),
    ),
    right=_("{answer}. Each register counts by its cards. Remember this before you average anything over branches."),
    hints=Hints(
        _("The registers are not equally large."),
        _("Weighted mean: cards times per cent, added up, over all cards."),
        _("The larger register has {many:,} cards of {n:,}: the answer lies nearer to its percentage …"),
        _("(cards × per cent, both added) ÷ {n:,} = {answer}"),
    ),
    competencies=(),
)


def _fill_in(case, rng):
    have = round(100 * useful(case).loc[case.cards["register"] == "shop", "email"].mean())
    asked = rng.choice([20, 25, 40, 50])
    missing = 100 - have
    return {
        "have": have,
        "asked": asked,
        "missing": missing,
        "after": have + missing * asked / 100,
        "points": have + asked,
        "of_have": have * (1 + asked / 100),
        "gained": missing * asked / 100,
    }


RECALL_PERCENT = Question(
    id="records.recall-per-cent-of-what",
    kind=Number(unit="%", decimals=1),
    case=telecom,
    given=_fill_in,
    prompt=_(
        "Recall from lesson 00. {have} % of the shop's cards have an e-mail address. In spring the clerks ask, and fill in **{asked} % of "
        "the missing ones**. What per cent of the cards has an address then?"
    ),
    oracle=lambda facts: facts["after"],
    mistakes=(
        Mistake(
            "percent-as-points",
            lambda facts: facts["points"],
            _(
                "{got} is {have} plus {asked}. But the {asked} % are of the *missing* cards, and those are only {missing} % of all. Per "
                "cent of what?"
            ),
        ),
        Mistake(
            "of-the-filled",
            lambda facts: facts["of_have"],
            _(
                "{got} takes {asked} % of the cards that have an address already. They ask at the others: {missing} % "
                "of all cards."
            ),
        ),
        Mistake(
            "only-the-gain",
            lambda facts: facts["gained"],
            _("{got} is what they add. The {have} % that were there before still have their address."),
        ),
    ),
    right=_(
        "{answer}: a gain of {gained:g} percentage points. The next {asked} % will bring less, for less is missing."
    ),
    hints=Hints(
        _("How many per cent of the cards lack an address?"),
        _("After = before + part filled in × what was missing."),
        _("{missing} % are missing; {asked} % of that is …"),
        _("{have} + {gained:g} = {answer}"),
    ),
    competencies=(),
)
