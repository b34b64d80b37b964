"""80/20 and 20/90 put to the test: of what, in which company, and what a share above 100 % means."""

import numpy as np
import pandas as pd

from casekit.course.abc_and_pareto.company import accounts, year
from casekit.course.by_case import once_a_case
from casekit.course.companies import telecom
from casekit.grading.concentration import share_of_best
from casekit.practice import Hints, Mistake, Question
from casekit.practice.kinds.choose import Choice
from casekit.text import _

FEW = (0.05, 0.1, 0.2, 0.3, 0.4)


EVERYONE = _("all customers")


@once_a_case
def scopes(case):
    """Parts of the company one may ask about, by what they are called: all of it, organisations or persons, each area."""
    everyone = accounts(case)
    parts = {EVERYONE: everyone}
    for kind, label in (("organisation", _("the organisations")), ("person", _("the persons"))):
        parts[label] = everyone[everyone["user_type"] == kind]
    for area in sorted(everyone["area"].dropna().unique()):
        parts[_("the customers of {area}").format(area=area)] = everyone[everyone["area"] == area]
        firms = everyone[(everyone["area"] == area) & (everyone["user_type"] == "organisation")]
        parts[_("the organisations of {area}").format(area=area)] = firms
    return parts


@once_a_case
def shares_of(case, scope):
    """What the best few of a part of the company hold, in per cent: by sales, and by profit."""
    rows = scopes(case)[scope]
    shares = {measure: [100 * _held(rows[measure], few) for few in FEW] for measure in ("sales", "profit")}
    return pd.DataFrame(shares, index=[100 * few for few in FEW])


def _held(values, few):
    """The kit's top_share, without its checks: it is asked a hundred times a company."""
    return share_of_best(*np.unique(values, return_counts=True), few)


def as_shown(shares):
    shown = shares.rename(columns={"sales": _("share of sales, %"), "profit": _("share of profit, %")}).round(1)
    shown.index = pd.Index([f"{few:g} %" for few in shares.index], name=_("best customers"))
    shown.attrs["caption"] = _("Best by sales for the share of sales, best by profit for the share of profit")
    return shown


# ── which claim is nearer ────────────────────────────────────────────────────────────────────────────────
def _nearer(case, rng):
    """A part of the company in which sales are nearer to the one claim and profit to the other."""
    everyone = list(scopes(case))
    label = next(label for label in rng.sample(everyone, len(everyone)) if _parted(case, label))
    shares = shares_of(case, label)
    return {
        "who": label,
        "table": as_shown(shares),
        "on_sales": shares["sales"][20.0],
        "on_profit": shares["profit"][20.0],
        "from_80": abs(shares["sales"][20.0] - 80),
        "from_90": abs(shares["sales"][20.0] - 90),
        "year": year(case),
    }


@once_a_case
def _parted(case, scope):
    """Whether the best fifth by sales is nearer to 80 %, and the best fifth by profit nearer to 90 %."""
    rows = scopes(case)[scope]
    return _held(rows["sales"], 0.2) < 0.845 and _held(rows["profit"], 0.2) > 0.855


CLAIM = Question(
    id="abc.claim",
    kind=Choice(
        options={
            "sales-80-profit-90": _("On sales 20/80 is nearer, on profit 20/90."),
            "both-80": _("On sales 20/80 is nearer, on profit 20/80 too."),
            "both-90": _("On sales 20/90 is nearer, on profit 20/90 too."),
            "sales-90-profit-80": _("On sales 20/90 is nearer, on profit 20/80."),
        },
    ),
    case=telecom,
    given=_nearer,
    prompt=_(
        "Two papers lie on the director's desk. One says: 20 % of the customers bring **80 %**. The other, under the same title, says "
        "**90 %**. The table is about {who} in {year}. Which claim is **nearer**, on sales and on profit?"
    ),
    exhibit=lambda facts: facts["table"],
    oracle=lambda facts: "sales-80-profit-90",
    mistakes=(
        Mistake.picked(
            "both-80",
            _(
                "On sales, yes: {on_sales:.1f} %. You then took it for profit as well. Everybody says 80, seldom of what. "
                "Read the last column in the row of 20 %."
            ),
        ),
        Mistake.picked(
            "both-90",
            _(
                "On profit, yes: {on_profit:.1f} % is nearer to 90 than to 80. On sales the row of 20 % says something else. How far is it "
                "from 80, how far from 90?"
            ),
        ),
        Mistake.picked(
            "sales-90-profit-80",
            _(
                "The other way round. In the row of 20 % stand {on_sales:.1f} for sales and {on_profit:.1f} for profit. Which of the two "
                "is nearer to 90?"
            ),
        ),
    ),
    right=_(
        "The best 20 % bring {on_sales:.1f} % of sales and {on_profit:.1f} % of profit. Both papers can be right, each about another "
        "measure. So ask of every such sentence: 20 % of whom, and per cent of what?"
    ),
    hints=Hints(
        _("One row of the table is enough."),
        _("Read the row of 20 %. Compare each number with 80 and with 90, and take the smaller distance."),
        _("On sales {on_sales:.1f}: that is {from_80:.1f} from 80 and {from_90:.1f} from 90. On profit …"),
        _("{on_sales:.1f} is nearer to 80; {on_profit:.1f} is nearer to 90."),
    ),
    competencies=("VA2",),
)


# ── more than all of it ──────────────────────────────────────────────────────────────────────────────────
def _over(case, rng):
    """The smallest of some shares of customers who earn more than the whole company does, in some part of it."""
    label = rng.choice(list(scopes(case)))
    rows = scopes(case)[label]
    few, share = _more_than_all(case, label)
    losing = rows["profit"] < 0
    return {
        "who": label,
        "few": 100 * few,
        "share": share,
        "over": share - 100,
        "losers": int(losing.sum()),
        "lost": -rows.loc[losing, "profit"].sum(),
        "all": rows["profit"].sum(),
        "year": year(case),
    }


@once_a_case
def _more_than_all(case, scope):
    """The smallest of some parts of the customers that holds more than the whole profit, and how much, in per cent."""
    for few in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6):
        share = 100 * _held(scopes(case)[scope]["profit"], few)
        if share > 101:
            break
    return few, share


OVER_HUNDRED = Question(
    id="abc.over-hundred",
    kind=Choice(
        options={
            "others-lose": _("Taken together, all the other customers made a loss."),
            "sum-is-wrong": _("The sum is wrong: no part can be more than the whole."),
            "growth": _("Profit with the best has grown by {over:.1f} % in a year."),
            "margin": _("With the best, profit is larger than the sales they bring."),
        },
    ),
    case=telecom,
    given=_over,
    prompt=_(
        "Among {who}, the best {few:.0f} % by profit made **{share:.1f} % of the profit** of {year}. A colleague asks you what the number "
        "means. What do you say?"
    ),
    oracle=lambda facts: "others-lose",
    mistakes=(
        Mistake.picked(
            "sum-is-wrong",
            _(
                "No part is more than the whole as long as nothing is below zero. That holds for sales. Profit can be negative: "
                "what happens to the total when {losers:,} customers take from it?"
            ),
        ),
        Mistake.picked(
            "growth",
            _(
                "Nothing here speaks of another year: it is a share of one year's profit. What must the others have, if "
                "one part alone is more than the sum?"
            ),
        ),
        Mistake.picked(
            "margin",
            _(
                "That would be a margin, profit over sales. Here the profit of some stands over the profit of all. When "
                "is the sum smaller than one of its parts?"
            ),
        ),
    ),
    right=_(
        "All together made {all:,.0f} yuan. The best made {over:.1f} % more than that, and the others lost it again. {losers:,} customers "
        "were below zero, by {lost:,.0f} yuan. A Gini coefficient on profit can pass 1 for the same reason."
    ),
    hints=Hints(
        _("Think of two customers: one earns you 10, the other costs you 2."),
        _("The whole is the sum of gains and losses. A part of gains alone can be larger."),
        _("Gains 10, loss 2: the whole is 8, and the first is 10 / 8 = 125 % of it. So the other …"),
        _("The best made {share:.1f} % of the whole, so the rest made {over:.1f} % of it below zero."),
    ),
    competencies=("VA2",),
)
